package slash64.reputation;

/**
 * Logarithms of the gamma and beta functions, without the cancellation that differences of large
 * logarithms suffer: for arguments of 8 and more only Stirling's remainder is computed (Didonato
 * and Morris, <i>Algorithm 708</i>, ACM TOMS 18, 1992; Abramowitz and Stegun 6.1.41).
 */
final class GammaFunction {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;
  private static final double LARGE = 8;

  /** B(2n) / (2n (2n - 1)), the terms of Stirling's series, from n = 1. */
  private static final double[] STIRLING = {
    1.0 / 12,
    -1.0 / 360,
    1.0 / 1260,
    -1.0 / 1680,
    1.0 / 1188,
    -691.0 / 360360,
    1.0 / 156,
    -3617.0 / 122400,
    43867.0 / 244188,
  };

  private GammaFunction() {}

  /** Returns ln Γ(x) for x above 0, to about 1e-14 relative to the greater of it and 1. */
  static double log(double x) {
    double shifted = x;
    double product = 1;
    while (shifted < LARGE) {
      product *= shifted;
      shifted++;
    }
    double large =
        (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + remainder(shifted);
    return large - Math.log(product);
  }

  /** Returns ln B(a, b) for a and b above 0. */
  static double logBeta(double a, double b) {
    double small = Math.min(a, b);
    double large = Math.max(a, b);
    if (large < LARGE) {
      return log(small) + log(large) - log(small + large);
    }
    if (small < LARGE) {
      return log(small) + logRatio(small, large);
    }
    double remainders = remainder(small) + remainder(large) - remainder(small + large);
    return HALF_LOG_TWO_PI
        + remainders
        - 0.5 * Math.log(large)
        + (small - 0.5) * Math.log(small / (small + large))
        - large * Math.log1p(small / large);
  }

  /** Returns ln Γ(b) - ln Γ(a + b) for b of at least 8. */
  private static double logRatio(double a, double b) {
    return a
        - a * Math.log(b)
        - (a + b - 0.5) * Math.log1p(a / b)
        + remainder(b)
        - remainder(a + b);
  }

  /** Returns ln Γ(x) - ((x - 1/2) ln x - x + ln(2π)/2) for x of at least 8. */
  private static double remainder(double x) {
    double inverseSquare = 1 / (x * x);
    double sum = 0;
    for (int n = STIRLING.length - 1; n >= 0; n--) {
      sum = sum * inverseSquare + STIRLING[n];
    }
    return sum / x;
  }
}
