package slash64.stats;

/**
 * The regularised incomplete beta function in natural logarithms: the tail of binomial and negative
 * binomial counts. Lentz's continued fraction (DLMF 8.17.22) with a saddle-point leading factor.
 */
public final class Beta {

  private static final double PRECISION = 4e-16;
  private static final int MAX_STEPS = 1_000_000;

  private Beta() {}

  /**
   * Returns log I_x(a, b).
   *
   * @param x upper bound of the integral, in [0, 1]
   * @param y 1 - x, given apart because the caller often knows it better than the difference does
   * @param a first shape, above 0 and finite
   * @param b second shape, above 0 and finite
   */
  public static double logRegularized(double x, double y, double a, double b) {
    if (!(x >= 0 && y >= 0 && Math.abs(x + y - 1) < 1e-9 && a > 0 && b > 0)
        || Double.isInfinite(a)
        || Double.isInfinite(b)) {
      throw new IllegalArgumentException(
          "Cannot take incomplete beta: x is %s, y is %s, a is %s, b is %s (need x + y = 1, finite a, b > 0)"
              .formatted(x, y, a, b));
    }
    if (x == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (y == 0) {
      return 0;
    }
    if (x <= (a + 1) / (a + b + 2)) {
      return Math.min(0, fraction(x, y, a, b));
    }
    return LogSpace.complement(Math.min(0, fraction(y, x, b, a)));
  }

  private static double fraction(double x, double y, double a, double b) {
    double c = 1;
    double d = 1 / Gamma.nonZero(1 - (a + b) * x / (a + 1));
    double h = d;
    for (int m = 1; m < MAX_STEPS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / Gamma.nonZero(1 + even * d);
      c = Gamma.nonZero(1 + even / c);
      h *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / Gamma.nonZero(1 + odd * d);
      c = Gamma.nonZero(1 + odd / c);
      double factor = d * c;
      h *= factor;
      if (Math.abs(factor - 1) < PRECISION) {
        break;
      }
    }
    // x^a y^b / (a B(a, b)) = binomial term * b / (a + b)
    return Saddlepoint.logBinomial(a, b, x, y) + Math.log(b / (a + b)) + Math.log(h);
  }
}
