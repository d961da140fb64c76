package slash64.baseline;

import java.util.Arrays;

/**
 * Daily counts of the last {@value #DAYS} days up to the last day heard. Days between two that were
 * heard are zero; days before the first are unknown. Nothing changes while a prefix is silent: the
 * zeros after {@link #lastDay} follow from the date of asking.
 */
final class History {

  /** Nine weeks: the 56 days of the baseline, and mailings that come every other month. */
  static final int DAYS = 63;

  static final History EMPTY = new History(0, Integer.MIN_VALUE, new char[DAYS], 0, 0, 0, 0);

  private final int firstDay;
  private final int lastDay;
  private final char[] codes;
  private final long alarmed;
  private final long harmful;
  private final long told;
  private final long mailings;

  /**
   * @param codes {@link Codes#ofCount} of each day, the last day heard first; not copied
   * @param alarmed bit i: i days before the last, an alert was open, so that day teaches nothing
   * @param harmful bit i: and it came with bad content or complaints
   * @param told bit i: its digests told what kind of day it was
   * @param mailings bit i: and it was {@link Tenor#MAILING}
   */
  History(
      int firstDay,
      int lastDay,
      char[] codes,
      long alarmed,
      long harmful,
      long told,
      long mailings) {
    this.firstDay = firstDay;
    this.lastDay = lastDay;
    this.codes = codes;
    this.alarmed = alarmed;
    this.harmful = harmful;
    this.told = told;
    this.mailings = mailings;
  }

  boolean isEmpty() {
    return lastDay == Integer.MIN_VALUE;
  }

  int firstDay() {
    return firstDay;
  }

  int lastDay() {
    return lastDay;
  }

  char[] codes() {
    return codes;
  }

  long alarmed() {
    return alarmed;
  }

  long harmful() {
    return harmful;
  }

  long told() {
    return told;
  }

  long mailings() {
    return mailings;
  }

  /** Returns how many days before {@code day} are known, 0 to {@link #DAYS}. */
  int known(int day) {
    return isEmpty() ? 0 : Math.min(DAYS, day - firstDay);
  }

  /** Returns the count of an earlier day, 0 if nothing was heard or nothing is known. */
  long count(int day) {
    int back = lastDay - day;
    return isEmpty() || back < 0 || back >= DAYS ? 0 : Codes.count(codes[back]);
  }

  boolean teaches(int day) {
    return !has(alarmed, day);
  }

  boolean wasHarmful(int day) {
    return has(harmful, day);
  }

  /**
   * Returns whether of the days before {@code day} each on which anything was heard came with an
   * open alert, at least one did, and none did harm.
   *
   * @param days up to {@link #DAYS}
   */
  boolean isOneHarmlessEvent(int day, int days) {
    if (alarmed == 0 || known(day) < days) {
      return false;
    }
    boolean isAnyAlarmed = false;
    for (int lag = 1; lag <= days; lag++) {
      boolean isTaught = teaches(day - lag) && count(day - lag) > 0;
      if (isTaught || wasHarmful(day - lag)) {
        return false;
      }
      isAnyAlarmed |= !teaches(day - lag);
    }
    return isAnyAlarmed;
  }

  /** Returns the history with every day teaching. */
  History withoutAlarms() {
    return new History(firstDay, lastDay, codes, 0, harmful, told, mailings);
  }

  Tenor tenor(int day) {
    if (!has(told, day)) {
      return Tenor.UNTOLD;
    }
    return has(mailings, day) ? Tenor.MAILING : Tenor.ORDINARY;
  }

  private boolean has(long mask, int day) {
    int back = lastDay - day;
    return !isEmpty() && back >= 0 && back < DAYS && (mask >>> back & 1) == 1;
  }

  /**
   * Returns the history with one more day heard.
   *
   * @param day later than {@link #lastDay}
   */
  History plus(int day, long count, boolean isAlarmed, boolean isHarmful, Tenor tenor) {
    char[] next = new char[DAYS];
    int gap = isEmpty() ? DAYS : Math.min(DAYS, day - lastDay);
    System.arraycopy(codes, 0, next, gap, DAYS - gap);
    next[0] = (char) Codes.ofCount(count);
    return new History(
        isEmpty() ? day : firstDay,
        day,
        next,
        shifted(alarmed, gap) | (isAlarmed ? 1 : 0),
        shifted(harmful, gap) | (isHarmful ? 1 : 0),
        shifted(told, gap) | (tenor != Tenor.UNTOLD ? 1 : 0),
        shifted(mailings, gap) | (tenor == Tenor.MAILING ? 1 : 0));
  }

  private static long shifted(long mask, int gap) {
    return gap >= DAYS ? 0 : mask << gap & (1L << DAYS) - 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof History that
        && firstDay == that.firstDay
        && lastDay == that.lastDay
        && alarmed == that.alarmed
        && harmful == that.harmful
        && told == that.told
        && mailings == that.mailings
        && Arrays.equals(codes, that.codes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(codes) * 31 + lastDay;
  }
}
