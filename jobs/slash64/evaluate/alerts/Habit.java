package slash64.evaluate.alerts;

import java.time.LocalDate;

/** When a sender sends: its share of the average day, by date. */
enum Habit {
  /** Every day about as much. */
  STEADY,
  /** Little at weekends and on holidays. */
  WORKDAYS,
  /** A mailing on one day of the week, little between. */
  WEEKLY,
  FORTNIGHTLY,
  /** A mailing on one date of each month, beside daily mail. */
  MONTHLY,
  BIMONTHLY,
  /** One or two per cent more every day. */
  GROWING,
  /** A message now and then. */
  SPARSE,
  /** Passes on other people's mail. */
  FORWARDER,
  /** Discussions: many authors, new content each day, busy and quiet days. */
  LIST,
  /** Machines that report: bursts on days that nobody can tell. */
  BURSTY;

  private static final double BETWEEN_MAILINGS = 0.4;

  /**
   * Returns the factor of a day, about 1 on average between mailings.
   *
   * @param day since 1970-01-01
   * @param slot the sender's own day of the week or month, from 0
   * @param weekend its share of a workday on weekends and holidays
   * @param burst how many times the usual a mailing has
   * @param age days since its first
   */
  double factor(int day, int slot, double weekend, double burst, double growth, int age) {
    boolean isFree = day % 7 == 2 || day % 7 == 3 || isHoliday(day); // 1970-01-01 was a Thursday
    double week = isFree ? weekend : 1;
    return switch (this) {
      case WEEKLY -> Math.floorMod(day - slot, 7) == 0 ? burst : BETWEEN_MAILINGS;
      case FORTNIGHTLY -> Math.floorMod(day - slot, 14) == 0 ? burst : BETWEEN_MAILINGS;
      case MONTHLY -> week + (isDate(day, slot) ? burst : 0);
      case BIMONTHLY -> week + (isDate(day, slot) && isOddMonth(day) ? burst : 0);
      case GROWING -> week * Math.exp(growth * age);
      default -> week;
    };
  }

  /** Whether a mailing is due: a day that nothing is injected at, for it would not show. */
  boolean isMailing(int day, int slot) {
    return switch (this) {
      case WEEKLY -> Math.floorMod(day - slot, 7) == 0;
      case FORTNIGHTLY -> Math.floorMod(day - slot, 14) == 0;
      case MONTHLY -> isDate(day, slot);
      case BIMONTHLY -> isDate(day, slot) && isOddMonth(day);
      default -> false;
    };
  }

  private static boolean isDate(int day, int slot) {
    return LocalDate.ofEpochDay(day).getDayOfMonth() == slot % 28 + 1;
  }

  private static boolean isOddMonth(int day) {
    return LocalDate.ofEpochDay(day).getMonthValue() % 2 == 1;
  }

  /** Two workdays a year on which offices are closed fall into every world's last month. */
  private static boolean isHoliday(int day) {
    return day % 91 == 47 || day % 91 == 60;
  }
}
