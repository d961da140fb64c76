package slash64.baseline;

import java.util.function.IntToDoubleFunction;

/**
 * Recognises a mailing that comes back: every week, fortnight, month or other month, or at no fixed
 * date but at this size before. Days that came with harm excuse nothing.
 */
final class Recurrence {

  /** No earlier day is like today. */
  static final int NONE = 0;

  /** Earlier days are like today, at no fixed distance. */
  static final int IRREGULAR = -1;

  private static final int[] CYCLES = {7, 14, 28, 29, 30, 31, 56, 57, 58, 59, 60, 61};

  /** An earlier mailing must have had at least this share of today's messages. */
  private static final double ALIKE = 0.4;

  /** Separate earlier days of this size that make it usual. Two are a month apart, by chance. */
  private static final int USUAL = 3;

  /** An earlier day was a mailing when it stood out of its own weekday by this much. */
  private static final double STANDS_OUT = 2;

  private Recurrence() {}

  /**
   * Returns the distance in days to the mailing that today repeats, or what else is known.
   *
   * @param usual what the model expects of a day of the past; a day it expects is no mailing
   */
  static int of(History history, int today, long messages, IntToDoubleFunction usual) {
    for (int cycle : CYCLES) {
      if (isLike(history, today - cycle, messages, usual)) {
        return cycle;
      }
    }
    int alike = 0;
    int lastAlike = Integer.MAX_VALUE;
    for (int back = 1; back < History.DAYS; back++) {
      // Days in a row are one mailing.
      if (isLike(history, today - back, messages, usual)
          && history.count(today - back) * ALIKE <= messages) {
        alike += lastAlike == back - 1 ? 0 : 1;
        lastAlike = back;
      }
    }
    return alike >= USUAL ? IRREGULAR : NONE;
  }

  private static boolean isLike(
      History history, int day, long messages, IntToDoubleFunction usual) {
    double count = (double) history.count(day);
    return count >= ALIKE * messages
        && count >= STANDS_OUT * usual.applyAsDouble(day)
        && !history.wasHarmful(day);
  }
}
