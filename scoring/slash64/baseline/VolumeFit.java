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
 */
record VolumeFit(
    CountDistribution predictive,
    double mean,
    double dispersion,
    double growth,
    int days,
    boolean isYoung) {

  /** Returns the same expectation of a prefix of whose distribution the shape is not known. */
  VolumeFit young() {
    return new VolumeFit(predictive, mean, dispersion, growth, days, true);
  }

  /**
   * Returns log p of so many messages or more.
   *
   * <p>Of a young prefix only mean and variance are guessed at, no shape: its p is at least
   * Cantelli's bound (1928), variance / (variance + distance squared), which holds for every
   * distribution.
   */
  double logUpperMid(long messages) {
    double logP = predictive.logUpperMid(messages);
    double distance = messages - predictive.mean();
    if (!isYoung || distance <= 0) {
      return logP;
    }
    return Math.max(logP, -Math.log1p(distance * distance / predictive.variance()));
  }
}
