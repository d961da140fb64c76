package slash64.baseline;

import slash64.stats.CountDistribution;

/**
 * What is expected of a young prefix: of its own past as much as that is credible yet, of what its
 * like sent when they were new the rest.
 */
final class NewcomerBlend {
  /** From this age on, in days, the own past speaks alone. */
  static final double GROWN_DAYS = 14;

  /** In its first days, the siblings of a newcomer count for up to as many days. */
  private static final double CAUTION_DAYS = 3;

  /** However alike newcomers were, their mean is believed to differ by a third or so. */
  private static final double LEAST_BETWEEN = 0.1;

  private NewcomerBlend() {}

  /** Returns the distribution of the count of a prefix without any past. */
  static CountDistribution withoutPast(Debut newcomers, double dispersion) {
    return combined(newcomers, 0, newcomers.mean(), 0, dispersion);
  }

  /**
   * Returns the distribution of the count of a prefix.
   *
   * @param days of its own past, below {@link #GROWN_DAYS}
   * @param mean what that past alone lets expect
   * @param spread variance of this mean, relative to its square
   * @param dispersion variance over mean of a day's count
   */
  static CountDistribution of(
      Debut newcomers, int days, double mean, double spread, double dispersion) {
    return combined(newcomers, credibility(newcomers, days, dispersion), mean, spread, dispersion);
  }

  /**
   * Buehlmann's credibility of the own past: days / (days + variance within / between). It reaches
   * 1 when the prefix has grown up, for a population of senders is no bell: the largest of them
   * would be pulled to the many small ones for ever.
   */
  private static double credibility(Debut newcomers, int days, double dispersion) {
    double ratio = dispersion * newcomers.mean() / between(newcomers, dispersion);
    return days / (days + Math.max(CAUTION_DAYS, ratio) * (1 - days / GROWN_DAYS));
  }

  private static double between(Debut newcomers, double dispersion) {
    double mean = newcomers.mean();
    return Math.max(newcomers.variance() - dispersion * mean, LEAST_BETWEEN * mean * mean);
  }

  private static CountDistribution combined(
      Debut newcomers, double own, double mean, double spread, double dispersion) {
    double expected = own * mean + (1 - own) * newcomers.mean();
    return predictive(
        expected,
        dispersion * expected
            + own * own * spread * mean * mean
            + (1 - own) * between(newcomers, dispersion));
  }

  /**
   * Returns the distribution of a count.
   *
   * @param mean above 0
   * @param variance taken for the mean where it is less: counts vary at least as Poisson's do
   */
  static CountDistribution predictive(double mean, double variance) {
    return new CountDistribution(mean, Math.max(1, variance / mean));
  }
}
