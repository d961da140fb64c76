package slash64.baseline;

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

  /** Separate earlier days of this size that make it usual. */
  private static final int USUAL = 2;

  private Recurrence() {}

  /** Returns the distance in days to the mailing that today repeats, or what else is known. */
  static int of(History history, int today, long messages) {
    for (int cycle : CYCLES) {
      if (isLike(history, today - cycle, messages)) {
        return cycle;
      }
    }
    int alike = 0;
    int lastAlike = Integer.MAX_VALUE;
    for (int back = 1; back < History.DAYS; back++) {
      // Days in a row are one mailing.
      if (isLike(history, today - back, messages)) {
        alike += lastAlike == back - 1 ? 0 : 1;
        lastAlike = back;
      }
    }
    return alike >= USUAL ? IRREGULAR : NONE;
  }

  private static boolean isLike(History history, int day, long messages) {
    return history.count(day) >= ALIKE * messages && !history.wasHarmful(day);
  }
}
