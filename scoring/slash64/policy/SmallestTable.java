package slash64.policy;

import java.util.ArrayList;
import java.util.List;
import slash64.net.Prefix;

/**
 * The smallest table that answers as a given one for every address.
 *
 * <p>This is ORTC (Draves, King, Venkatachary, Zill: <i>Constructing Optimal IP Routing Tables</i>,
 * INFOCOM 1999): from the leaves up, each node gets the set of tiers with which its subtree needs
 * the fewest entries (the intersection of its children's sets, or their union when they have
 * nothing in common); from the root down, a node gets an entry only where the tier it inherits is
 * not in its set. Three deviations:
 *
 * <ul>
 *   <li>What nothing covers is {@link Tier#NEUTRAL}, so the root inherits neutral instead of always
 *       having an entry.
 *   <li>Chains of one child are not spelled out. Beside a chain lies only space with the tier L of
 *       the node above it; two steps up a chain every set is {L}, one step up it is {L} or, when
 *       the chain's end can't do with L, the end's set with L added.
 *   <li>No entry spans both families, because filters match them apart: prefixes that hold {@code
 *       0.0.0.0/0} stay neutral. Within each family the table is the smallest.
 * </ul>
 *
 * <p>O(n log n) for sorting, O(n) for the rest; the same input gives the same output in any order.
 */
public final class SmallestTable {

  private final PrefixTrie trie;
  private final Tier[] own;
  private final int[] sets;
  private final List<LabelledPrefix> entries = new ArrayList<>();

  private SmallestTable(List<LabelledPrefix> labels) {
    trie = PrefixTrie.ofSorted(labels.stream().map(LabelledPrefix::prefix).toList());
    own = new Tier[trie.size()];
    sets = new int[trie.size()];
    spreadLabels(labels);
  }

  /**
   * Returns the smallest equivalent of {@code labels}, in tree order.
   *
   * @throws IllegalArgumentException if a prefix is given twice, or spans IPv4 and IPv6
   */
  public static List<LabelledPrefix> of(List<LabelledPrefix> labels) {
    List<LabelledPrefix> sorted = labels.stream().sorted().toList();
    for (LabelledPrefix label : sorted) {
      requireOneFamily(label.prefix());
    }
    SmallestTable table = new SmallestTable(sorted);
    table.fillSets();
    table.emit();
    table.entries.sort(null);
    return table.entries;
  }

  static void requireOneFamily(Prefix prefix) {
    if (!prefix.isOneFamily()) {
      throw new IllegalArgumentException(
          "Cannot compile policy: %s holds IPv4 and IPv6; give 0.0.0.0/0 and 2000::/3 apart"
              .formatted(prefix));
    }
  }

  private void spreadLabels(List<LabelledPrefix> labels) {
    own[0] = Tier.NEUTRAL;
    for (int node = 0; node < trie.size(); node++) {
      if (trie.source(node) != PrefixTrie.NONE) {
        own[node] = labels.get(trie.source(node)).tier();
      }
      for (int bit = 0; bit < 2; bit++) {
        int child = trie.child(node, bit);
        if (child != PrefixTrie.NONE) {
          own[child] = own[node];
        }
      }
    }
  }

  private void fillSets() {
    for (int node = trie.size() - 1; node >= 0; node--) {
      if (trie.holdsIpv4(node)) {
        sets[node] = TierSet.of(Tier.NEUTRAL); // an entry here would span both families
        continue;
      }
      int zero = setBelow(node, 0);
      int one = setBelow(node, 1);
      sets[node] = (zero & one) != 0 ? zero & one : zero | one;
    }
  }

  /** Returns the set of the half of a node's prefix in which the next bit is {@code bit}. */
  private int setBelow(int node, int bit) {
    int child = trie.child(node, bit);
    if (child == PrefixTrie.NONE) {
      return TierSet.of(own[node]);
    }
    return setAtop(sets[child], own[node], steps(node, child));
  }

  /** Returns the set {@code steps} up a chain that ends in {@code end} and lies in {@code tier}. */
  private static int setAtop(int end, Tier tier, int steps) {
    if (steps == 0) {
      return end;
    }
    return steps > 1 || TierSet.has(end, tier) ? TierSet.of(tier) : end | TierSet.of(tier);
  }

  /** Returns how many prefixes lie strictly between a node and its child. */
  private int steps(int node, int child) {
    return trie.length(child) - trie.length(node) - 1;
  }

  private void emit() {
    Tier[] inherited = new Tier[trie.size()];
    inherited[0] = Tier.NEUTRAL;
    for (int node = 0; node < trie.size(); node++) {
      Tier answer = answer(trie.prefix(node), inherited[node], sets[node]);
      for (int bit = 0; bit < 2; bit++) {
        int child = trie.child(node, bit);
        if (child != PrefixTrie.NONE) {
          inherited[child] = emitChain(node, child, bit, answer);
        } else if (trie.length(node) < 128) {
          answer(trie.prefix(node).child(bit), answer, TierSet.of(own[node]));
        }
      }
    }
  }

  /** Emits what a chain needs and returns what its end inherits. */
  private Tier emitChain(int node, int child, int bit, Tier inherited) {
    int steps = steps(node, child);
    if (steps == 0) {
      return inherited;
    }
    Tier beside = own[node];
    int atop = setAtop(sets[child], beside, steps);
    Tier answer = inherited;
    if (!TierSet.has(atop, inherited)) {
      entries.add(new LabelledPrefix(trie.prefix(node).child(bit), beside));
      answer = beside;
    }
    // Then it is only one step up: the end inherits, the space beside it needs an entry.
    if (answer != beside) {
      Prefix last = trie.prefix(child).parent();
      answer(last.child(1 - trie.bit(child, last.length())), answer, TierSet.of(beside));
    }
    return answer;
  }

  /** Returns what answers at a prefix, after adding an entry if what it inherits won't do. */
  private Tier answer(Prefix prefix, Tier inherited, int set) {
    if (TierSet.has(set, inherited)) {
      return inherited;
    }
    Tier chosen = TierSet.safest(set);
    entries.add(new LabelledPrefix(prefix, chosen));
    return chosen;
  }
}
