package slash64.reputation;

import java.util.Objects;

/**
 * What is believed of the mail a prefix will send next.
 *
 * @param mean expected spam share, within 0 to 1: of an address its own mail, of a wider prefix the
 *     mail of a sender in it that has not been seen yet
 * @param lower with 95 % probability the share is above this
 * @param upper with 95 % probability the share is below this
 * @param weight pieces of evidence that the belief rests on, prior included, above 0: the belief is
 *     beta distributed with parameters {@code mean * weight} and {@code (1 - mean) * weight}
 * @param expected the spam share its surroundings alone led to expect, without its own evidence
 * @param changed probability that its conduct changed today, 0 to 1
 * @param goesOn good messages a day that are believed to go on behind the spam, of those that the
 *     sender sent before it turned bad, at most three times {@code carry.former()}
 * @param carry the evidence to carry to the next night
 */
public record Reputation(
    double mean,
    double lower,
    double upper,
    double weight,
    double expected,
    double changed,
    double goesOn,
    Evidence carry) {

  public Reputation {
    Objects.requireNonNull(carry, "carry");
    if (!(lower >= 0 && lower <= upper && upper <= 1 && mean > 0 && mean < 1 && weight > 0)) {
      throw new IllegalArgumentException(
          "Cannot build reputation: mean %s, bounds %s and %s, weight %s (need shares, the lower one first, a weight > 0)"
              .formatted(mean, lower, upper, weight));
    }
  }

  /** Returns the reputation as people read it: 0 (bad) to 100 (good). */
  public double score() {
    return 100 * (1 - mean);
  }

  /** Returns which share of the mail is to be taken for the good mail that goes on, 0 to 0.5. */
  public double goodShare() {
    return carry.withFormer(goesOn).goodShare();
  }

  /** Returns the probability that the spam share lies above {@code share}, 0 to 1. */
  public double probabilityAbove(double share) {
    return 1 - new BetaDistribution(mean * weight, (1 - mean) * weight).cumulative(share);
  }
}
