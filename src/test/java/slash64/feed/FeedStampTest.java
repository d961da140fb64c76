package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedStampTest {
  @ParameterizedTest(name = "at {0} {1} days are left")
  @CsvSource(
      textBlock =
          """
          2026-11-03T02:00:00Z,  2, '2 days more'
          2026-11-03T02:00:01Z,  1, '1 day more'
          2026-11-04T02:00:01Z,  0, 'less than a day more'
          2026-11-05T02:00:00Z,  0, 'less than a day more'
          2026-11-05T02:00:01Z, -1, 'which is past: loaders take it no longer'
          2026-11-08T02:00:00Z, -3, 'which is past: loaders take it no longer'
          """)
  void aFeedTellsHowLongItMayBeUsed(Instant now, long daysLeft, String words) {
    FeedStamp stamp = FeedSamples.stamp(FeedSamples.DAY);
    assertThat(stamp.daysLeft(now)).isEqualTo(daysLeft);
    assertThat(stamp.validity(now)).isEqualTo("valid until 2026-11-05T02:00:00Z, " + words);
  }
}
