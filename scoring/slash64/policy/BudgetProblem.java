package slash64.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A trie of weighed prefixes with what every answer is worth at every node. Entries may stand at
 * weighed prefixes and where their branches part; anywhere else an entry does no more than one of
 * these, because all mail lies at weighed prefixes.
 */
final class BudgetProblem {
  static final int TIERS = TierSet.TIERS;
  static final int NEUTRAL = TierSet.rank(Tier.NEUTRAL);

  /** In which order tiers of equal worth are preferred: without effect, harsh, trust last. */
  private static final int[] PREFERENCE = {1, 2, 3, 4, 0};

  private static final int ANY = -1;

  /** No entry is invented for a prefix wider than a provider's: who lies in it is unknown. */
  private static final int WIDEST_IPV6 = 32;

  private static final int WIDEST_IPV4 = 112;

  private final PrefixTrie trie;
  private final double[] worth;
  private final int[] fixed;
  private final boolean[] isOpen;

  private BudgetProblem(List<WeighedPrefix> sorted, Worth scale) {
    trie = PrefixTrie.ofSorted(sorted.stream().map(WeighedPrefix::prefix).toList());
    worth = new double[TIERS * trie.size()];
    fixed = new int[trie.size()];
    isOpen = new boolean[trie.size()];
    Arrays.fill(fixed, ANY);
    for (int node = 0; node < trie.size(); node++) {
      int source = trie.source(node);
      boolean isIpv4 = trie.prefix(node).isIpv4();
      isOpen[node] =
          !trie.holdsIpv4(node)
              && (source != PrefixTrie.NONE
                  || trie.length(node) >= (isIpv4 ? WIDEST_IPV4 : WIDEST_IPV6));
      if (source != PrefixTrie.NONE) {
        WeighedPrefix prefix = sorted.get(source);
        for (int tier = 0; tier < TIERS; tier++) {
          worth[TIERS * node + tier] = scale.of(prefix, TierSet.ofRank(tier));
        }
        fixed[node] = prefix.isFixed() ? TierSet.rank(prefix.tier()) : ANY;
      }
    }
  }

  /**
   * Builds the problem.
   *
   * @throws IllegalArgumentException if a prefix is given twice, or the budget is less than the
   *     number of fixed entries
   */
  static BudgetProblem of(List<WeighedPrefix> prefixes, Worth scale, int budget) {
    List<WeighedPrefix> sorted = new ArrayList<>(prefixes);
    sorted.sort((one, other) -> one.prefix().compareTo(other.prefix()));
    long fixed = sorted.stream().filter(WeighedPrefix::isFixed).count();
    if (budget < fixed) {
      throw new IllegalArgumentException(
          "Cannot plan a table of %,d entries: the operator's lists alone have %,d; raise the budget"
              .formatted(budget, fixed));
    }
    return new BudgetProblem(sorted, scale);
  }

  int size() {
    return trie.size();
  }

  int child(int node, int bit) {
    return trie.child(node, bit);
  }

  /** Returns the tier preferred at a place from 0 to {@link #TIERS} - 1. */
  static int preferred(int place) {
    return PREFERENCE[place];
  }

  /** Returns what answering a node's own mail with a tier is worth. */
  double worth(int node, int tier) {
    return worth[TIERS * node + tier];
  }

  /** Returns whether an entry of this tier may stand at a node. */
  boolean allowsEntry(int node, int tier) {
    return isOpen[node] && (fixed[node] == ANY || fixed[node] == tier);
  }

  /** Returns whether a node may do without an entry. */
  boolean allowsNone(int node) {
    return fixed[node] == ANY;
  }

  LabelledPrefix entry(int node, int tier) {
    return new LabelledPrefix(trie.prefix(node), TierSet.ofRank(tier));
  }
}
