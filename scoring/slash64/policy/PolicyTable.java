package slash64.policy;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import slash64.net.Address;
import slash64.net.Prefix;

/** A policy that can be asked: the longest entry that holds an address answers. Immutable. */
public final class PolicyTable {
  private final PolicyEntry[] entries;
  private final PrefixIndex index;

  private PolicyTable(PolicyEntry[] sorted) {
    entries = sorted;
    index = PrefixIndex.ofSorted(Arrays.stream(sorted).map(PolicyEntry::prefix).toList());
  }

  /**
   * Builds a table from entries in any order, in O(n log n).
   *
   * @throws IllegalArgumentException if two entries name the same prefix
   */
  public static PolicyTable of(Collection<PolicyEntry> entries) {
    PolicyEntry[] sorted = entries.toArray(PolicyEntry[]::new);
    Arrays.sort(sorted, PolicyEntry.BY_PREFIX);
    return new PolicyTable(sorted);
  }

  /** Returns the entries in tree order. */
  public List<PolicyEntry> entries() {
    return List.of(entries);
  }

  /** Returns the entry that answers for an address; empty is {@link Tier#NEUTRAL}. */
  public Optional<PolicyEntry> lookup(Address address) {
    return entry(index.index(address.high(), address.low()));
  }

  /** Returns what to do with mail from an address given as its 128 bits. */
  public Tier tier(long addressHigh, long addressLow) {
    int position = index.index(addressHigh, addressLow);
    return position == PrefixIndex.NONE ? Tier.NEUTRAL : entries[position].tier();
  }

  /** Returns the longest entry that holds the whole of a prefix. */
  public Optional<PolicyEntry> covering(Prefix prefix) {
    return entry(index.covering(prefix));
  }

  private Optional<PolicyEntry> entry(int position) {
    return position == PrefixIndex.NONE ? Optional.empty() : Optional.of(entries[position]);
  }
}
