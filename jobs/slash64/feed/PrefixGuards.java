package slash64.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slash64.conf.GuardSettings;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.PolicyTable;
import slash64.policy.PrefixIndex;

/** The guards that look at single prefixes. */
final class PrefixGuards {
  private PrefixGuards() {}

  /**
   * Holds if an entry restricts one of our prefixes, all of it or a part. What the operator denies
   * inside one is the operator's will; an entry that holds all of one is more likely a mistake,
   * whoever made it.
   */
  static Optional<HeldGuard> protectedPrefix(GuardedNight night) {
    PolicyTable policy = PolicyTable.of(night.after());
    PrefixIndex ours = PrefixIndex.ofSorted(night.ours().stream().distinct().sorted().toList());
    List<Prefix> touching = new ArrayList<>();
    for (Prefix own : night.ours()) {
      policy
          .covering(own)
          .filter(entry -> entry.tier().restricts())
          .ifPresent(entry -> touching.add(entry.prefix()));
    }
    for (PolicyEntry entry : night.after()) {
      if (entry.tier().restricts()
          && !isOperators(entry)
          && ours.covering(entry.prefix()) != PrefixIndex.NONE) {
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

  /**
   * Holds if a prefix wider than the cap was judged and restricted. An entry that only stands for
   * several narrower ones side by side is no judgement of its own, and the operator's own list is
   * as wide as the operator wants it.
   */
  static Optional<HeldGuard> widePrefix(GuardedNight night, GuardSettings limits) {
    List<Prefix> wide =
        night.after().stream()
            .filter(entry -> entry.tier().restricts())
            .filter(
                entry ->
                    entry.prefix().writtenLength()
                        < (entry.prefix().isIpv4() ? limits.widestIpv4() : limits.widestIpv6()))
            .filter(PrefixGuards::isJudged)
            .map(PolicyEntry::prefix)
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

  private static boolean isJudged(PolicyEntry entry) {
    return !FeedJson.has(entry.evidence(), "stands_for") && !isOperators(entry);
  }

  private static boolean isOperators(PolicyEntry entry) {
    return FeedJson.has(entry.evidence(), "operator");
  }
}
