package slash64.stats;

/**
 * A distribution of counts with variance proportional to its mean: Poisson when the dispersion is
 * 1, else negative binomial of size {@code mean / (dispersion - 1)}.
 *
 * @param mean expected count, above 0 and finite
 * @param dispersion variance divided by mean, at least 1 and finite
 */
public record CountDistribution(double mean, double dispersion) {

  /**
   * Below this excess the negative binomial and the Poisson agree to more digits than we report.
   */
  private static final double POISSON_BELOW = 1e-9;

  public CountDistribution {
    if (!(mean > 0 && dispersion >= 1) || Double.isInfinite(mean + dispersion)) {
      throw new IllegalArgumentException(
          "Cannot build count distribution: mean is %s, dispersion is %s (need finite mean > 0, dispersion >= 1)"
              .formatted(mean, dispersion));
    }
  }

  private boolean isPoisson() {
    return dispersion - 1 < POISSON_BELOW;
  }

  private double size() {
    return mean / (dispersion - 1);
  }

  public double variance() {
    return mean * dispersion;
  }

  /** Returns log P(X = count). */
  public double logProbability(long count) {
    if (count < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (isPoisson()) {
      return count == 0 ? -mean : Saddlepoint.logPoisson((double) count, mean);
    }
    double size = size();
    if (count == 0) {
      return -size * Math.log(dispersion);
    }
    // The failures of the binomial: size successes and count failures, the last one a success.
    double failure = (dispersion - 1) / dispersion;
    return Math.log(size / (size + count))
        + Saddlepoint.logBinomial((double) count, size, failure, 1 / dispersion);
  }

  /** Returns log P(X >= count). */
  public double logAtLeast(long count) {
    if (count <= 0) {
      return 0;
    }
    if (isPoisson()) {
      return Gamma.logLower((double) count, mean);
    }
    return Beta.logRegularized(
        (dispersion - 1) / dispersion, 1 / dispersion, (double) count, size());
  }

  /**
   * Returns the upper mid-p in natural logarithm: log(P(X > count) + P(X = count) / 2) (Lancaster
   * 1961). Under the distribution its mean is one half, as that of a uniform number is.
   */
  public double logUpperMid(long count) {
    return LogSpace.add(logAtLeast(count + 1), logProbability(count) + Math.log(0.5));
  }
}
