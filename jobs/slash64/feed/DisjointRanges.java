package slash64.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/**
 * Lays nested prefixes flat: ranges of addresses that do not overlap, each with the tier of the
 * longest prefix there. One sweep in tree order with a stack of the prefixes around it; neighbours
 * of one tier become one range. At most two ranges more for each prefix; linear in the entries.
 */
final class DisjointRanges {

  /** Addresses from {@code first} to {@code last}, both included. */
  record Range(Address first, Address last, Tier tier) {}

  private final Set<Tier> wanted;
  private final List<Range> ranges = new ArrayList<>();
  private final Deque<PolicyEntry> around = new ArrayDeque<>();

  /** The first address not yet laid out, null behind the last of all. */
  private Address next = new Address(0, 0);

  private DisjointRanges(Set<Tier> wanted) {
    this.wanted = wanted;
  }

  /**
   * Returns the ranges of the wanted tiers, in order.
   *
   * @param entries of one family, in tree order
   */
  static List<Range> of(List<PolicyEntry> entries, Set<Tier> wanted) {
    DisjointRanges sweep = new DisjointRanges(wanted);
    for (PolicyEntry entry : entries) {
      sweep.leaveBefore(entry.prefix());
      sweep.layTo(before(entry.prefix().first()));
      sweep.next = entry.prefix().first();
      sweep.around.push(entry);
    }
    while (!sweep.around.isEmpty()) {
      sweep.leave();
    }
    return sweep.ranges;
  }

  private void leaveBefore(Prefix prefix) {
    while (!around.isEmpty() && !around.peek().prefix().contains(prefix)) {
      leave();
    }
  }

  private void leave() {
    Address last = around.peek().prefix().last();
    layTo(last);
    around.pop();
    next = after(last);
  }

  /** Lays the innermost prefix from {@link #next} to {@code last}, if that is not empty. */
  private void layTo(Address last) {
    if (around.isEmpty() || last == null || next == null || next.compareTo(last) > 0) {
      return;
    }
    Tier tier = around.peek().tier();
    if (!wanted.contains(tier)) {
      return;
    }
    Range before = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
    if (before != null && before.tier() == tier && next.equals(after(before.last()))) {
      ranges.set(ranges.size() - 1, new Range(before.first(), last, tier));
    } else {
      ranges.add(new Range(next, last, tier));
    }
  }

  private static Address after(Address address) {
    long low = address.low() + 1;
    long high = low == 0 ? address.high() + 1 : address.high();
    return low == 0 && high == 0 ? null : new Address(high, low);
  }

  private static Address before(Address address) {
    if (address.high() == 0 && address.low() == 0) {
      return null;
    }
    return new Address(address.low() == 0 ? address.high() - 1 : address.high(), address.low() - 1);
  }
}
