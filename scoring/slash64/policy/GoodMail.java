package slash64.policy;

import slash64.reputation.Decay;
import slash64.reputation.Evidence;

/** How many good messages a day an action on some mail must be expected to hit. */
final class GoodMail {
  /** The 95 % point of the normal distribution. */
  private static final double NORMAL_95 = 1.6448536269514722;

  private final double dailyWeight;
  private final double forgiven;

  GoodMail(Decay decay, double forgiven) {
    dailyWeight = Math.pow(0.5, 1 / decay.hamHalfLife());
    this.forgiven = forgiven;
  }

  /**
   * Returns the 95 % upper bound of good messages a day behind evidence.
   *
   * <p>A steady rate r under a daily weight w builds up a mass of r / (1 - w) with the variance of
   * a Poisson count 1 / (1 + w) times as spread, so mass times (1 + w) is taken as that count, and
   * its exact bound in Wilson and Hilferty's (1931) approximation, good to 1 %. What the filter
   * must be expected to have missed of the spam comes off.
   */
  double perDay(Evidence evidence) {
    double bound = bound(evidence.ham());
    // Seeing none still leaves what three messages a mean life would.
    return rate(Math.max(bound(0), bound - forgiven * evidence.spam()));
  }

  /** Returns the good messages a day that evidence stands for, what the filter missed taken off. */
  double expected(Evidence evidence) {
    return rate(Math.max(0, evidence.ham() - forgiven * evidence.spam()));
  }

  private double bound(double ham) {
    double count = ham * (1 + dailyWeight) + 1;
    double root = 1 - 1 / (9 * count) + NORMAL_95 / (3 * Math.sqrt(count));
    return count * root * root * root / (1 + dailyWeight);
  }

  /** Returns how many messages a day, good and bad, evidence stands for. */
  double volume(Evidence evidence) {
    return rate(evidence.mass());
  }

  private double rate(double mass) {
    return mass * (1 - dailyWeight);
  }
}
