package slash64.stats;

/**
 * How far two histograms over the same cells lie apart, gathered cell by cell in one pass.
 *
 * <p>With totals n and m and the pooled distribution as the middle, the likelihood ratio G and the
 * Jensen-Shannon divergence weighted by n and m are one number: {@code G = 2 (n + m) JSD} (Lin
 * 1991), in nats. Weights need not be whole: a decayed mix counts with its effective size.
 */
public final class Divergence {

  private double entropy;
  private double left;
  private double right;
  private int cells;

  /**
   * Adds one cell.
   *
   * @param n weight in the first histogram, at least 0
   * @param m weight in the second, at least 0
   */
  public void add(double n, double m) {
    if (n <= 0 && m <= 0) {
      return;
    }
    entropy += term(n) + term(m) - term(n + m);
    left += n;
    right += m;
    cells++;
  }

  private static double term(double x) {
    return x > 0 ? x * Math.log(x) : 0;
  }

  /**
   * Returns the likelihood ratio statistic of the two histograms being draws of one, at least 0.
   */
  public double g() {
    double value = entropy - term(left) - term(right) + term(left + right);
    return Math.max(0, 2 * value);
  }

  /** Returns cells that were not empty in both, less one: the degrees of freedom of {@link #g}. */
  public int degrees() {
    return Math.max(0, cells - 1);
  }
}
