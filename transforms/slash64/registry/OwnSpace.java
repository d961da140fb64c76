package slash64.registry;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.policy.PrefixIndex;

/**
 * Which addresses are ours, whether allocated or not, and in what pieces they are handed out. Ours
 * is what the configuration names, what was ever allocated, and each pool: an IPv6 /48 or IPv4 /24
 * of which at least four longer prefixes were allocated, to two customers or more.
 */
public final class OwnSpace implements Serializable {
  private static final int LEAST_PIECES = 4;
  private static final int IPV6_POOL = 48;
  private static final int IPV4_POOL = 120;

  private final PrefixIndex index;
  private final int[] pieces;

  private OwnSpace(PrefixIndex index, int[] pieces) {
    this.index = index;
    this.pieces = pieces;
  }

  /**
   * Returns the space of a registry.
   *
   * @param blocks what the operator says is ours
   */
  public static OwnSpace of(Allocations allocations, Collection<Prefix> blocks) {
    Map<Prefix, Pool> pools = new HashMap<>();
    Set<Prefix> ours = new TreeSet<>(blocks);
    allocations.stream()
        .forEach(
            allocation -> {
              Prefix prefix = allocation.prefix();
              ours.add(prefix);
              int length = prefix.isIpv4() ? IPV4_POOL : IPV6_POOL;
              if (prefix.length() > length) {
                pools.computeIfAbsent(prefix.ancestor(length), p -> new Pool()).add(allocation);
              }
            });
    Map<Prefix, Integer> pieceOf = new TreeMap<>();
    ours.forEach(prefix -> pieceOf.put(prefix, Math.max(prefix.length(), standard(prefix))));
    pools.forEach(
        (prefix, pool) -> {
          if (pool.prefixes.size() >= LEAST_PIECES && pool.customers.size() > 1) {
            pieceOf.put(prefix, pool.usualLength());
          }
        });
    return new OwnSpace(
        PrefixIndex.ofSorted(List.copyOf(pieceOf.keySet())),
        pieceOf.values().stream().mapToInt(Integer::intValue).toArray());
  }

  /** Where no registry tells the pieces: a /56, or one IPv4 address. */
  private static int standard(Prefix prefix) {
    return prefix.isIpv4() ? 128 : 56;
  }

  /** Returns whether nothing is known to be ours. */
  public boolean isEmpty() {
    return pieces.length == 0;
  }

  /**
   * Returns the piece of our space, as handed out there, that an address lies in; null if it is not
   * ours.
   */
  public Prefix piece(Address address) {
    int found = index.index(address.high(), address.low());
    return found == PrefixIndex.NONE ? null : address.prefix(pieces[found]);
  }

  /** What is known of one pool. */
  private static final class Pool {
    private final Set<Prefix> prefixes = new HashSet<>();
    private final Set<String> customers = new HashSet<>();
    private final Map<Integer, Integer> lengths = new TreeMap<>();

    void add(Allocation allocation) {
      if (prefixes.add(allocation.prefix())) {
        lengths.merge(allocation.prefix().length(), 1, Integer::sum);
      }
      customers.add(allocation.customer());
    }

    int usualLength() {
      return lengths.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }
  }
}
