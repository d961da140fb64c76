package slash64.policy;

import java.io.Serializable;
import java.util.Objects;

/**
 * What may be done at one level.
 *
 * @param worst harshest tier for a prefix of this level of which nothing is known
 * @param worstOfOneOwner harshest tier when one owner has it all, or acts as one
 * @param worstOfManyOwners harshest tier when its senders clearly differ
 * @param goodPerDay good messages a day that rejecting a prefix may hit, as a 95 % bound
 * @param badChildren distinct bad children it takes
 */
public record LevelLimits(
    Tier worst, Tier worstOfOneOwner, Tier worstOfManyOwners, double goodPerDay, int badChildren)
    implements Serializable {

  public LevelLimits {
    Objects.requireNonNull(worst, "worst");
    Objects.requireNonNull(worstOfOneOwner, "worstOfOneOwner");
    Objects.requireNonNull(worstOfManyOwners, "worstOfManyOwners");
    if (!(goodPerDay >= 0 && badChildren >= 0)) {
      throw new IllegalArgumentException(
          "Cannot build level limits: %s good messages a day, %d bad children (need >= 0)"
              .formatted(goodPerDay, badChildren));
    }
  }
}
