package slash64.policy;

import java.util.Objects;
import slash64.net.Prefix;

/** A prefix and the tier of every address in it that no longer labelled prefix holds. */
public record LabelledPrefix(Prefix prefix, Tier tier) implements Comparable<LabelledPrefix> {

  public LabelledPrefix {
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(tier, "tier");
  }

  /** Orders by prefix, in tree order. */
  @Override
  public int compareTo(LabelledPrefix other) {
    int byPrefix = prefix.compareTo(other.prefix);
    return byPrefix != 0 ? byPrefix : tier.compareTo(other.tier);
  }
}
