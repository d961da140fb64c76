package slash64.stats;

/**
 * The two small terms from which point probabilities are built without cancellation, after C.
 * Loader (2000), "Fast and accurate computation of binomial probabilities". Taking differences of
 * log-gammas instead would lose eight digits at counts of a hundred million.
 */
final class Saddlepoint {

  static final double LOG_2PI = Math.log(2 * Math.PI);

  private static final double SERIES_FROM = 15;

  private Saddlepoint() {}

  /**
   * Returns log(n!) - log(sqrt(2 pi n) (n/e)^n), the error of Stirling's formula, for n above 0.
   */
  static double stirlingError(double n) {
    if (n >= SERIES_FROM) {
      return series(n);
    }
    // log(n!) from the nearest argument the series serves: n! = (n+k)! / ((n+1) ... (n+k)).
    double product = 1;
    double m = n;
    while (m < SERIES_FROM) {
      m += 1;
      product *= m;
    }
    double logFactorial =
        series(m) + 0.5 * (LOG_2PI + Math.log(m)) + m * Math.log(m) - m - Math.log(product);
    return logFactorial - 0.5 * (LOG_2PI + Math.log(n)) - n * Math.log(n) + n;
  }

  /** Bernoulli numbers B_2k / (2k (2k-1) n^(2k-1)), k from 1 to 8; below 1e-17 at n = 15. */
  private static double series(double n) {
    double nn = n * n;
    double sum = 1.0 / 156 - 3617.0 / (122_400 * nn);
    sum = 691.0 / 360_360 - sum / nn;
    sum = 1.0 / 1188 - sum / nn;
    sum = 1.0 / 1680 - sum / nn;
    sum = 1.0 / 1260 - sum / nn;
    sum = 1.0 / 360 - sum / nn;
    return (1.0 / 12 - sum / nn) / n;
  }

  /** Returns x log(x / m) + m - x, at least 0; accurate where x is near m too. */
  static double deviance(double x, double m) {
    if (Math.abs(x - m) >= 0.1 * (x + m)) {
      return x * Math.log(x / m) + m - x;
    }
    double v = (x - m) / (x + m);
    double sum = (x - m) * v;
    double term = 2 * x * v;
    double vv = v * v;
    for (int j = 1; j < 1000; j++) {
      term *= vv;
      double next = sum + term / (2 * j + 1);
      if (next == sum) {
        break;
      }
      sum = next;
    }
    return sum;
  }

  /** Returns log(m^x e^-m / Gamma(x + 1)) for x and m above 0; x need not be whole. */
  static double logPoisson(double x, double m) {
    return -stirlingError(x) - deviance(x, m) - 0.5 * (LOG_2PI + Math.log(x));
  }

  /**
   * Returns log(Gamma(a+b+1) / (Gamma(a+1) Gamma(b+1)) x^a y^b) for a, b above 0 and x + y = 1;
   * neither a nor b need be whole.
   */
  static double logBinomial(double a, double b, double x, double y) {
    double n = a + b;
    return stirlingError(n)
        - stirlingError(a)
        - stirlingError(b)
        - deviance(a, n * x)
        - deviance(b, n * y)
        - 0.5 * (LOG_2PI + Math.log(a) + Math.log(b / n));
  }
}
