package slash64.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import slash64.net.Address;
import slash64.net.Prefix;

/** Seeded policies and the addresses at which they can change their answer. */
final class RandomPolicies {
  static final LocalDate EXPIRES = LocalDate.of(2026, 12, 1);

  private RandomPolicies() {}

  /** Returns up to {@code count} labelled prefixes that nest deeply inside one /24 and IPv4 /8. */
  static Map<Prefix, Tier> nested(SplittableRandom random, int count) {
    Map<Prefix, Tier> labels = new TreeMap<>();
    List<Prefix> known = new ArrayList<>();
    known.add(Prefix.parse("2001:d00::/24"));
    known.add(Prefix.parse("10.0.0.0/8"));
    for (int i = 0; i < count; i++) {
      Prefix around = known.get(random.nextInt(known.size()));
      int length = Math.min(128, around.length() + random.nextInt(random.nextInt(4) == 0 ? 60 : 5));
      Prefix prefix =
          Prefix.of(
              around.high() | random.nextLong() & ~Prefix.highMask(around.length()),
              around.low() | random.nextLong() & ~Prefix.lowMask(around.length()),
              length);
      known.add(prefix);
      labels.put(prefix, tier(random));
    }
    return labels;
  }

  static Tier tier(SplittableRandom random) {
    return TierSet.ofRank(random.nextInt(TierSet.TIERS));
  }

  static List<PolicyEntry> entries(Map<Prefix, Tier> labels) {
    List<PolicyEntry> entries = new ArrayList<>();
    labels.forEach((prefix, tier) -> entries.add(entry(prefix, tier)));
    return entries;
  }

  static PolicyEntry entry(Prefix prefix, Tier tier) {
    return new PolicyEntry(prefix, tier, 50, 0.5, "test", EXPIRES, "{}");
  }

  /** Returns the first and last address of every prefix and their neighbours just outside. */
  static List<Address> boundaries(Iterable<Prefix> prefixes) {
    List<Address> addresses = new ArrayList<>();
    for (Prefix prefix : prefixes) {
      Address first = prefix.first();
      Address last = prefix.last();
      addresses.add(first);
      addresses.add(last);
      addresses.add(
          new Address(first.low() == 0 ? first.high() - 1 : first.high(), first.low() - 1));
      addresses.add(new Address(last.low() == -1 ? last.high() + 1 : last.high(), last.low() + 1));
    }
    return addresses;
  }

  /** The obvious longest prefix match: looks at every prefix. */
  static Tier scan(Map<Prefix, Tier> labels, Address address) {
    Prefix longest = null;
    for (Prefix prefix : labels.keySet()) {
      if (prefix.contains(address) && (longest == null || prefix.length() > longest.length())) {
        longest = prefix;
      }
    }
    return longest == null ? Tier.NEUTRAL : labels.get(longest);
  }
}
