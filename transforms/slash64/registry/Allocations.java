package slash64.registry;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import slash64.net.Prefix;

/**
 * Who held which prefix when. The longest prefix that was allocated at the moment decides: an
 * allocation that has ended uncovers the wider one around it.
 *
 * <p>Sorted arrays, one per prefix length in use; a look-up is one binary search per length, from
 * the longest. Immutable and serialisable, about 40 bytes per allocation, to be broadcast.
 */
public final class Allocations implements Serializable {
  private static final Allocations NONE = new Allocations(new Level[0]);

  private final Level[] levels;

  private Allocations(Level[] levels) {
    this.levels = levels;
  }

  /** Returns a registry that knows nobody. */
  public static Allocations none() {
    return NONE;
  }

  /**
   * Returns the registry of these allocations.
   *
   * @throws IllegalArgumentException if two allocations of the same prefix overlap in time
   */
  public static Allocations of(Collection<Allocation> allocations) {
    List<Allocation> sorted = new ArrayList<>(allocations);
    sorted.sort(
        Comparator.comparingInt((Allocation a) -> -a.prefix().length())
            .thenComparing(Allocation::prefix)
            .thenComparingLong(Allocation::since));
    List<Level> levels = new ArrayList<>();
    for (int from = 0; from < sorted.size(); ) {
      int length = sorted.get(from).prefix().length();
      int to = from;
      while (to < sorted.size() && sorted.get(to).prefix().length() == length) {
        to++;
      }
      levels.add(new Level(length, sorted.subList(from, to)));
      from = to;
    }
    return new Allocations(levels.toArray(Level[]::new));
  }

  /**
   * Returns who held an address, null if nobody did.
   *
   * @param high bits 0 to 63 of the address
   * @param low bits 64 to 127; IPv4 in its mapped form
   * @param second seconds since 1970 UTC
   */
  public String customer(long high, long low, long second) {
    for (Level level : levels) {
      int found = level.find(high, low, second);
      if (found >= 0) {
        return level.customers[found];
      }
    }
    return null;
  }

  /** Returns all allocations, the longest prefixes first, then by prefix and start. */
  public Stream<Allocation> stream() {
    return Arrays.stream(levels).flatMap(Level::stream);
  }

  /** Returns how many allocations there are. */
  public int size() {
    return Arrays.stream(levels).mapToInt(level -> level.highs.length).sum();
  }

  /** The allocations of one prefix length, sorted by prefix and start. */
  private static final class Level implements Serializable {
    private final int length;
    private final long highMask;
    private final long lowMask;
    private final long[] highs;
    private final long[] lows;
    private final long[] since;
    private final long[] until;
    private final String[] customers;
    private final String[] kinds;

    Level(int length, List<Allocation> sorted) {
      this.length = length;
      highMask = Prefix.highMask(length);
      lowMask = Prefix.lowMask(length);
      highs = sorted.stream().mapToLong(a -> a.prefix().high()).toArray();
      lows = sorted.stream().mapToLong(a -> a.prefix().low()).toArray();
      since = sorted.stream().mapToLong(Allocation::since).toArray();
      until = sorted.stream().mapToLong(Allocation::until).toArray();
      customers = sorted.stream().map(Allocation::customer).toArray(String[]::new);
      Map<String, String> words = new HashMap<>(); // a handful of kinds, held once each
      kinds =
          sorted.stream()
              .map(a -> words.computeIfAbsent(a.kind(), kind -> kind))
              .toArray(String[]::new);
      for (int i = 1; i < sorted.size(); i++) {
        Allocation before = sorted.get(i - 1);
        Allocation after = sorted.get(i);
        if (before.prefix().equals(after.prefix()) && before.overlaps(after)) {
          throw new IllegalArgumentException(
              "Cannot allocate %s to %s: %s holds it at the same time"
                  .formatted(after.prefix(), after.customer(), before.customer()));
        }
      }
    }

    Stream<Allocation> stream() {
      return IntStream.range(0, highs.length)
          .mapToObj(
              i ->
                  new Allocation(
                      new Prefix(highs[i], lows[i], length),
                      customers[i],
                      kinds[i],
                      since[i],
                      until[i]));
    }

    /** Returns the index of the allocation that holds at that second, negative if none does. */
    int find(long high, long low, long second) {
      long prefixHigh = high & highMask;
      long prefixLow = low & lowMask;
      int from = 0;
      int to = highs.length;
      while (from < to) { // the first allocation after (prefix, second)
        int middle = (from + to) >>> 1;
        if (isAfter(middle, prefixHigh, prefixLow, second)) {
          to = middle;
        } else {
          from = middle + 1;
        }
      }
      int last = from - 1;
      boolean holds =
          last >= 0 && highs[last] == prefixHigh && lows[last] == prefixLow && second < until[last];
      return holds ? last : -1;
    }

    private boolean isAfter(int index, long high, long low, long second) {
      int byHigh = Long.compareUnsigned(highs[index], high);
      if (byHigh != 0) {
        return byHigh > 0;
      }
      int byLow = Long.compareUnsigned(lows[index], low);
      return byLow != 0 ? byLow > 0 : since[index] > second;
    }
  }
}
