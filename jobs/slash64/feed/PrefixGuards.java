package slash64.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;

/** The guards that look at single prefixes. */
final class PrefixGuards {
  private PrefixGuards() {}

  /** Holds if an entry restricts one of our prefixes, all of it or a part. */
  static Optional<HeldGuard> protectedPrefix(GuardedNight night) {
    LongestMatch<PolicyEntry> policy = LongestMatch.in(night.after());
    LongestMatch<Prefix> ours = LongestMatch.among(night.ours());
    List<Prefix> touching = new ArrayList<>();
    for (Prefix own : night.ours()) {
      policy
          .around(own)
          .filter(PrefixGuards::isRestricted)
          .ifPresent(entry -> touching.add(entry.prefix()));
    }
    for (PolicyEntry entry : night.after()) {
      if (isRestricted(entry) && ours.around(entry.prefix()).isPresent()) {
        touching.add(entry.prefix());
      }
    }
    List<Prefix> distinct = touching.stream().distinct().sorted().toList();
    if (distinct.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new HeldGuard(
            Guard.PROTECTED_PREFIX,
            "%,d entries restrict own or allow-listed prefixes.".formatted(distinct.size()),
            distinct));
  }

  static Optional<HeldGuard> widePrefix(GuardedNight night, GuardLimits limits) {
    List<Prefix> wide =
        night.after().stream()
            .filter(PrefixGuards::isRestricted)
            .map(PolicyEntry::prefix)
            .filter(
                prefix ->
                    prefix.writtenLength()
                        < (prefix.isIpv4() ? limits.widestIpv4() : limits.widestIpv6()))
            .toList();
    if (wide.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new HeldGuard(
            Guard.WIDE_PREFIX,
            "%,d restricted prefixes are wider than /%d (IPv6) or /%d (IPv4)."
                .formatted(wide.size(), limits.widestIpv6(), limits.widestIpv4()),
            wide));
  }

  private static boolean isRestricted(PolicyEntry entry) {
    return ChangeGuards.RESTRICTED.contains(entry.tier());
  }
}
