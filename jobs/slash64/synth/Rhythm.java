package slash64.synth;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** When a sender sends: how much on which day, and at which hours (UTC). */
enum Rhythm {
  /** Firms: five days a week, eight to six. */
  OFFICE(
      new double[] {1.25, 1.3, 1.3, 1.25, 1.15, 0.4, 0.35},
      2,
      1,
      1,
      1,
      1,
      2,
      6,
      20,
      50,
      60,
      60,
      50,
      40,
      50,
      55,
      50,
      40,
      25,
      12,
      8,
      6,
      5,
      4,
      3),
  /** Households and mailbox providers: all week, evenings too. */
  HUMAN(
      new double[] {1.08, 1.08, 1.06, 1.05, 1.03, 0.86, 0.84},
      8,
      5,
      3,
      2,
      2,
      4,
      12,
      25,
      38,
      42,
      42,
      40,
      38,
      38,
      38,
      38,
      40,
      42,
      44,
      46,
      44,
      36,
      24,
      14),
  /** Machines: round the clock. */
  FLAT(
      new double[] {1, 1, 1, 1, 1, 1, 1},
      10,
      10,
      10,
      10,
      10,
      10,
      10,
      10,
      11,
      11,
      11,
      11,
      11,
      11,
      11,
      11,
      10,
      10,
      10,
      10,
      10,
      10,
      10,
      10),
  /** One day a week, in the morning. */
  WEEKLY(
      new double[] {7, 0, 0, 0, 0, 0, 0},
      0,
      0,
      0,
      0,
      0,
      0,
      10,
      40,
      60,
      40,
      20,
      5,
      1,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0),
  /** One day a month, in the morning. */
  MONTHLY(
      new double[] {30.4, 0, 0, 0, 0, 0, 0},
      0,
      0,
      0,
      0,
      0,
      0,
      10,
      40,
      60,
      40,
      20,
      5,
      1,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0);

  private static final long HOUR = 3_600_000_000L;

  @SuppressWarnings("ImmutableEnumChecker") // the array is filled once and only read
  private final double[] weekdays;

  @SuppressWarnings("ImmutableEnumChecker") // the array is filled once and only read
  private final double[] hoursUpTo = new double[24];

  Rhythm(double[] weekdays, double... hours) {
    this.weekdays = weekdays;
    double sum = 0;
    for (int hour = 0; hour < 24; hour++) {
      sum += hours[hour];
      hoursUpTo[hour] = sum;
    }
  }

  /**
   * Returns how many times its average a sender sends on a date.
   *
   * @param slot which day is the sender's own: for {@link #WEEKLY} 0 to 6 from Monday on, for
   *     {@link #MONTHLY} the day of the month less one, 0 to 27; the others do not look at it
   */
  double factor(LocalDate date, int slot) {
    int weekday = date.getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue();
    return switch (this) {
      case OFFICE, HUMAN, FLAT -> weekdays[weekday];
      case WEEKLY -> weekday == slot % 7 ? weekdays[0] : 0;
      case MONTHLY -> date.getDayOfMonth() == slot % 28 + 1 ? weekdays[0] : 0;
    };
  }

  /** Draws a time of day, in microseconds since midnight. */
  long timeOfDay(Draws draws) {
    double point = draws.uniform() * hoursUpTo[23];
    int hour = 0;
    while (hoursUpTo[hour] <= point) {
      hour++;
    }
    return hour * HOUR + (long) (draws.uniform() * HOUR);
  }
}
