package slash64.feed;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;

/**
 * All that one night publishes.
 *
 * @param policy the compact policy in tree order, each prefix once; the list should allow random
 *     access
 * @param full the uncompressed labelled tree in tree order, if {@code policy-full.ndjson} is wanted
 * @param alerts in the order they are to be written
 * @param changes against the night before, in tree order
 */
public record FeedNight(
    FeedStamp stamp,
    List<PolicyEntry> policy,
    Optional<List<PolicyEntry>> full,
    List<FeedAlert> alerts,
    List<PolicyChange> changes) {

  public FeedNight {
    Objects.requireNonNull(stamp, "stamp");
    Objects.requireNonNull(alerts, "alerts");
    Objects.requireNonNull(changes, "changes");
    requireTreeOrder("policy", policy);
    full.ifPresent(entries -> requireTreeOrder("full policy", entries));
    for (PolicyEntry entry : policy) {
      if (entry.prefix().contains(Prefix.IPV4) && !entry.prefix().isIpv4()) {
        throw new IllegalArgumentException(
            ("Cannot publish %s: it spans both families, which filters keep apart."
                    + " Write it as IPv6 and IPv4 prefixes of their own.")
                .formatted(entry.prefix()));
      }
    }
  }

  /** Returns the IPv4 entries, a view; they stand together, within {@code ::ffff:0:0/96}. */
  List<PolicyEntry> ipv4() {
    return policy.subList(firstAtOrAfter(Prefix.IPV4), firstAfterIpv4());
  }

  /** Returns the IPv6 entries in two views, those before and those after the IPv4 space. */
  List<List<PolicyEntry>> ipv6() {
    return List.of(
        policy.subList(0, firstAtOrAfter(Prefix.IPV4)),
        policy.subList(firstAfterIpv4(), policy.size()));
  }

  private int firstAfterIpv4() {
    return firstAtOrAfter(new Prefix(0, 0x1_0000_0000_0000L, 80)); // next after ::ffff:0:0/96
  }

  private int firstAtOrAfter(Prefix prefix) {
    int low = 0;
    int high = policy.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (policy.get(middle).prefix().compareTo(prefix) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static void requireTreeOrder(String what, List<PolicyEntry> entries) {
    Prefix before = null;
    for (PolicyEntry entry : entries) {
      if (before != null && before.compareTo(entry.prefix()) >= 0) {
        throw new IllegalArgumentException(
            "Cannot publish the %s: %s stands after %s (need tree order, each prefix once)"
                .formatted(what, entry.prefix(), before));
      }
      before = entry.prefix();
    }
  }
}
