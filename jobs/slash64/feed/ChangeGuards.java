package slash64.feed;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/** The guards that compare with the night before; on the first night none of them holds. */
final class ChangeGuards {
  static final Set<Tier> RESTRICTED = EnumSet.of(Tier.THROTTLE, Tier.GREYLIST, Tier.REJECT);

  private ChangeGuards() {}

  static Optional<HeldGuard> entriesChanged(GuardedNight night, GuardLimits limits) {
    List<PolicyEntry> before = night.before().orElse(night.after());
    List<PolicyChange> changes = PolicyDiff.between(before.iterator(), night.after().iterator());
    if (changes.size()
        <= Math.max((double) limits.leastEntries(), limits.entriesChanged() * before.size())) {
      return Optional.empty();
    }
    String reason =
        String.format(
            Locale.ROOT,
            "%,d entries came, went or changed their tier, of %,d the night before; %.0f %% is the"
                + " limit.",
            changes.size(),
            before.size(),
            100 * limits.entriesChanged());
    return Optional.of(
        new HeldGuard(Guard.ENTRIES_CHANGED, reason, widestFirst(changes, prefix -> true)));
  }

  static Optional<HeldGuard> ipv6Changed(GuardedNight night, GuardLimits limits) {
    return spaceChanged(night, limits, false, limits.leastIpv6(), 0x1p64, "IPv6 /64");
  }

  static Optional<HeldGuard> ipv4Changed(GuardedNight night, GuardLimits limits) {
    return spaceChanged(night, limits, true, limits.leastIpv4(), 1, "IPv4 addresses");
  }

  private static Optional<HeldGuard> spaceChanged(
      GuardedNight night,
      GuardLimits limits,
      boolean isIpv4,
      double least,
      double unit,
      String unitName) {
    List<PolicyEntry> before = night.before().orElse(night.after());
    List<DisjointRanges.Range> was = restricted(before, isIpv4);
    List<DisjointRanges.Range> is = restricted(night.after(), isIpv4);
    double size = AddressSpace.size(was) / unit;
    double changed = AddressSpace.changed(was, is) / unit;
    if (changed <= Math.max(least, limits.spaceChanged() * size)) {
      return Optional.empty();
    }
    String reason =
        String.format(
            Locale.ROOT,
            "%,.0f %s became restricted or free, of %,.0f restricted the night before; %.0f %% is"
                + " the limit.",
            changed,
            unitName,
            size,
            100 * limits.spaceChanged());
    List<PolicyChange> changes = PolicyDiff.between(before.iterator(), night.after().iterator());
    return Optional.of(
        new HeldGuard(
            Guard.SPACE_CHANGED,
            reason,
            widestFirst(changes, prefix -> prefix.isIpv4() == isIpv4)));
  }

  private static List<DisjointRanges.Range> restricted(List<PolicyEntry> entries, boolean isIpv4) {
    List<PolicyEntry> family =
        entries.stream().filter(entry -> entry.prefix().isIpv4() == isIpv4).toList();
    return DisjointRanges.of(family, RESTRICTED);
  }

  private static List<Prefix> widestFirst(List<PolicyChange> changes, Predicate<Prefix> wanted) {
    return changes.stream()
        .map(PolicyChange::prefix)
        .filter(wanted)
        .sorted(Comparator.comparingInt(Prefix::length).thenComparing(Comparator.naturalOrder()))
        .toList();
  }
}
