package slash64.reputation;

import java.util.Objects;

/**
 * What is believed of the mail a prefix will send next.
 *
 * @param mean expected spam share, 0 to 1: of an address its own mail, of a wider prefix the mail
 *     of a sender in it that has not been seen yet
 * @param lower with 95 % probability the share is above this
 * @param upper with 95 % probability the share is below this
 * @param expected the spam share its surroundings alone led to expect, without its own evidence
 * @param changed probability that its conduct changed today, 0 to 1
 * @param carry the evidence to carry to the next night
 */
public record Reputation(
    double mean, double lower, double upper, double expected, double changed, Evidence carry) {

  public Reputation {
    Objects.requireNonNull(carry, "carry");
    if (!(lower >= 0 && lower <= upper && upper <= 1 && mean >= 0 && mean <= 1)) {
      throw new IllegalArgumentException(
          "Cannot build reputation: mean %s, bounds %s and %s (need shares, the lower one first)"
              .formatted(mean, lower, upper));
    }
  }

  /** Returns the reputation as people read it: 0 (bad) to 100 (good). */
  public double score() {
    return 100 * (1 - mean);
  }
}
