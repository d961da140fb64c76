package slash64.reputation;

import java.util.function.ToDoubleFunction;

/** What every node is expected to send before its own evidence is looked at, and how firmly. */
final class Expectations {
  // Keep a little doubt, or a network without one ham could never be believed to change.
  private static final double LEAST_SHARE = 0.002;
  // Bounds of the likeness of siblings: strengths of 1 to 32 messages.
  private static final double LEAST_LIKENESS = 0.03;
  private static final double MOST_LIKENESS = 0.5;
  private static final double CLEAR_SHARE = 0.02;

  private final Subtree tree;
  private final PooledEvidence pooled;
  private final ReputationSettings settings;
  private final double[] share;
  private final double[] strength;

  private Expectations(
      Subtree tree,
      PooledEvidence pooled,
      ReputationSettings settings,
      ToDoubleFunction<Level> expected) {
    this.tree = tree;
    this.pooled = pooled;
    this.settings = settings;
    share = new double[tree.size()];
    strength = new double[tree.size()];
    Likeness likeness = new Likeness();
    for (int node = 0; node < tree.size(); node++) {
      boolean isRoot = tree.parent(node) == Subtree.NONE;
      share[node] =
          isRoot ? expected.applyAsDouble(tree.level(node)) : shareWithout(node, tree.parent(node));
      double own = 1 / (1 + settings.of(tree.level(node)).strength());
      double correlation = isRoot ? own : likeness.without(node, tree.parent(node), own);
      strength[node] = 1 / correlation - 1;
    }
  }

  static Expectations of(
      Subtree tree,
      PooledEvidence pooled,
      ReputationSettings settings,
      ToDoubleFunction<Level> expected) {
    return new Expectations(tree, pooled, settings, expected);
  }

  /** Returns the parent's share when this node's part is taken out of it. */
  private double shareWithout(int node, int parent) {
    double spam = Math.max(0, pooled.spam(parent) - pooled.spamInParent(node));
    double ham = Math.max(0, pooled.ham(parent) - pooled.hamInParent(node));
    LevelSettings level = settings.of(tree.level(parent));
    double against = level.strength() * share[parent];
    double inFavour = level.strength() - against;
    double trueSpam = settings.noise().trueSpam(spam, ham, against, inFavour);
    double mean = (trueSpam + against) / (spam + ham + level.strength());
    double least = Math.max(LEAST_SHARE, level.floor());
    return Math.min(1 - LEAST_SHARE, Math.max(least, mean));
  }

  /** Returns the spam share expected of a node, within 0 to 1. */
  double share(int node) {
    return share[node];
  }

  /** Returns how many messages of evidence that expectation is worth. */
  double strength(int node) {
    return strength[node];
  }

  /**
   * How alike the children of each parent are: the intraclass correlation of their spam shares. One
   * over (1 + strength) of a beta distribution that the children's shares are drawn from.
   */
  private final class Likeness {
    private final double[] mass = new double[tree.size()];
    private final double[] spam = new double[tree.size()];
    private final double[] chiSquare = new double[tree.size()];

    Likeness() {
      for (int node = 0; node < tree.size(); node++) {
        int parent = tree.parent(node);
        if (parent != Subtree.NONE) {
          spam[parent] += pooled.spamInParent(node);
          mass[parent] += massInParent(node);
        }
      }
      for (int node = 0; node < tree.size(); node++) {
        if (tree.parent(node) != Subtree.NONE) {
          chiSquare[tree.parent(node)] += distance(node);
        }
      }
    }

    /** A node's term of Pearson's chi-square against its parent's mean. */
    private double distance(int node) {
      int parent = tree.parent(node);
      double own = massInParent(node);
      if (own == 0) {
        return 0;
      }
      double mean = spam[parent] / mass[parent];
      double clear = Math.min(1 - CLEAR_SHARE, Math.max(CLEAR_SHARE, mean));
      double apart = pooled.spamInParent(node) / own - mean;
      return own * apart * apart / (clear * (1 - clear));
    }

    private double massInParent(int node) {
      return pooled.spamInParent(node) + pooled.hamInParent(node);
    }

    /**
     * With shares of correlation r and masses n, chi-square of J siblings is expected to be about J
     * - 1 + r (sum of n - J). Solved for r, with the default as so many messages' worth of it.
     */
    double without(int node, int parent, double own) {
      int siblings = tree.listedChildren(parent) - 1;
      if (siblings < 2) {
        return own;
      }
      double excess = chiSquare[parent] - distance(node) - (siblings - 1);
      double room = Math.max(0, mass[parent] - massInParent(node) - siblings);
      double weight = settings.likeness();
      double correlation = (Math.max(0, excess) + weight * own) / (room + weight);
      return Math.min(MOST_LIKENESS, Math.max(LEAST_LIKENESS, correlation));
    }
  }
}
