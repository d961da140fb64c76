package slash64.enrich;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import slash64.net.Prefix;
import slash64.policy.PrefixIndex;

/**
 * A value for each of many prefixes; the longest that holds a prefix answers for it.
 *
 * @param <V> serialisable, to be broadcast
 */
final class PrefixValues<V extends Serializable> implements Serializable {
  private final PrefixIndex index;
  private final Object[] values; // of V

  private PrefixValues(PrefixIndex index, Object[] values) {
    this.index = index;
    this.values = values;
  }

  /** Collects prefixes in any order. */
  static final class Builder<V extends Serializable> {
    private final SortedMap<Prefix, V> values = new TreeMap<>();

    /** Adds a prefix; of one that comes again {@code both} makes one value. */
    void add(Prefix prefix, V value, BinaryOperator<V> both) {
      values.merge(prefix, value, both);
    }

    PrefixValues<V> build() {
      return new PrefixValues<>(
          PrefixIndex.ofSorted(List.copyOf(values.keySet())), values.values().toArray());
    }
  }

  /** Returns the value of the longest prefix that holds the whole of this one, null if none. */
  @SuppressWarnings("unchecked") // nothing but V gets in
  V covering(Prefix prefix) {
    int found = index.covering(prefix);
    return found == PrefixIndex.NONE ? null : (V) values[found];
  }
}
