package slash64.policy;

import java.io.Serializable;

/**
 * What an answer is worth: spam handled minus the cost of ham handled.
 *
 * @param hamCost how many spam messages handled make up for one good message handled, at least 0
 * @param throttled share of the effect of rejecting that throttling has, 0 to 1
 * @param greylisted share of the effect of rejecting that greylisting has, {@code throttled} to 1
 * @param trusted share of that effect, the other way round, that trust has: what filters further on
 *     would have done to the mail; 0 to 1
 */
public record Worth(double hamCost, double throttled, double greylisted, double trusted)
    implements Serializable {

  /**
   * A good message lost is worth a hundred spam messages caught; throttling costs a sender of spam
   * a third, greylisting two thirds of what rejecting does; trust saves one good message in fifty.
   */
  public static final Worth DEFAULT = new Worth(100, 0.33, 0.67, 0.02);

  public Worth {
    boolean isInOrder = 0 <= throttled && throttled <= greylisted && greylisted <= 1;
    if (!(hamCost >= 0 && Double.isFinite(hamCost) && isInOrder && trusted >= 0 && trusted <= 1)) {
      throw new IllegalArgumentException(
          "Cannot weigh answers: ham cost %s, throttled %s, greylisted %s, trusted %s (need >= 0, 0 <= throttled <= greylisted <= 1, 0 to 1)"
              .formatted(hamCost, throttled, greylisted, trusted));
    }
  }

  /**
   * Returns the worth of answering a prefix's own mail with a tier. Spam beyond what the full
   * policy's tier handles earns nothing: there, the evidence for more was missing.
   */
  double of(WeighedPrefix prefix, Tier answer) {
    if (answer == Tier.TRUSTED) { // unearned trust lets spam through and saves no good mail
      double saved = prefix.tier() == Tier.TRUSTED ? hamCost * prefix.ham() : 0;
      return trusted * (saved - prefix.spam());
    }
    Tier earned = answer.compareTo(prefix.tier()) < 0 ? answer : prefix.tier();
    return effect(earned) * prefix.spam() - hamCost * effect(answer) * prefix.ham();
  }

  private double effect(Tier tier) {
    return switch (tier) {
      case TRUSTED, NEUTRAL -> 0;
      case THROTTLE -> throttled;
      case GREYLIST -> greylisted;
      case REJECT -> 1;
    };
  }
}
