package slash64.baseline;

import slash64.stats.CountDistribution;

/**
 * What is expected of today.
 *
 * @param predictive distribution of today's count, uncertainty of the fit included
 * @param mean expectation from the own past alone, messages
 * @param dispersion variance of the daily counts around their expectations, divided by the mean
 * @param growth log of the growth per day, 0 when it is not significant
 * @param days days of the past that taught
 * @param isYoung whether the prefix is known for less than a month, or not at all
 * @param belief how far the shape of the distribution is believed, 0 (not at all) to 1: so much of
 *     log p counts
 */
record VolumeFit(
    CountDistribution predictive,
    double mean,
    double dispersion,
    double growth,
    int days,
    boolean isYoung,
    double belief) {

  /** A fit whose shape is believed, unless the prefix is young. */
  VolumeFit(
      CountDistribution predictive,
      double mean,
      double dispersion,
      double growth,
      int days,
      boolean isYoung) {
    this(predictive, mean, dispersion, growth, days, isYoung, isYoung ? 0 : 1);
  }

  /** Returns the same expectation of a prefix of whose distribution the shape is not known. */
  VolumeFit young() {
    return new VolumeFit(predictive, mean, dispersion, growth, days, true);
  }

  /** Returns the same expectation with another {@link #belief}. */
  VolumeFit believed(double other) {
    return new VolumeFit(predictive, mean, dispersion, growth, days, isYoung, other);
  }

  /**
   * Returns log p of so many messages or more.
   *
   * <p>Where the shape is not believed, mean and variance are all that is known: p is Cantelli's
   * bound (1928), variance / (variance + distance squared), which holds for every distribution.
   */
  double logUpperMid(long messages) {
    double logP = predictive.logUpperMid(messages);
    double distance = messages - predictive.mean();
    if (belief == 1 || distance <= 0) {
      return logP;
    }
    double bound = -Math.log1p(distance * distance / predictive.variance());
    return Math.max(logP, Math.min(bound, belief * logP));
  }
}
