package slash64.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.net.Prefix;

/** Whom a night blames, and for how long. Eight /64s in four /56s of one /48, 40 messages a day. */
class NightJudgeTest {

  private static final int START = 20_000;
  private static final int LEARNT = START + 60;
  private static final Thresholds STRICT =
      new Thresholds(Math.log(1e-4), Math.log(1e-4), Math.log(1e-4), Math.log(1e-4));

  private final Map<Prefix, PrefixState> states = new HashMap<>();
  private final Random random = new Random(11);

  private static Prefix leaf(long index) {
    return Prefix.of(0x20010db8_00000000L | index / 2 << 8 | index % 2, 0, 64);
  }

  /** Makes one night in which some leaves send many times their usual. */
  private List<Alert> night(int day, double times, Integer... busy) {
    return spamNight(day, times, 0, busy);
  }

  /** Likewise, with a share of their mail called spam. */
  private List<Alert> spamNight(int day, double times, double badShare, Integer... busy) {
    Map<Prefix, Long> bad = new HashMap<>();
    Map<Prefix, Long> messages = new HashMap<>();
    for (int i = 0; i < 8; i++) {
      boolean isBusy = List.of(busy).contains(i);
      long count = Counts.draw(isBusy ? 40 * times : 40, 1.5, random);
      for (int length : new int[] {64, 56, 48, 32}) {
        messages.merge(leaf(i).ancestor(length), count, Long::sum);
        bad.merge(leaf(i).ancestor(length), isBusy ? (long) (badShare * count) : 0, Long::sum);
      }
    }
    List<SubtreeNight.Entry> entries = new ArrayList<>();
    messages.forEach(
        (prefix, count) ->
            entries.add(
                new SubtreeNight.Entry(
                    prefix,
                    states.getOrDefault(prefix, PrefixState.NEW),
                    DayActivity.ofMessages(count)
                        .withVerdicts(bad.get(prefix), count - bad.get(prefix), 0),
                    Surroundings.UNKNOWN)));
    SubtreeNight.Result result =
        SubtreeNight.score(day, entries).judge(BaselineSettings.DEFAULT, STRICT);
    result.outcomes().forEach(outcome -> states.put(outcome.prefix(), outcome.next()));
    return result.alerts();
  }

  private void learn() {
    for (int day = START; day < LEARNT; day++) {
      assertThat(night(day, 1)).isEmpty();
    }
  }

  @Test
  void whatOneNetworkDoesIsBlamedOnItThoughItShowsAtEveryLevel() {
    learn();
    List<Alert> alerts = night(LEARNT, 40, 3);
    assertThat(alerts).hasSize(1);
    Alert alert = alerts.get(0);
    assertThat(alert.prefix()).isEqualTo(leaf(3));
    assertThat(alert.kind()).isEqualTo(AlertKind.VOLUME);
    assertThat(alert.isNew()).isTrue();
    assertThat(alert.reason())
        .matches(
            "1\\d{3} messages where \\d\\d\\.?\\d* were expected, \\d+\\.?\\d* times as many; 0 % unwanted; since 2024-12-03");
  }

  @Test
  void twoEventsInOneProviderAreTwoAlerts() {
    learn();
    assertThat(night(LEARNT, 40, 0, 7))
        .extracting(Alert::prefix)
        .containsExactlyInAnyOrder(leaf(0), leaf(7));
  }

