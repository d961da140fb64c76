package slash64.baseline;

import slash64.stats.Normal;

/**
 * Slow growth: the last 28 days, today included, against their own mean. A score test for
 * log-linear growth under quasi-Poisson spread; each day alone may look ordinary.
 *
 * @param times by how much the expectation grew over the 28 days
 * @param logP log p of growth this steep or steeper where there is none; NaN when not tested
 */
record Ramp(double times, double logP) {

  static final Ramp NONE = new Ramp(1, Double.NaN);

  private static final int DAYS = 28;

  /** A prefix must be known longer than it is tested for: every newcomer grows from nothing. */
  private static final int KNOWN_DAYS = 42;

  static Ramp of(History history, int today, long messages, double dispersion) {
    if (history.known(today) < KNOWN_DAYS) {
      return NONE;
    }
    double sum = 0;
    double moment = 0;
    double earlier = 0;
    double later = 0;
    for (int back = 0; back < DAYS; back++) {
      double count = (double) (back == 0 ? messages : history.count(today - back));
      sum += count;
      moment += count * ((DAYS - 1) / 2.0 - back);
      later += back < 7 ? count : 0;
      earlier += back >= DAYS - 7 ? count : 0;
    }
    if (sum == 0) {
      return NONE;
    }
    // Sum over 28 days of squared distance from their middle, times the mean count.
    double information = DAYS * (DAYS * DAYS - 1.0) / 12 * sum / DAYS;
    // One busy day at the end is a spike, not a ramp: whole weeks are compared, three weeks apart.
    double times = Math.pow((later + 1) / (earlier + 1), (DAYS - 1) / 21.0);
    return new Ramp(times, Normal.logUpper(moment / Math.sqrt(information * dispersion)));
  }
}
