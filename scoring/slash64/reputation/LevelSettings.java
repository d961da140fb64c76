package slash64.reputation;

import java.io.Serializable;

/**
 * How one level takes part in the scoring.
 *
 * @param voice messages of evidence a single prefix of this level may contribute to its parent,
 *     above 0: however much it sends, it counts as one child among others
 * @param strength messages' worth of belief a prefix of this level takes over from its
 *     surroundings, above 0, while nothing is known of how alike its siblings are
 * @param floor least spam share that this level may hand down to a newcomer in it, 0 to 1
 * @param pure probability that what is sent from a prefix of this level is nothing but spam or
 *     hardly any, rather than both, 0 to 1
 */
public record LevelSettings(double voice, double strength, double floor, double pure)
    implements Serializable {
  private static final double PRIOR_SENDERS = 10;

  public LevelSettings {
    if (!(voice > 0
        && strength > 0
        && floor >= 0
        && floor <= 1
        && pure >= 0
        && pure < 1
        && Double.isFinite(voice)
        && Double.isFinite(strength))) {
      throw new IllegalArgumentException(
          "Cannot build level settings: voice %s, strength %s, floor %s, pure %s (need finite > 0, > 0, 0 to 1, 0 to 1)"
              .formatted(voice, strength, floor, pure));
    }
  }

  /**
   * Returns the same settings with what a site's own senders show of being pure.
   *
   * @param shown share of them that are, 0 to 1
   * @param senders how many showed it; the settings' own count as ten
   */
  LevelSettings withPure(double shown, double senders) {
    double learnt = (senders * shown + PRIOR_SENDERS * pure) / (senders + PRIOR_SENDERS);
    return new LevelSettings(voice, strength, floor, learnt);
  }
}
