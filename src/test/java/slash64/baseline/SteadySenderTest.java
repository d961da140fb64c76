package slash64.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.net.Prefix;

/** A sender of one domain, 25 messages a day, none like another. */
class SteadySenderTest {
  private static final int START = 20_000;
  private static final int MESSAGES = 25;
  private static final Prefix SENDER = Prefix.parse("2001:db8:1:2::/64");
  private static final Thresholds STRICT =
      new Thresholds(Math.log(1e-4), Math.log(1e-4), Math.log(1e-4), Math.log(1e-4));

  private PrefixState state = PrefixState.NEW;

  private List<Alert> night(int day, Histograms content) {
    return night(day, DayActivity.ofMessages(MESSAGES).withContent(content));
  }

  private List<Alert> night(int day, DayActivity activity) {
    SubtreeNight.Entry entry =
        new SubtreeNight.Entry(SENDER, state, activity, Surroundings.UNKNOWN);
    SubtreeNight.Result result =
        SubtreeNight.score(day, List.of(entry)).judge(BaselineSettings.DEFAULT, STRICT);
    result.outcomes().forEach(outcome -> state = outcome.next());
    return result.alerts();
  }

  /** Mail of one domain, of which so many messages are another's and refused. */
  private static Histograms mail(int day, int others) {
    Histograms.Builder content = Histograms.builder();
    for (int i = 0; i < MESSAGES; i++) {
      boolean isOther = i < others;
      content.add(Feature.DIGEST, day * MESSAGES + i, 1);
      content.add(Feature.SENDER_DOMAIN, isOther ? 2 : 1, 1);
      content.add(Feature.REPLY, isOther ? 2 : 1, 1);
    }
    return content.build();
  }

  @Test
  void aRefusalNowAndThenDoesNotHideIt() {
    for (int day = 0; day < 14; day++) {
      assertThat(night(START + day, mail(day, day == 12 ? 1 : 0))).isEmpty();
    }
    assertThat(night(START + 14, mail(14, MESSAGES))).hasSize(1);
  }

  @ParameterizedTest(name = "after {0} days, {1} messages of another: {2} alerts")
  @CsvSource({"6, 25, 0", "7, 25, 1", "14, 25, 1", "14, 1, 0", "40, 25, 1"})
  void anothersMailIsToldFromTheFirstWeekOn(int known, int others, int alerts) {
    for (int day = 0; day < known; day++) {
      assertThat(night(START + day, mail(day, 0))).isEmpty();
    }
    List<Alert> found = night(START + known, mail(known, others));
    assertThat(found).hasSize(alerts);
    assertThat(found).allMatch(alert -> alert.kind() == AlertKind.CONTENT);
  }

  private static DayActivity busyDay(int day, int messages, Tenor tenor, int bad) {
    Histograms.Builder content = Histograms.builder();
    content.add(Feature.SENDER_DOMAIN, 1, messages);
    for (int i = 0; i < messages && tenor != Tenor.UNTOLD; i++) {
      content.add(Feature.DIGEST, tenor == Tenor.MAILING ? -1 : day * messages + i, 1);
    }
    return DayActivity.ofMessages(messages)
        .withVerdicts(bad, messages - bad, 0)
        .withContent(content.build());
  }

  @ParameterizedTest(name = "after {0} days, {1}, {2} of 400 unwanted: {3} volume alerts")
  @CsvSource({
    "13, ORDINARY, 0, 0",
    "14, ORDINARY, 0, 1",
    "31, ORDINARY, 0, 1",
    "31, MAILING, 0, 0",
    "31, UNTOLD, 0, 0",
    "13, UNTOLD, 200, 0",
    "14, UNTOLD, 200, 1",
    "14, MAILING, 200, 1",
    "40, UNTOLD, 0, 1",
    "40, MAILING, 0, 0"
  })
  void inItsFirstMonthsOnlyWhatMayBeItsFirstMailingIsExcused(
      int known, Tenor tenor, int bad, int alerts) {
    for (int day = 0; day < known; day++) {
      Tenor usual = tenor == Tenor.UNTOLD ? Tenor.UNTOLD : Tenor.ORDINARY;
      assertThat(night(START + day, busyDay(day, MESSAGES, usual, 0))).isEmpty();
    }
    assertThat(night(START + known, busyDay(known, 400, tenor, bad)))
        .filteredOn(alert -> alert.kind() == AlertKind.VOLUME)
        .hasSize(alerts);
  }
}
