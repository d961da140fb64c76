package slash64.stats;

import java.util.Arrays;

/**
 * The step-up procedure of Benjamini and Hochberg (1995): the largest p-value to call a discovery
 * so that at most the share q of all discoveries is expected to be false.
 */
public final class BenjaminiHochberg {

  private BenjaminiHochberg() {}

  /**
   * Returns the natural logarithm of the largest p-value that is a discovery, or negative infinity
   * when none is.
   *
   * <p>No p-value above q can be a discovery, so a cluster needs to bring together only those up to
   * q, and the number tested.
   *
   * @param logPs natural logarithms of p-values, any order; at least all those up to log(q)
   * @param tested how many hypotheses were tested in all, at least the number given
   * @param q share of false discoveries to allow, in (0, 1)
   */
  public static double logThreshold(double[] logPs, long tested, double q) {
    if (tested < logPs.length || !(q > 0 && q < 1)) {
      throw new IllegalArgumentException(
          "Cannot control discoveries: %d p-values of %d tested, q is %s (need no more than tested, 0 < q < 1)"
              .formatted(logPs.length, tested, q));
    }
    double[] sorted = logPs.clone();
    Arrays.sort(sorted);
    for (int i = sorted.length - 1; i >= 0; i--) {
      if (sorted[i] <= Math.log(q) + Math.log((i + 1.0) / tested)) {
        return sorted[i];
      }
    }
    return Double.NEGATIVE_INFINITY;
  }

  /**
   * Returns the natural logarithm of the p-value of the hypothesis that all of several are true, by
   * Simes (1986): the smallest of p(i) n / i. NaN entries were not tested and are left out.
   *
   * @return at most 0; NaN if nothing was tested
   */
  public static double logSimes(double[] logPs) {
    double[] sorted = logPs.clone();
    Arrays.sort(sorted); // NaN last
    int n = sorted.length;
    while (n > 0 && Double.isNaN(sorted[n - 1])) {
      n--;
    }
    double best = n == 0 ? Double.NaN : 0;
    for (int i = 0; i < n; i++) {
      best = Math.min(best, sorted[i] + Math.log((double) n / (i + 1)));
    }
    return best;
  }
}
