package slash64.baseline;

import java.util.Arrays;
import slash64.stats.Normal;

/**
 * Slow growth over the last 28 days, today included: each day alone may look ordinary. A score test
 * for log-linear growth under quasi-Poisson spread, over the four weeks' medians, so that neither a
 * mailing nor a day under an alert makes a ramp; and each week must be above the one before, so
 * that a step does not.
 *
 * @param times by how much the median day grew from the first week to the last, extended to 28
 *     days, beyond what the four weeks before grew
 * @param logP log p of growth this steep or steeper where there is none; NaN when not tested
 */
record Ramp(double times, double logP) {

  static final Ramp NONE = new Ramp(1, Double.NaN);

  private static final int WEEKS = 4;

  /** A prefix must be known longer than it is tested for: every newcomer grows from nothing. */
  private static final int KNOWN_DAYS = 42;

  /** A week in a ramp is above the one before by this much. */
  private static final double RISES = 1.3;

  /** The variance of a median of seven over that of their mean, for normal days. */
  private static final double MEDIAN_VARIANCE = 1.57;

  static Ramp of(History history, int today, long messages, double dispersion) {
    if (history.known(today) < KNOWN_DAYS) {
      return NONE;
    }
    double[] weeks = new double[WEEKS];
    boolean rises = true;
    for (int week = 0; week < WEEKS; week++) {
      weeks[week] = median(history, today, messages, WEEKS - 1 - week);
      rises &= week == 0 || weeks[week] >= RISES * weeks[week - 1];
    }
    double mean = (weeks[0] + weeks[1] + weeks[2] + weeks[3]) / WEEKS;
    if (mean == 0) {
      return NONE;
    }
    double moment = -1.5 * weeks[0] - 0.5 * weeks[1] + 0.5 * weeks[2] + 1.5 * weeks[3];
    double variance = 5 * mean * dispersion * MEDIAN_VARIANCE / 7; // 5 = sum of squared moments
    double times = Math.pow((weeks[3] + 1) / (weeks[0] + 1), 28 / 21.0);
    if (history.known(today) >= 2 * WEEKS * 7) {
      times /= Math.max(1, earlier(history, today));
    }
    return new Ramp(rises ? times : 1, Normal.logUpper(moment / Math.sqrt(variance)));
  }

  /** Returns by how much the four weeks before those grew: who always grows is in no ramp. */
  private static double earlier(History history, int today) {
    double last = median(history, today, 0, WEEKS);
    double first = median(history, today, 0, 2 * WEEKS - 1);
    return Math.pow((last + 1) / (first + 1), 28 / 21.0);
  }

  /** The median day of a week, the last being week 0. */
  private static double median(History history, int today, long messages, int week) {
    double[] days = new double[7];
    for (int i = 0; i < 7; i++) {
      int back = 7 * week + i;
      days[i] = (double) (back == 0 ? messages : history.count(today - back));
    }
    Arrays.sort(days);
    return days[3];
  }
}
