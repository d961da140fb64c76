package slash64.stats;

/** Anscombe residuals of counts: nearly normal where Pearson residuals are skewed. */
public final class Anscombe {

  private Anscombe() {}

  /**
   * Returns 3/2 (y^(2/3) - mean^(2/3)) / (mean^(1/6) sqrt(dispersion)), the residual that
   * Farrington et al. (1996) down-weight by, without their leverage term.
   *
   * @param count what was seen, at least 0
   * @param mean what was expected, above 0
   * @param dispersion variance divided by mean, above 0
   */
  public static double residual(double count, double mean, double dispersion) {
    double root = Math.cbrt(mean);
    double seen = Math.cbrt(count);
    return 1.5 * (seen * seen - root * root) / Math.sqrt(root * dispersion);
  }
}
