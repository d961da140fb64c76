package slash64.explain;

import slash64.reputation.Evidence;
import slash64.reputation.Reputation;

/**
 * The belief about a spam share as it would be after more evidence of one kind. Of a stored
 * reputation the mean and the 95 % bounds are known; a beta distribution with that mean and one of
 * the bounds is it, but for what a mixture of two loses by being kept as one.
 *
 * @param mean expected spam share, within 0 to 1
 * @param weight pieces of evidence that it rests on, above 0
 */
record Belief(double mean, double weight) {
  private static final double SURE = 0.95;
  private static final double STEP = 1.05;
  private static final double EDGE = 1e-9;
  private static final double MOST_WEIGHT = 1e6;
  private static final double LEAST_WEIGHT = 0.1;

  Belief {
    mean = Math.max(EDGE, Math.min(1 - EDGE, mean));
  }

  /**
   * Returns the belief of this mean of which this is the farther of the bounds. Two weights may do:
   * a belief of next to no weight is so sure of one of the ends that its bound is near again. The
   * greater one is meant, so that the search begins above and goes down in steps of 5 %.
   */
  static Belief of(double mean, double low, double high) {
    boolean isLow = mean > 0.5;
    double bound = isLow ? low : high;
    double weight = MOST_WEIGHT;
    while (weight > LEAST_WEIGHT) {
      Belief belief = new Belief(mean, weight);
      if (isLow ? belief.above(bound) < SURE : belief.above(bound) > 1 - SURE) {
        return belief;
      }
      weight /= STEP;
    }
    return new Belief(mean, LEAST_WEIGHT);
  }

  /** Returns the probability that the share lies above. */
  double above(double share) {
    return new Reputation(mean, 0, 1, weight, mean, 0, 0, Evidence.none(0)).probabilityAbove(share);
  }

  /** Returns whether the share is at least so much with 95 % probability. */
  boolean isSurelyAbove(double share) {
    return above(share) >= SURE;
  }

  /** Returns whether the share is at most so much with 95 % probability. */
  boolean isSurelyBelow(double share) {
    return above(share) <= 1 - SURE;
  }

  /** Returns the belief after more messages, all spam or all good. */
  Belief after(double spam, double ham) {
    double more = weight + spam + ham;
    return new Belief((mean * weight + spam) / more, more);
  }
}