  @Test
  void eventsThatFillTheirPrefixAreOneAlertThatNamesItsLargestParts() {
    learn();
    List<Alert> alerts = night(LEARNT, 40, 0, 2, 4, 6);
    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0).prefix()).isEqualTo(leaf(0).ancestor(48));
    assertThat(alerts.get(0).evidence())
        .contains("\"contributors\":[{\"prefix\":\"2001:db8:")
        .contains(leaf(0).toString());
  }

  @Test
  void anAlertStaysOpenWhileItsCauseLastsAndTheBaselineIsNotWalkedUp() {
    learn();
    for (int i = 0; i < 40; i++) {
      List<Alert> alerts = night(LEARNT + i, 10, 3);
      assertThat(alerts).extracting(Alert::prefix).containsExactly(leaf(3));
      assertThat(alerts.get(0).isNew()).isEqualTo(i == 0);
      assertThat(alerts.get(0).since()).isEqualTo(LocalDate.ofEpochDay(LEARNT));
      assertThat(alerts.get(0).expected()).isBetween(30.0, 55.0);
    }
  }

  @Test
  void moreMailThatDidNoHarmForEightWeeksIsUsualFromThenOn() {
    learn();
    for (int i = 0; i < 56; i++) {
      assertThat(night(LEARNT + i, 10, 3)).extracting(Alert::prefix).containsExactly(leaf(3));
    }
    for (int i = 56; i < 80; i++) {
      assertThat(night(LEARNT + i, 10, 3)).as("day %d", i).isEmpty();
    }
    List<Alert> more = night(LEARNT + 80, 60, 3);
    assertThat(more).extracting(Alert::prefix).containsExactly(leaf(3));
    assertThat(more.get(0).isNew()).isTrue();
    assertThat(more.get(0).expected()).isBetween(300.0, 500.0);
  }

  @Test
  void moreSpamIsNeverUsual() {
    learn();
    for (int i = 0; i < 80; i++) {
      List<Alert> alerts = spamNight(LEARNT + i, 10, 0.5, 3);
      assertThat(alerts).as("day %d", i).extracting(Alert::prefix).containsExactly(leaf(3));
      assertThat(alerts.get(0).since()).isEqualTo(LocalDate.ofEpochDay(LEARNT));
    }
  }

  @ParameterizedTest(name = "after {0} quiet days it is the same event: {1}")
  @CsvSource({"1, true", "2, true", "3, false", "6, false"})
  void anEventThatPausesIsOneEventForThreeDays(int pause, boolean isSame) {
    learn();
    assertThat(night(LEARNT, 40, 3)).hasSize(1);
    for (int i = 1; i <= pause; i++) {
      assertThat(night(LEARNT + i, 1)).isEmpty();
    }
    // of another size, so that no earlier mailing excuses it
    List<Alert> again = night(LEARNT + pause + 1, 150, 3);
    assertThat(again).hasSize(1);
    assertThat(again.get(0).isNew()).isNotEqualTo(isSame);
  }

  @ParameterizedTest(name = "a mailing that came {0} days ago excuses today: {1}")
  @CsvSource({
    "13, false",
    "14, true",
    "27, false",
    "28, true",
    "31, true",
    "32, false",
    "45, false"
  })
  void mailingsThatComeBackAreNotAlerted(int back, boolean isExcused) {
    History history = History.EMPTY;
    for (int day = START; day < LEARNT; day++) {
      history = history.plus(day, day == LEARNT - back ? 900 : 20, false, false, Tenor.UNTOLD);
    }
    int recurrence = Recurrence.of(history, LEARNT, 1_000, Tenor.UNTOLD, day -> 20);
    assertThat(recurrence).isEqualTo(isExcused ? back : Recurrence.NONE);
  }

  @ParameterizedTest(name = "mailings {0} days ago, today as large: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7               | 7   # the second of a weekly one
          7 21 35 49      | 0   # the week between of a fortnightly one
          14 28 42 56     | 14
          14 42 56        | 14  # one was too small to be seen
          5 19 33 47 61   | 0   # a fortnightly one, on another day
          7 37            | 0   # a monthly one, a week ago
          30 60           | 30
          3 10 30 41 60   | 30  # one series among others
          3 20 45         | -1  # at no fixed date
          """)
  void aMailingIsDueByTheDistanceItHasKept(String backs, String due) {
    List<Integer> mailings =
        java.util.Arrays.stream(backs.trim().split(" ")).map(Integer::valueOf).toList();
    History history = History.EMPTY;
    for (int day = LEARNT - 63; day < LEARNT; day++) {
      history =
          history.plus(day, mailings.contains(LEARNT - day) ? 900 : 20, false, false, Tenor.UNTOLD);
    }
    int expected = Integer.parseInt(due.replaceFirst(" *#.*", "").trim());
    assertThat(Recurrence.of(history, LEARNT, 1_000, Tenor.UNTOLD, day -> 20)).isEqualTo(expected);
  }

  @Test
  void aDayThatDidHarmExcusesNothing() {
    History history = History.EMPTY;
    for (int day = START; day < LEARNT; day++) {
      boolean isAttack = day == LEARNT - 28;
      history = history.plus(day, isAttack ? 900 : 20, isAttack, isAttack, Tenor.UNTOLD);
    }
    assertThat(Recurrence.of(history, LEARNT, 1_000, Tenor.UNTOLD, day -> 20))
        .isEqualTo(Recurrence.NONE);
  }

  @ParameterizedTest(name = "{0} a day over four weeks is a ramp of four times: {1}")
  @CsvSource({"1.00, false", "1.02, false", "1.07, true", "1.10, true"})
  void slowGrowthShowsInTheWeeks(double daily, boolean isRamp) {
    History history = History.EMPTY;
    for (int day = START; day < LEARNT; day++) {
      double grown = day < LEARNT - 28 ? 1 : Math.pow(daily, day - LEARNT + 28);
      history = history.plus(day, Counts.draw(40 * grown, 1.5, random), false, false, Tenor.UNTOLD);
    }
    long today = Counts.draw(40 * Math.pow(daily, 28), 1.5, random);
    Ramp ramp = Ramp.of(history, LEARNT, today, 1.5);
    assertThat(ramp.times() >= 4 && ramp.logP() < Math.log(1e-4)).isEqualTo(isRamp);
  }
}
