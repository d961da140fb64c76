package slash64.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A table for a budget of entries over very many prefixes: instead of counting entries, each is
 * charged a price (Everett, <i>Operations Research</i> 11, 1963). The table worth most at a price
 * is found in O(n); halving finds the price at which it just fits the budget, and what the budget
 * then leaves over is filled from the table just beyond it, subtree by subtree, best value per
 * entry first.
 *
 * <p>The price also proves how good the plan is: at any price, the most a table can be worth net of
 * it, plus the price of the whole budget, bounds every table within the budget. {@link
 * BudgetPlan#gap} states the difference.
 */
public final class LagrangianBudget {
  private static final int HALVINGS = 60;
  private static final byte NONE = -1;

  private final BudgetProblem problem;
  private final int budget;
  // Per node and inherited tier: worth net of the price, and entries of the subtree.
  private final double[] net;
  private final int[] count;
  private double bound = Double.POSITIVE_INFINITY;

  private LagrangianBudget(BudgetProblem problem, int budget) {
    this.problem = problem;
    this.budget = budget;
    net = new double[BudgetProblem.TIERS * problem.size()];
    count = new int[BudgetProblem.TIERS * problem.size()];
  }

  /**
   * Plans a table.
   *
   * @param prefixes in any order, each once
   * @param budget most entries the table may have, at least the number of fixed prefixes
   */
  public static BudgetPlan plan(List<WeighedPrefix> prefixes, Worth worth, int budget) {
    return new LagrangianBudget(BudgetProblem.of(prefixes, worth, budget), budget).plan();
  }

  private BudgetPlan plan() {
    Table within = solve(0);
    if (within.entries > budget) {
      Table beyond = within;
      double low = 0;
      double high = 1;
      for (within = solve(high); within.entries > budget; within = solve(high)) {
        beyond = within;
        low = high;
        high *= 2;
      }
      for (int step = 0; step < HALVINGS && high - low > 1e-12 * high; step++) {
        double price = (low + high) / 2;
        Table table = solve(price);
        if (table.entries > budget) {
          low = price;
          beyond = table;
        } else {
          high = price;
          within = table;
        }
      }
      fill(within, beyond);
    }
    return describe(within);
  }

  /** The decisions of one table: the tier of the entry at each node, or none. */
  private static final class Table {
    private final byte[] tiers;
    private final int entries;

    Table(byte[] tiers, int entries) {
      this.tiers = tiers;
      this.entries = entries;
    }
  }

  private Table solve(double price) {
    byte[] choice = new byte[BudgetProblem.TIERS * problem.size()];
    for (int node = problem.size() - 1; node >= 0; node--) {
      solve(node, price, choice);
    }
    int root = BudgetProblem.NEUTRAL;
    bound = Math.min(bound, net[root] + price * budget);
    byte[] tiers = new byte[problem.size()];
    byte[] answers = new byte[problem.size()];
    for (int node = 0; node < tiers.length; node++) {
      byte inherited = node == 0 ? (byte) BudgetProblem.NEUTRAL : answers[node];
      tiers[node] = choice[BudgetProblem.TIERS * node + inherited];
      pass(node, tiers[node] == NONE ? inherited : tiers[node], answers);
    }
    return new Table(tiers, count[root]);
  }

  private void solve(int node, double price, byte[] choice) {
    double[] worth = new double[BudgetProblem.TIERS];
    int[] entries = new int[BudgetProblem.TIERS];
    byte best = NONE;
    for (int place = 0; place < BudgetProblem.TIERS; place++) {
      int tier = BudgetProblem.preferred(place);
      worth[tier] = problem.worth(node, tier);
      for (int bit = 0; bit < 2; bit++) {
        int child = problem.child(node, bit);
        if (child != PrefixTrie.NONE) {
          worth[tier] += net[BudgetProblem.TIERS * child + tier];
          entries[tier] += count[BudgetProblem.TIERS * child + tier];
        }
      }
      boolean isBetter =
          problem.allowsEntry(node, tier)
              && (best == NONE
                  || worth[tier] > worth[best]
                  || (worth[tier] == worth[best] && entries[tier] < entries[best]));
      best = isBetter ? (byte) tier : best;
    }
    for (int inherited = 0; inherited < BudgetProblem.TIERS; inherited++) {
      int at = BudgetProblem.TIERS * node + inherited;
      boolean takesNone =
          problem.allowsNone(node) && (best == NONE || worth[inherited] >= worth[best] - price);
      choice[at] = takesNone ? NONE : best;
      net[at] = takesNone ? worth[inherited] : worth[best] - price;
      count[at] = takesNone ? entries[inherited] : entries[best] + 1;
    }
  }

  private void pass(int node, byte answer, byte[] answers) {
    for (int bit = 0; bit < 2; bit++) {
      int child = problem.child(node, bit);
      if (child != PrefixTrie.NONE) {
        answers[child] = answer;
      }
    }
  }

  /** A subtree in which two tables differ, from the same inherited answer. */
  private record Swap(int node, int end, int entries, double worth) {
    double worthPerEntry() {
      return entries <= 0 ? Double.POSITIVE_INFINITY : worth / entries;
    }
  }

  /** Takes over subtrees of a table beyond the budget while they fit; changes {@code within}. */
  private void fill(Table within, Table beyond) {
    int[] ends = ends();
    double[] worthWithin = worths(within);
    double[] worthBeyond = worths(beyond);
    List<Swap> swaps = new ArrayList<>();
    int node = 0;
    while (node < problem.size()) { // alike so far, so both inherit the same here
      if (within.tiers[node] == beyond.tiers[node]) {
        node++;
        continue;
      }
      int entries = 0;
      double worth = 0;
      for (int i = node; i < ends[node]; i++) {
        entries += (beyond.tiers[i] == NONE ? 0 : 1) - (within.tiers[i] == NONE ? 0 : 1);
        worth += worthBeyond[i] - worthWithin[i];
      }
      swaps.add(new Swap(node, ends[node], entries, worth));
      node = ends[node];
    }
    swaps.sort(Comparator.comparingDouble(Swap::worthPerEntry).reversed());
    int left = budget - within.entries;
    for (Swap swap : swaps) {
      if (swap.worth() > 0 && swap.entries() <= left) {
        System.arraycopy(
            beyond.tiers, swap.node(), within.tiers, swap.node(), swap.end() - swap.node());
        left -= swap.entries();
      }
    }
  }

  /** Returns for every node the position after its subtree. */
  private int[] ends() {
    int[] ends = new int[problem.size()];
    for (int node = ends.length - 1; node >= 0; node--) {
      ends[node] = node + 1;
      for (int bit = 0; bit < 2; bit++) {
        int child = problem.child(node, bit);
        ends[node] = child == PrefixTrie.NONE ? ends[node] : Math.max(ends[node], ends[child]);
      }
    }
    return ends;
  }

  /** Returns what every node's own mail is worth under a table. */
  private double[] worths(Table table) {
    double[] worths = new double[problem.size()];
    byte[] answers = new byte[problem.size()];
    Arrays.fill(answers, (byte) BudgetProblem.NEUTRAL);
    for (int node = 0; node < worths.length; node++) {
      byte answer = table.tiers[node] == NONE ? answers[node] : table.tiers[node];
      worths[node] = problem.worth(node, answer);
      pass(node, answer, answers);
    }
    return worths;
  }

  private BudgetPlan describe(Table table) {
    List<LabelledPrefix> entries = new ArrayList<>();
    for (int node = 0; node < problem.size(); node++) {
      if (table.tiers[node] != NONE) {
        entries.add(problem.entry(node, table.tiers[node]));
      }
    }
    double worth = Arrays.stream(worths(table)).sum();
    return new BudgetPlan(entries, worth, Math.max(worth, bound));
  }
}
