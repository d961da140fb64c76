package slash64.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * The table worth most among all with at most so many entries, by dynamic programming over node,
 * inherited tier and entries, in the manner of Soldo, Argyraki and Markopoulou (<i>Optimal
 * Source-Based Filtering of Malicious Traffic</i>, IEEE/ACM ToN 20, 2012), extended to exceptions
 * and to five tiers: a wide entry may have better and worse ones inside.
 *
 * <p>With n nodes and budget K, at most O(n K) times the square of the number of tiers in time, and
 * O(n K) numbers at the widest levels only, since a subtree never needs more entries than it has
 * nodes. Ties go to fewer entries, then to milder tiers, so the plan is the same every time.
 */
public final class ExactBudget {
  private static final int NONE = -1;

  private final BudgetProblem problem;
  private final int budget;
  // Per node and inherited tier: the most its subtree is worth with at most 0, 1, 2, ... entries.
  private final double[][][] most;

  private ExactBudget(BudgetProblem problem, int budget) {
    this.problem = problem;
    this.budget = budget;
    most = new double[problem.size()][][];
    for (int node = problem.size() - 1; node >= 0; node--) {
      solve(node);
    }
  }

  /**
   * Plans a table.
   *
   * @param prefixes in any order, each once
   * @param budget most entries the table may have, at least the number of fixed prefixes
   */
  public static BudgetPlan plan(List<WeighedPrefix> prefixes, Worth worth, int budget) {
    ExactBudget exact = new ExactBudget(BudgetProblem.of(prefixes, worth, budget), budget);
    double value = at(exact.most[0][BudgetProblem.NEUTRAL], budget);
    return new BudgetPlan(exact.entries(), value, value);
  }

  private void solve(int node) {
    double[][] below = new double[BudgetProblem.TIERS][];
    int entries = 0;
    for (int answer = 0; answer < below.length; answer++) {
      below[answer] = sum(node, answer);
      entries = below[answer].length;
    }
    int width = Math.min(budget, entries) + 1;
    double[] withEntry = new double[width];
    for (int k = 0; k < width; k++) {
      withEntry[k] = Double.NEGATIVE_INFINITY;
      for (int tier = 0; tier < below.length && k > 0; tier++) {
        if (problem.allowsEntry(node, tier)) {
          withEntry[k] = Math.max(withEntry[k], at(below[tier], k - 1));
        }
      }
    }
    most[node] = new double[BudgetProblem.TIERS][width];
    for (int inherited = 0; inherited < below.length; inherited++) {
      for (int k = 0; k < width; k++) {
        double without =
            problem.allowsNone(node) ? at(below[inherited], k) : Double.NEGATIVE_INFINITY;
        most[node][inherited][k] = Math.max(without, withEntry[k]);
      }
    }
  }

  /** Returns the most a node and what is below are worth when the node answers so, by entries. */
  private double[] sum(int node, int answer) {
    double own = problem.worth(node, answer);
    double[] one = below(node, 0, answer);
    double[] other = below(node, 1, answer);
    double[] sum = new double[Math.min(budget, one.length + other.length - 2) + 1];
    for (int k = 0; k < sum.length; k++) {
      sum[k] = own + bestSplit(one, other, k, null);
    }
    return sum;
  }

  private double[] below(int node, int bit, int inherited) {
    int child = problem.child(node, bit);
    return child == PrefixTrie.NONE ? new double[1] : most[child][inherited];
  }

  /** Returns the most of two subtrees with k entries, and into {@code split} how many go left. */
  private static double bestSplit(double[] one, double[] other, int k, int[] split) {
    double best = Double.NEGATIVE_INFINITY;
    int from = Math.max(0, k - (other.length - 1));
    int to = Math.min(k, one.length - 1);
    for (int left = from; left <= to; left++) {
      double value = one[left] + other[k - left];
      if (value > best) {
        best = value;
        if (split != null) {
          split[0] = left;
        }
      }
    }
    return best;
  }

  private static double at(double[] byEntries, int k) {
    return byEntries[Math.min(k, byEntries.length - 1)];
  }

  private List<LabelledPrefix> entries() {
    List<LabelledPrefix> entries = new ArrayList<>();
    int[] inherited = new int[problem.size()];
    int[] left = new int[problem.size()];
    inherited[0] = BudgetProblem.NEUTRAL;
    left[0] = budget;
    for (int node = 0; node < problem.size(); node++) {
      int available = Math.min(left[node], most[node][0].length - 1);
      int tier = choice(node, inherited[node], available);
      int answer = tier == NONE ? inherited[node] : tier;
      if (tier != NONE) {
        entries.add(problem.entry(node, tier));
        available--;
      }
      spread(node, answer, available, inherited, left);
    }
    return entries;
  }

  /** Returns the tier of the entry at a node, or {@link #NONE}. */
  private int choice(int node, int inherited, int available) {
    double best =
        problem.allowsNone(node)
            ? at(sum(node, inherited, available), 0)
            : Double.NEGATIVE_INFINITY;
    int chosen = NONE;
    for (int place = 0; place < BudgetProblem.TIERS && available > 0; place++) {
      int tier = BudgetProblem.preferred(place);
      if (problem.allowsEntry(node, tier)) {
        double value = at(sum(node, tier, available - 1), 0);
        if (value > best) {
          best = value;
          chosen = tier;
        }
      }
    }
    return chosen;
  }

  private double[] sum(int node, int answer, int k) {
    double[] one = below(node, 0, answer);
    double[] other = below(node, 1, answer);
    int most = Math.min(k, one.length + other.length - 2);
    return new double[] {problem.worth(node, answer) + bestSplit(one, other, most, null)};
  }

  private void spread(int node, int answer, int available, int[] inherited, int[] left) {
    double[] one = below(node, 0, answer);
    double[] other = below(node, 1, answer);
    int k = Math.min(available, one.length + other.length - 2);
    int[] split = new int[1];
    bestSplit(one, other, k, split);
    for (int bit = 0; bit < 2; bit++) {
      int child = problem.child(node, bit);
      if (child != PrefixTrie.NONE) {
        inherited[child] = answer;
        left[child] = bit == 0 ? split[0] : k - split[0];
      }
    }
  }
}
