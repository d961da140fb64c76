package slash64.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.net.Prefix;

/** What digests tell of past days, and bursts at no fixed date. */
class RecurrenceTest {
  private static final int TODAY = 20_000;
  private static final long USUAL = 20;

  @ParameterizedTest(name = "{1} messages {0} days ago ({2}), today 400 ({3}): due {4}")
  @CsvSource(
      textBlock =
          """
          # back, messages, that day, today,  due
          30,     400,      MAILING,  MAILING,  30
          30,     400,      MAILING,  ORDINARY, 0
          30,     400,      ORDINARY, MAILING,  0
          30,     400,      ORDINARY, ORDINARY, 30
          30,     400,      UNTOLD,   ORDINARY, 30
          # mailings may differ five-fold, where nothing is told three-fold, other days two-fold
          30,     81,       MAILING,  MAILING,  30
          30,     79,       MAILING,  MAILING,  0
          30,     140,      UNTOLD,   UNTOLD,   30
          30,     130,      UNTOLD,   UNTOLD,   0
          30,     201,      ORDINARY, ORDINARY, 30
          30,     199,      ORDINARY, ORDINARY, 0
          """)
  void aDayRepeatsOneOfItsKind(int back, long messages, Tenor then, Tenor today, int due) {
    History history = History.EMPTY;
    for (int day = TODAY - 63; day < TODAY; day++) {
      boolean isThen = day == TODAY - back;
      history =
          history.plus(
              day, isThen ? messages : USUAL, false, false, isThen ? then : Tenor.ORDINARY);
    }
    assertThat(Recurrence.of(history, TODAY, 400, today, day -> USUAL)).isEqualTo(due);
  }

  @Test
  void busyDaysBetweenDoNotHideThatAMailingIsDue() {
    History history = past(List.of(5, 23, 44), 300, Tenor.ORDINARY, 61);
    assertThat(Recurrence.of(history, TODAY, 300, Tenor.MAILING, day -> USUAL)).isEqualTo(61);
  }

  @Test
  void daysInARowAreOneBurstAndTheMedianGivesTheScale() {
    // Heights over twice the usual: 13, 13 (two days in a row are one burst), 13; three in 62 days.
    History history = past(List.of(5, 6, 23, 44), 300, Tenor.ORDINARY, -1);
    double expected = Math.log(3 / 62.0) - (500 / 20.0 - 2) / (13 / Math.log(2));
    assertThat(Bursts.logP(history, TODAY, 500, Tenor.ORDINARY, day -> USUAL))
        .isCloseTo(expected, within(1e-9));
  }

  @ParameterizedTest(name = "{0} messages after three bursts of 300: usual {1}")
  @CsvSource({"300, true", "900, true", "2000, false", "12000, false"})
  void aHabitOfBurstsExcusesBurstsOfItsHeightOnly(long messages, boolean isUsual) {
    History history = past(List.of(5, 23, 45), 300, Tenor.ORDINARY, -1);
    assertThat(Recurrence.of(history, TODAY, messages, Tenor.ORDINARY, day -> USUAL))
        .isEqualTo(isUsual ? Recurrence.IRREGULAR : Recurrence.NONE);
  }

  @Test
  void mailingsHarmAndASingleBurstAreNoHabitOfBursts() {
    assertThat(bursts(past(List.of(5, 23, 45), 300, Tenor.MAILING, -1)))
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(bursts(past(List.of(5), 300, Tenor.ORDINARY, -1)))
        .isEqualTo(Double.NEGATIVE_INFINITY);
    History harmed = past(List.of(5, 23, 45), 300, Tenor.ORDINARY, -1, true);
    assertThat(bursts(harmed)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest(name = "known for {0} days, a {1} day of ten times the usual is certain: {2}")
  @CsvSource({"50, MAILING, false", "50, ORDINARY, true", "63, MAILING, true"})
  void theFirstMailingOfTwoMonthsIsJudgedByMeanAndVarianceOnly(
      int known, Tenor tenor, boolean isCertain) {
    PrefixState state = PrefixState.NEW;
    for (int day = TODAY - known; day < TODAY; day++) {
      state = state.after(day, digests(20 + day % 5, day % 3));
    }
    int digest = tenor == Tenor.MAILING ? 99 : 1;
    Deviation day =
        new Scorer().score(Prefix.ALL, TODAY, state, digests(220, digest), Surroundings.UNKNOWN);
    assertThat(day.content().tenor()).isEqualTo(tenor);
    assertThat(day.volumeLogP() < Math.log(1e-5)).isEqualTo(isCertain);
  }

  /** A day of which a third has each of three digests, or all has another. */
  private static DayActivity digests(long messages, int digest) {
    Histograms.Builder content = Histograms.builder();
    for (int cell = 0; cell < 3; cell++) {
      content.add(Feature.DIGEST, digest > 2 ? digest : cell, messages / 3);
    }
    return DayActivity.ofMessages(messages).withContent(content.build());
  }

  private static double bursts(History history) {
    return Bursts.logP(history, TODAY, 300, Tenor.ORDINARY, day -> USUAL);
  }

  private static History past(List<Integer> backs, long messages, Tenor tenor, int mailing) {
    return past(backs, messages, tenor, mailing, false);
  }

  private static History past(
      List<Integer> backs, long messages, Tenor tenor, int mailing, boolean isHarmful) {
    History history = History.EMPTY;
    for (int day = TODAY - 63; day < TODAY; day++) {
      boolean isBusy = backs.contains(TODAY - day);
      boolean isMailing = TODAY - day == mailing;
      Tenor told = isMailing ? Tenor.MAILING : isBusy ? tenor : Tenor.ORDINARY;
      history =
          history.plus(
              day, isBusy || isMailing ? messages : USUAL, false, isBusy && isHarmful, told);
    }
    return history;
  }
}
