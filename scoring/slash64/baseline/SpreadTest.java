package slash64.baseline;

import slash64.stats.Beta;
import slash64.stats.CountDistribution;
import slash64.stats.Wilson;

/**
 * Compares the parts of a prefix that sent with what is usual: its own past where it has one, that
 * of any prefix where not.
 */
final class SpreadTest {

  /** The one-sided 99 % point. */
  private static final double SURE = 2.326;

  /** Share of active parts that usually sends mostly bad mail. */
  static final double BAD_SHARE = 0.15;

  /** New parts a day to expect of a prefix without a past. */
  private static final double PRIOR_FRESH = 8;

  /** Days for which that expectation counts beside the own past. */
  private static final double PRIOR_DAYS = 2;

  /** Decayed days from which on the own past speaks almost alone. */
  private static final double KNOWN_DAYS = 10;

  /** Spread of daily new parts in a prefix without a past: variance over mean. */
  private static final double PRIOR_DISPERSION = 4;

  /** The least spread believed of a prefix with a past. */
  private static final double LEAST_DISPERSION = 1.5;

  private SpreadTest() {}

  static SpreadReading read(Children children, Habits habits, double decay) {
    if (children.active() < 2) {
      return SpreadReading.NONE;
    }
    double days = habits.days() * decay;
    double youth = Math.max(0.01, 1 - days / KNOWN_DAYS);
    double prior = PRIOR_DAYS * youth;
    double mean = (habits.fresh() * decay + prior * PRIOR_FRESH) / (days + prior);
    // The prior lends a young prefix its spread, and none to one with a past: where new parts never
    // come, the little that the prior adds to their mean would pass for many at once.
    double priorSquares = PRIOR_FRESH * (PRIOR_DISPERSION + PRIOR_FRESH);
    double squares = (habits.freshSquares() * decay + prior * priorSquares) / (days + prior);
    double ofPrior = (squares - mean * mean) / mean;
    double own = (habits.freshSquares() * decay / Math.max(1, days) - mean * mean) / mean;
    double dispersion = Math.max(LEAST_DISPERSION, youth * ofPrior + (1 - youth) * own);
    double fresh = new CountDistribution(mean, dispersion).logUpperMid(children.fresh());
    int bad = children.bad();
    double badLogP =
        bad == 0
            ? 0
            : Beta.logRegularized(BAD_SHARE, 1 - BAD_SHARE, bad, children.active() - bad + 1.0);
    return new SpreadReading(mean, fresh, badLogP, Wilson.lower(bad, children.active(), SURE));
  }
}
