package slash64.breakage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakageTest {
  private static final int TODAY = 20_000;

  /** What was passed of {@code known} on each of the four days before, and today. */
  @ParameterizedTest(name = "{0} of {1} a day before, {2} of {3} today: {4}")
  @CsvSource(
      textBlock =
          """
          # before, of, today, of, broken
          10,       10,     0, 10, true
          10,       10,     0,  7, true
          10,       10,     0,  6, false
          10,       10,     5, 10, false
           7,        7,     0, 10, true
           6,        6,     0, 10, false
           5,       10,     0, 10, false
           0,       10,     0, 10, false
          90,      100,    10, 90, true
          10,       10,    10, 10, false
          """)
  void bothMustBeSure(long before, long ofBefore, long today, long ofToday, boolean isBroken) {
    List<CheckDay> days = days(before, ofBefore);
    days.add(new CheckDay(TODAY, today, ofToday));

    assertThat(Breakage.of(days, TODAY).isPresent()).isEqualTo(isBroken);
  }

  @Test
  void itIsNewOnceAndOpenForFourWeeks() {
    List<CheckDay> days = days(20, 20);
    for (int day = 0; day < 40; day++) {
      days.add(new CheckDay(TODAY + day, 0, 20));
    }

    Breakage first = Breakage.of(days, TODAY).orElseThrow();
    Breakage second = Breakage.of(days, TODAY + 1).orElseThrow();
    Breakage last = Breakage.of(days, TODAY + 27).orElseThrow();

    assertThat(first).isEqualTo(new Breakage(TODAY, true, 0, 20, 1));
    assertThat(second).isEqualTo(new Breakage(TODAY, false, 0, 20, 1));
    assertThat(last.since()).isEqualTo(TODAY);
    assertThat(Breakage.of(days, TODAY + 28)).isEmpty();
  }

  @Test
  void aDayWithTooLittleMailIsPartOfTheRunAndNotTold() {
    List<CheckDay> days = days(20, 20);
    days.add(new CheckDay(TODAY - 1, 0, 2));
    days.add(new CheckDay(TODAY, 0, 20));

    assertThat(Breakage.of(days, TODAY - 1)).isEmpty();
    assertThat(Breakage.of(days, TODAY))
        .isEqualTo(Optional.of(new Breakage(TODAY - 1, true, 0, 20, 1)));
  }

  @Test
  void aSenderThatIsSilentTodayIsNotTold() {
    assertThat(Breakage.of(days(20, 20), TODAY)).isEmpty();
    assertThat(Breakage.of(List.of(), TODAY)).isEmpty();
  }

  @Test
  void failuresBeginAfterTheLastDayOnWhichAllPassed() {
    List<CheckDay> days = days(20, 20);
    days.add(new CheckDay(TODAY - 1, 3, 20));
    days.add(new CheckDay(TODAY, 0, 20));

    assertThat(Breakage.failingSince(days, TODAY)).isEqualTo(TODAY - 1);
    assertThat(Breakage.failingSince(List.of(), TODAY)).isEqualTo(TODAY);
  }

  private static List<CheckDay> days(long passed, long known) {
    List<CheckDay> days = new ArrayList<>();
    for (int day = 5; day > 1; day--) {
      days.add(new CheckDay(TODAY - day, passed, known));
    }
    return days;
  }
}
