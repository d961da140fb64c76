package slash64.policy;

import java.io.Serializable;
import java.util.List;
import slash64.net.Prefix;

/**
 * Longest prefix match over a fixed set of prefixes, held in four sorted arrays and no object per
 * prefix: 24 bytes each. Answers are positions in the sorted order, so that callers keep what
 * belongs to a prefix in arrays of their own.
 *
 * <p>The floor of an address in tree order is found by binary search; the prefix that answers is
 * the floor itself or one that encloses it, because prefixes nest and never overlap in part. A
 * look-up costs O(log n + depth of nesting), building costs O(n).
 */
public final class PrefixIndex implements Serializable {

  /** What {@link #index} returns for an address that no prefix covers. */
  public static final int NONE = -1;

  private final long[] high;
  private final long[] low;
  private final int[] length;
  // Position of the narrowest other prefix that holds this one, or NONE.
  private final int[] enclosing;

  private PrefixIndex(List<Prefix> sorted) {
    int size = sorted.size();
    high = new long[size];
    low = new long[size];
    length = new int[size];
    enclosing = new int[size];
    int position = 0;
    for (Prefix prefix : sorted) {
      high[position] = prefix.high();
      low[position] = prefix.low();
      length[position] = prefix.length();
      enclosing[position] = enclosingOf(position, prefix);
      position++;
    }
  }

  /**
   * Builds an index over prefixes in tree order ({@link Prefix#compareTo}).
   *
   * @throws IllegalArgumentException if a prefix comes twice or out of order
   */
  public static PrefixIndex ofSorted(List<Prefix> prefixes) {
    return new PrefixIndex(prefixes);
  }

  private int enclosingOf(int position, Prefix prefix) {
    if (position == 0) {
      return NONE;
    }
    Prefix before = prefix(position - 1);
    int order = before.compareTo(prefix);
    if (order == 0) {
      throw new IllegalArgumentException(
          "Cannot index prefixes: %s is given twice; keep one of the two".formatted(prefix));
    }
    if (order > 0) {
      throw new IllegalArgumentException(
          "Cannot index prefixes: %s comes after %s; sort them first".formatted(prefix, before));
    }
    int candidate = position - 1;
    while (candidate != NONE && !contains(candidate, prefix.high(), prefix.low())) {
      candidate = enclosing[candidate];
    }
    return candidate;
  }

  public int size() {
    return high.length;
  }

  /** Returns the prefix at a position, 0 to {@link #size} - 1, in tree order. */
  public Prefix prefix(int position) {
    return new Prefix(high[position], low[position], length[position]);
  }

  /**
   * Returns the position of the narrowest other prefix that holds the one at {@code position}, or
   * {@link #NONE}.
   */
  public int enclosing(int position) {
    return enclosing[position];
  }

  /** Returns the position of the longest prefix that holds this address, or {@link #NONE}. */
  public int index(long addressHigh, long addressLow) {
    int from = 0;
    int to = high.length;
    while (from < to) { // invariant: all before from are <= address, all from to on are > address
      int middle = (from + to) >>> 1;
      int byHigh = Long.compareUnsigned(high[middle], addressHigh);
      if (byHigh < 0 || (byHigh == 0 && Long.compareUnsigned(low[middle], addressLow) <= 0)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    int candidate = from - 1;
    while (candidate != NONE && !contains(candidate, addressHigh, addressLow)) {
      candidate = enclosing[candidate];
    }
    return candidate;
  }

  /** Returns the position of the longest prefix that holds the whole of this one, or NONE. */
  public int covering(Prefix prefix) {
    int candidate = index(prefix.high(), prefix.low());
    while (candidate != NONE && length[candidate] > prefix.length()) {
      candidate = enclosing[candidate];
    }
    return candidate;
  }

  /**
   * Returns the position of the first prefix in tree order that lies in {@code prefix} or is it;
   * when none does, that of the next one after it.
   */
  public int firstInside(Prefix prefix) {
    int from = 0;
    int to = high.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (prefix(middle).compareTo(prefix) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** Returns the position of exactly this prefix, or {@link #NONE}. */
  public int find(Prefix prefix) {
    int candidate = covering(prefix);
    return candidate != NONE && length[candidate] == prefix.length() ? candidate : NONE;
  }

  private boolean contains(int position, long addressHigh, long addressLow) {
    return (addressHigh & Prefix.highMask(length[position])) == high[position]
        && (addressLow & Prefix.lowMask(length[position])) == low[position];
  }
}
