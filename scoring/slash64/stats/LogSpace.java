package slash64.stats;

/** Sums and differences of numbers that are known by their natural logarithms only. */
public final class LogSpace {

  private static final double LOG_2 = Math.log(2);

  /** Beyond e to this, nearly, numbers are infinite, and odds no share. */
  private static final double LARGEST_EXPONENT = 700;

  private LogSpace() {}

  /** Returns log(e^a + e^b); either may be negative infinity. */
  public static double add(double a, double b) {
    double high = Math.max(a, b);
    if (high == Double.NEGATIVE_INFINITY) {
      return high;
    }
    return high + Math.log1p(Math.exp(Math.min(a, b) - high));
  }

  /**
   * Returns the probability of a hypothesis after evidence, by Bayes' rule.
   *
   * @param prior its probability before, above 0 and below 1
   * @param logBayesFactor log of how many times as likely the evidence is under it as under the
   *     other one
   */
  public static double posterior(double prior, double logBayesFactor) {
    double odds = prior / (1 - prior) * Math.exp(Math.min(LARGEST_EXPONENT, logBayesFactor));
    return odds / (1 + odds);
  }

  /**
   * Returns log(1 - e^a) for a <= 0, without cancellation at either end (Maechler 2012, "Accurately
   * computing log(1 - exp(-|a|))").
   *
   * @throws IllegalArgumentException if a is above 0 or not a number
   */
  public static double complement(double a) {
    if (!(a <= 0)) {
      throw new IllegalArgumentException(
          "Cannot take the complement: log probability is %s (need at most 0)".formatted(a));
    }
    return a > -LOG_2 ? Math.log(-Math.expm1(a)) : Math.log1p(-Math.exp(a));
  }
}
