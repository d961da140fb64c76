package slash64.reputation;

/**
 * The beta distribution: what is believed about a share after {@code a} pieces of evidence for it
 * and {@code b} against, prior included.
 *
 * <p>The distribution function is the regularised incomplete beta function by its continued
 * fraction (Abramowitz and Stegun 26.5.8, evaluated as Lentz proposed, modified by Thompson and
 * Barnett 1986); quantiles by Newton's method, kept inside a bracket that shrinks at every step.
 *
 * @param a above 0 and finite
 * @param b above 0 and finite
 */
record BetaDistribution(double a, double b) {
  private static final double TINY = 1e-300;
  private static final double PRECISION = 1e-15;
  private static final int MAX_STEPS = 10_000;
  private static final int MAX_HALVINGS = 200;

  BetaDistribution {
    if (!(a > 0 && b > 0 && Double.isFinite(a) && Double.isFinite(b))) {
      throw new IllegalArgumentException(
          "Cannot build beta distribution: a is %s, b is %s (need finite a > 0, b > 0)"
              .formatted(a, b));
    }
  }

  /**
   * Returns the beta distribution with the mean and variance of a mixture.
   *
   * @param weight share of {@code other} in the mixture, 0 to 1
   */
  static BetaDistribution mixture(BetaDistribution one, BetaDistribution other, double weight) {
    double mean = (1 - weight) * one.mean() + weight * other.mean();
    double apart = one.mean() - other.mean();
    double variance =
        (1 - weight) * one.variance()
            + weight * other.variance()
            + weight * (1 - weight) * apart * apart;
    double mass = mean * (1 - mean) / variance - 1;
    return new BetaDistribution(mean * mass, (1 - mean) * mass);
  }

  double variance() {
    return a * b / ((a + b) * (a + b) * (a + b + 1));
  }

  double mean() {
    return a / (a + b);
  }

  /** Returns the probability of a value up to {@code x}, to about 1e-12. */
  double cumulative(double x) {
    if (!(x > 0)) {
      return 0;
    }
    return x >= 1 ? 1 : cumulative(x, GammaFunction.logBeta(a, b));
  }

  private double cumulative(double x, double logBeta) {
    double factor = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta);
    // The fraction converges fast below the mean only; above it the mirror image is used.
    return x <= (a + 1) / (a + b + 2)
        ? factor * fraction(a, b, x) / a
        : 1 - factor * fraction(b, a, 1 - x) / b;
  }

  private static double fraction(double a, double b, double x) {
    double c = 1;
    double d = 1 / awayFromZero(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m <= MAX_STEPS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / awayFromZero(1 + even * d);
      c = awayFromZero(1 + even / c);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / awayFromZero(1 + odd * d);
      c = awayFromZero(1 + odd / c);
      double change = d * c;
      value *= change;
      if (Math.abs(change - 1) < PRECISION) {
        return value;
      }
    }
    return value;
  }

  private static double awayFromZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  /**
   * Returns the value below which the share lies with {@code probability}, to about 1e-9.
   *
   * @throws IllegalArgumentException if the probability is not within 0 to 1
   */
  double quantile(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "Cannot take quantile: probability is %s (need 0 to 1)".formatted(probability));
    }
    if (probability == 0 || probability == 1) {
      return probability;
    }
    double logBeta = GammaFunction.logBeta(a, b);
    double from = 0;
    double to = 1;
    double x = mean();
    for (int step = 0; step < MAX_HALVINGS && to - from > 1e-10; step++) {
      double excess = cumulative(x, logBeta) - probability;
      if (excess > 0) {
        to = x;
      } else {
        from = x;
      }
      double density = Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta);
      double next = x - excess / density;
      if (!(next > from && next < to)) {
        next = (from + to) / 2;
      }
      if (Math.abs(next - x) < 1e-9) {
        return next;
      }
      x = next;
    }
    return x;
  }

  /**
   * Returns the logarithm of the probability to see {@code s} pieces for and {@code h} against
   * next, in a given order, when the share is drawn from this distribution.
   */
  double logLikelihood(double s, double h) {
    return GammaFunction.logBeta(a + s, b + h) - GammaFunction.logBeta(a, b);
  }
}
