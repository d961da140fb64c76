package slash64.feed;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;

/**
 * Finds the longest entry around a prefix or an address: one binary search in the tree order, then
 * up from parent to parent. 4 bytes an entry beside the list itself.
 */
final class LongestMatch<T> {
  private static final int NONE = -1;

  private final List<T> entries;
  private final Function<T, Prefix> prefixOf;
  private final int[] parents;

  private LongestMatch(List<T> entries, Function<T, Prefix> prefixOf) {
    this.entries = entries;
    this.prefixOf = prefixOf;
    this.parents = new int[entries.size()];
    for (int i = 0; i < parents.length; i++) {
      parents[i] = climb(i - 1, prefix(i));
    }
  }

  /** Looks up in a policy, given in tree order. */
  static LongestMatch<PolicyEntry> in(List<PolicyEntry> entries) {
    return new LongestMatch<>(entries, PolicyEntry::prefix);
  }

  /** Looks up among prefixes, given in any order. */
  static LongestMatch<Prefix> among(List<Prefix> prefixes) {
    return new LongestMatch<>(prefixes.stream().distinct().sorted().toList(), Function.identity());
  }

  private Prefix prefix(int index) {
    return prefixOf.apply(entries.get(index));
  }

  /** Returns the longest entry that holds all of {@code prefix}. */
  Optional<T> around(Prefix prefix) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (prefix(middle).compareTo(prefix) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int found = climb(low - 1, prefix);
    return found == NONE ? Optional.empty() : Optional.of(entries.get(found));
  }

  private int climb(int from, Prefix prefix) {
    int at = from;
    while (at != NONE && !prefix(at).contains(prefix)) {
      at = parents[at];
    }
    return at;
  }
}
