package slash64.stats;

/** The chi-square distribution. */
public final class ChiSquare {

  private ChiSquare() {}

  /**
   * Returns log P(X > x).
   *
   * @param x value, at least 0
   * @param degrees degrees of freedom, above 0, not necessarily whole
   */
  public static double logUpper(double x, double degrees) {
    return Gamma.logUpper(degrees / 2, x / 2);
  }
}
