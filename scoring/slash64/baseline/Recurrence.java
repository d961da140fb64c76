package slash64.baseline;

import java.util.function.IntToDoubleFunction;

/**
 * Recognises a mailing that comes back: every week, fortnight, month or other month, or at no fixed
 * date but at this size before. Days that came with harm excuse nothing.
 *
 * <p>Where digests are logged they tell mailings (one digest has most of the mail) from days that
 * are only busier: like is compared with like, mailings may then differ more in size, and what is
 * no mailing must be nearly as large as what it repeats. At no fixed date, a mailing is usual when
 * it came so often at this size, any other day when {@link Bursts} of its height are.
 *
 * <p>Today is excused by the last mailing like it, if the distance is one of those and fits the
 * distances between the mailings so far: a fortnightly mailing excuses nothing in the week between.
 * Where several series go on side by side, one that has kept its distance is enough.
 */
final class Recurrence {

  /** No earlier day is like today. */
  static final int NONE = 0;

  /** Earlier days are like today, at no fixed distance. */
  static final int IRREGULAR = -1;

  private static final int[] CYCLES = {7, 14, 28, 29, 30, 31, 56, 57, 58, 59, 60, 61};

  /** Distances that a series may keep, the longest first; a month is 30 days, give or take. */
  private static final int[] SERIES = {30, 14, 7};

  /** Of a mailing today may have up to three times the messages: the floor of a volume alert. */
  private static final double ALIKE = 1 / 3.0;

  /** The same where digests tell that both are mailings, or that neither is. */
  private static final double ALIKE_MAILINGS = 0.2;

  private static final double ALIKE_OTHERS = 0.5;

  /** And a quarter at least: what is much smaller is not that mailing. */
  private static final double SHRUNK = 0.25;

  /** What comes at no fixed date must have come at nearly this size before. */
  private static final double AS_LARGE = 0.6;

  /** Separate earlier days of this size that make it usual. Two are a month apart, by chance. */
  private static final int USUAL = 3;

  /** Bursts that are expected less often than this are no habit. */
  private static final double LOG_HABIT = Math.log(5e-4);

  /** An earlier day was a mailing when it stood out of an ordinary day by this much. */
  private static final double STANDS_OUT = 2.5;

  private final History history;
  private final int today;
  private final long messages;
  private final Tenor tenor;
  private final IntToDoubleFunction usual;

  /** Days back to the first day of each mailing like today's, the last mailing first. */
  private final int[] mailings = new int[History.DAYS];

  private int count;

  private Recurrence(
      History history, int today, long messages, Tenor tenor, IntToDoubleFunction usual) {
    this.history = history;
    this.today = today;
    this.messages = messages;
    this.tenor = tenor;
    this.usual = usual;
    for (int back = 1; back < History.DAYS; back++) {
      if (isLike(back)) {
        boolean isSame = count > 0 && mailings[count - 1] == back - 1; // days in a row are one
        count -= isSame ? 1 : 0;
        mailings[count++] = back;
      }
    }
  }

  /**
   * Returns the distance in days to the mailing that today repeats, or what else is known.
   *
   * @param tenor what today's digests tell
   * @param usual what the model expects of a day of the past; a day it expects is no mailing
   */
  static int of(History history, int today, long messages, Tenor tenor, IntToDoubleFunction usual) {
    return new Recurrence(history, today, messages, tenor, usual).of();
  }

  private int of() {
    int series = series();
    for (int cycle : CYCLES) {
      if (isLike(cycle) && (isNext(cycle, series) || series == 0 && isKept(cycle))) {
        return cycle;
      }
    }
    return series == 0 && isHabit() ? IRREGULAR : NONE;
  }

  /** Returns the distance that all mailings so far have kept, 0 if none or not known. */
  private int series() {
    if (count < USUAL) {
      return 0;
    }
    for (int gap : SERIES) {
      boolean isKept = true;
      for (int i = 1; i < count; i++) {
        isKept &= isMultiple(mailings[i] - mailings[i - 1], gap);
      }
      if (isKept) {
        return gap;
      }
    }
    return 0;
  }

  /** Whether the last mailing was that long ago, and those before it at like distances. */
  private boolean isNext(int cycle, int series) {
    boolean isLast = Math.abs(mailings[0] - cycle) <= 1;
    if (!isLast || count == 1) {
      return isLast;
    }
    return series > 0
        ? isMultiple(cycle, series)
        : count == 2 && isMultiple(cycle, mailings[1] - mailings[0]);
  }

  /** Whether a series among others has kept this distance. */
  private boolean isKept(int cycle) {
    if (cycle <= 14) {
      return isLike(2 * cycle) && isLike(3 * cycle);
    }
    for (int back = 56; cycle < 56 && back < History.DAYS; back++) {
      if (isLike(back)) {
        return true;
      }
    }
    return false;
  }

  private boolean isHabit() {
    return tenor == Tenor.MAILING
        ? asLarge() >= USUAL
        : Bursts.logP(history, today, messages, tenor, usual) >= LOG_HABIT;
  }

  private int asLarge() {
    int large = 0;
    for (int i = 0; i < count; i++) {
      large += history.count(today - mailings[i]) >= AS_LARGE * messages ? 1 : 0;
    }
    return large;
  }

  /** Whether a distance is once or several times another, for a mailing may have been too small. */
  private static boolean isMultiple(int distance, int gap) {
    int tolerance = gap < 28 ? 1 : 3; // months differ by three days
    int off = distance % gap;
    return distance >= gap - tolerance && Math.min(off, gap - off) <= tolerance;
  }

  private boolean isLike(int back) {
    int day = today - back;
    double earlier = back < History.DAYS ? (double) history.count(day) : 0;
    return tenor.agrees(history.tenor(day))
        && earlier >= alike(history.tenor(day)) * messages
        && messages >= (tenor == Tenor.MAILING ? ALIKE_MAILINGS : SHRUNK) * earlier
        && earlier >= STANDS_OUT * usual.applyAsDouble(day)
        && !history.wasHarmful(day);
  }

  private double alike(Tenor earlier) {
    if (tenor != earlier || tenor == Tenor.UNTOLD) {
      return ALIKE;
    }
    return tenor == Tenor.MAILING ? ALIKE_MAILINGS : ALIKE_OTHERS;
  }
}
