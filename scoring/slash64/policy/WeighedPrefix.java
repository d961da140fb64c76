package slash64.policy;

import java.util.Objects;
import slash64.net.Prefix;

/**
 * A prefix with its tier in the full policy and what it sends.
 *
 * @param tier what the full policy answers for mail that no longer weighed prefix holds
 * @param spam spam a day from it, without weighed prefixes inside, at least 0
 * @param ham good mail a day from it, without weighed prefixes inside, at least 0; expected mail of
 *     senders not yet seen included
 * @param isFixed whether an entry of this tier must stand here whatever it is worth: the operator's
 */
public record WeighedPrefix(Prefix prefix, Tier tier, double spam, double ham, boolean isFixed) {

  public WeighedPrefix {
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(tier, "tier");
    SmallestTable.requireOneFamily(prefix);
    if (!(spam >= 0 && ham >= 0 && Double.isFinite(spam) && Double.isFinite(ham))) {
      throw new IllegalArgumentException(
          "Cannot weigh %s: spam is %s, ham is %s (need finite masses >= 0)"
              .formatted(prefix, spam, ham));
    }
  }
}
