package slash64.baseline;

import slash64.stats.Beta;
import slash64.stats.CountDistribution;
import slash64.stats.Wilson;

/**
 * Compares the parts of a prefix that sent with what is usual: its own past where it has one, its
 * provider's kind where not.
 */
final class SpreadTest {

  /** The one-sided 99 % point. */
  private static final double SURE = 2.326;

  /** Days for which the provider's kind counts beside the own past. */
  private static final double PRIOR_DAYS = 2;

  /** Decayed days from which on the own past speaks almost alone. */
  private static final double KNOWN_DAYS = 10;

  /** Spread of daily new parts in a prefix without a past: variance over mean. */
  private static final double PRIOR_DISPERSION = 4;

  private SpreadTest() {}

  static SpreadReading read(Children children, Habits habits, double decay, ProviderKind kind) {
    if (children.active() < 2) {
      return SpreadReading.NONE;
    }
    double days = habits.days() * decay;
    double prior = PRIOR_DAYS * Math.max(0.01, 1 - days / KNOWN_DAYS);
    double mean = (habits.fresh() * decay + prior * kind.fresh()) / (days + prior);
    double squares =
        (habits.freshSquares() * decay + prior * kind.fresh() * (PRIOR_DISPERSION + kind.fresh()))
            / (days + prior);
    double dispersion = Math.max(1.5, (squares - mean * mean) / mean);
    double fresh = new CountDistribution(mean, dispersion).logUpperMid(children.fresh());
    int bad = children.bad();
    double badLogP =
        bad == 0
            ? 0
            : Beta.logRegularized(
                kind.badShare(), 1 - kind.badShare(), bad, children.active() - bad + 1.0);
    return new SpreadReading(mean, fresh, badLogP, Wilson.lower(bad, children.active(), SURE));
  }
}
