package slash64.stats;

/** The standard normal distribution. */
public final class Normal {

  private static final double LOG_HALF = Math.log(0.5);

  private Normal() {}

  /** Returns log P(Z > z); finite down to z of about 1e150. */
  public static double logUpper(double z) {
    if (z < 0) {
      return LogSpace.complement(logUpper(-z));
    }
    return LOG_HALF + Gamma.logUpper(0.5, z * z / 2);
  }

  /** Returns P(Z <= z). */
  public static double cumulative(double z) {
    return Math.exp(logUpper(-z));
  }

  /**
   * Returns z with P(Z <= z) = p.
   *
   * <p>Starts from the rational approximation 26.2.23 of Abramowitz and Stegun (error below 4.5e-4)
   * and takes Halley steps on the tail's logarithm, so that small p keep their relative precision.
   *
   * @throws IllegalArgumentException unless 0 < p < 1
   */
  public static double quantile(double p) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException(
          "Cannot take normal quantile: p is %s (need between 0 and 1)".formatted(p));
    }
    // 1 - p is exact for p in [1/2, 1], so the upper half loses nothing.
    return p > 0.5 ? upperQuantile(Math.log(1 - p)) : -upperQuantile(Math.log(p));
  }

  /** Returns z with log P(Z > z) = logP, for logP up to log(1/2). */
  public static double upperQuantile(double logP) {
    if (!(logP <= LOG_HALF) || Double.isInfinite(logP)) {
      throw new IllegalArgumentException(
          "Cannot take normal quantile: log p is %s (need finite, at most log 1/2)"
              .formatted(logP));
    }
    double t = Math.sqrt(-2 * logP);
    double z =
        t
            - (2.515517 + t * (0.802853 + t * 0.010328))
                / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    for (int step = 0; step < 4; step++) {
      double logTail = logUpper(z);
      // f = logTail(z) - logP; f' = -hazard, f'' = -hazard (hazard - z).
      double hazard = Math.exp(-0.5 * z * z - 0.5 * Saddlepoint.LOG_2PI - logTail);
      double f = logTail - logP;
      z += f / hazard / (1 + 0.5 * f * (hazard - z) / hazard);
    }
    return z;
  }
}
