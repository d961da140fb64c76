package slash64.feed;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import slash64.conf.GuardSettings;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.PolicyTable;
import slash64.policy.Tier;

/**
 * The guards that compare with the policy before. None of them holds on the first night, nor, but
 * for a policy that became empty, while a policy is settling.
 */
final class ChangeGuards {
  private static final Set<Tier> RESTRICTED = EnumSet.of(Tier.THROTTLE, Tier.GREYLIST, Tier.REJECT);

  private ChangeGuards() {}

  /**
   * Holds if too many entries that restrict came, went or changed their tier, and with it what is
   * done with their prefix: where a provider is no longer restricted as a whole, the entries inside
   * that took its place change nothing. Those that ran out in silence do not count either: a
   * botnet's addresses, each heard once, are let go together, and to hold that would keep in place
   * what nobody asks for.
   */
  static Optional<HeldGuard> entriesChanged(GuardedNight night, GuardSettings limits) {
    if (night.before().isEmpty() || night.isSettling()) {
      return Optional.empty();
    }
    PolicyTable was = PolicyTable.of(night.before().get());
    PolicyTable is = PolicyTable.of(night.after());
    Set<Prefix> heard = night.replay().heardBefore();
    List<PolicyChange> changes =
        changes(night).stream().filter(change -> isFelt(change, was, is, heard)).toList();
    long before = night.before().get().stream().filter(entry -> entry.tier().restricts()).count();
    if (changes.size() <= Math.max(limits.leastEntries(), limits.entriesChanged() * before)) {
      return Optional.empty();
    }
    String reason =
        String.format(
            Locale.ROOT,
            "%,d entries that restrict came, went or changed their tier, and with it what is done with"
                + " their prefix, of %,d before; %.0f %% is the limit.",
            changes.size(),
            before,
            100 * limits.entriesChanged());
    return Optional.of(
        new HeldGuard(Guard.ENTRIES_CHANGED, reason, widestFirst(changes, prefix -> true)));
  }

  /**
   * Holds if nobody is restricted any more: every filter would take that for no policy. Tiers are
   * left one rung a night, so that the last entry of a small site ends as one that throttles.
   */
  static Optional<HeldGuard> emptied(GuardedNight night) {
    boolean isMoreThanThrottled =
        night.before().stream()
            .flatMap(List::stream)
            .anyMatch(entry -> entry.tier().compareTo(Tier.THROTTLE) > 0);
    return isMoreThanThrottled && night.after().isEmpty()
        ? Optional.of(
            new HeldGuard(
                Guard.EMPTY_POLICY,
                "the policy has no entry, and %,d before; every filter would let all mail pass."
                    .formatted(night.before().get().size()),
                List.of()))
        : Optional.empty();
  }

  static Optional<HeldGuard> ipv6Changed(GuardedNight night, GuardSettings limits) {
    return spaceChanged(night, limits, false, limits.leastIpv6(), 0x1p64, "IPv6 /64");
  }

  static Optional<HeldGuard> ipv4Changed(GuardedNight night, GuardSettings limits) {
    return spaceChanged(night, limits, true, limits.leastIpv4(), 1, "IPv4 addresses");
  }

  private static Optional<HeldGuard> spaceChanged(
      GuardedNight night,
      GuardSettings limits,
      boolean isIpv4,
      double least,
      double unit,
      String unitName) {
    if (night.before().isEmpty() || night.isSettling()) {
      return Optional.empty();
    }
    List<PolicyEntry> before = night.before().get();
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
            "%,.0f %s became restricted or free, of %,.0f restricted before; %.0f %% is the limit.",
            changed,
            unitName,
            size,
            100 * limits.spaceChanged());
    return Optional.of(
        new HeldGuard(
            Guard.SPACE_CHANGED,
            reason,
            widestFirst(changes(night), prefix -> prefix.isIpv4() == isIpv4)));
  }

  /** Changes that matter to senders: mail is restricted by the entry before or the one after. */
  private static List<PolicyChange> changes(GuardedNight night) {
    return PolicyDiff.between(night.before().orElseThrow().iterator(), night.after().iterator())
        .stream()
        .filter(
            change ->
                change.before().filter(Tier::restricts).isPresent()
                    || change.after().filter(Tier::restricts).isPresent())
        .toList();
  }

  /** Returns whether the entry that changed, and no other, has its prefix treated otherwise. */
  private static boolean isFelt(
      PolicyChange change, PolicyTable before, PolicyTable after, Set<Prefix> heard) {
    Tier was = answer(before, change.prefix());
    Tier is = answer(after, change.prefix());
    if (is.compareTo(was) > 0) {
      return is.restricts() && change.after().isPresent();
    }
    return is != was
        && was.restricts()
        && change.before().isPresent()
        && heard.contains(change.prefix());
  }

  private static Tier answer(PolicyTable policy, Prefix prefix) {
    return policy.covering(prefix).map(PolicyEntry::tier).orElse(Tier.NEUTRAL);
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
