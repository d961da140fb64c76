package slash64.reputation;

/**
 * The evidence that counts for each node: an address's own, or what the children say, each with its
 * limited voice, and what no listed child accounts for. Four masses a node, past and today's apart,
 * so that a node whose conduct changed can let go of its past.
 */
final class PooledEvidence {
  private static final int PAST_SPAM = 0;
  private static final int PAST_HAM = 1;
  private static final int SPAM = 2;
  private static final int HAM = 3;
  private static final int MASSES = 4;

  private final Subtree tree;
  private final ReputationSettings settings;
  // Four masses a node: all it weighs, what it says to its parent, what its children have said, and
  // what they weigh in messages.
  private final double[] weight;
  private final double[] said;
  private final double[] heard;
  private final double[] accounted;
  private final double[] changed;

  private PooledEvidence(Subtree tree, ReputationSettings settings) {
    this.tree = tree;
    this.settings = settings;
    weight = new double[MASSES * tree.size()];
    said = new double[MASSES * tree.size()];
    heard = new double[MASSES * tree.size()];
    accounted = new double[MASSES * tree.size()];
    changed = new double[tree.size()];
    double[] own = new double[MASSES];
    for (int node = tree.size() - 1; node >= 0; node--) {
      readOwn(node, own);
      weigh(node, own);
      forgetPast(node);
      speak(node, own);
    }
  }

  static PooledEvidence of(Subtree tree, ReputationSettings settings) {
    return new PooledEvidence(tree, settings);
  }

  private void readOwn(int node, double[] own) {
    NodeEvidence evidence = tree.node(node);
    Evidence past = settings.decay().at(evidence.carried(), evidence.today().day());
    own[PAST_SPAM] = past.spam();
    own[PAST_HAM] = past.ham();
    own[SPAM] = evidence.today().spam();
    own[HAM] = evidence.today().ham();
  }

  private void weigh(int node, double[] own) {
    int at = MASSES * node;
    boolean isLeaf = tree.listedChildren(node) == 0;
    double senders = tree.level(node).isAddress() ? 1 : tree.unlistedChildren(node);
    for (int kind = 0; kind < MASSES; kind++) {
      weight[at + kind] = isLeaf ? own[kind] : Math.max(0, own[kind] - accounted[at + kind]);
    }
    double room = senders * settings.saturation();
    saturate(at + PAST_SPAM, room);
    saturate(at + SPAM, room);
    if (!tree.level(node).isAddress()) {
      Level sender = tree.level(node).isIpv4() ? Level.IPV4_32 : Level.IPV6_128;
      limit(at, senders * settings.of(sender).voice());
    }
    for (int kind = 0; kind < MASSES; kind++) {
      weight[at + kind] += heard[at + kind];
    }
  }

  /** Bends the two masses from {@code at} so that together they stay below {@code room}. */
  private void saturate(int at, double room) {
    double factor = 1 / (1 + (weight[at] + weight[at + 1]) / room);
    weight[at] *= factor;
    weight[at + 1] *= factor;
  }

  private void limit(int at, double most) {
    double factor = voice(weight, at, most);
    for (int kind = 0; kind < MASSES; kind++) {
      weight[at + kind] *= factor;
    }
  }

  private static double voice(double[] masses, int at, double most) {
    double sum = masses[at] + masses[at + 1] + masses[at + 2] + masses[at + 3];
    return sum > most ? most / sum : 1;
  }

  private void forgetPast(int node) {
    int at = MASSES * node;
    changed[node] =
        Conduct.changed(
            settings,
            weight[at + PAST_SPAM],
            weight[at + PAST_HAM],
            weight[at + SPAM],
            weight[at + HAM]);
    weight[at + PAST_SPAM] *= 1 - changed[node];
    weight[at + PAST_HAM] *= 1 - changed[node];
  }

  private void speak(int node, double[] own) {
    int parent = tree.parent(node);
    if (parent == Subtree.NONE) {
      return;
    }
    int at = MASSES * node;
    double factor = voice(weight, at, settings.of(tree.level(node)).voice());
    for (int kind = 0; kind < MASSES; kind++) {
      said[at + kind] = factor * weight[at + kind];
      heard[MASSES * parent + kind] += said[at + kind];
      accounted[MASSES * parent + kind] += own[kind];
    }
  }

  /** Returns the mass against the node that counts. */
  double spam(int node) {
    return weight[MASSES * node + PAST_SPAM] + weight[MASSES * node + SPAM];
  }

  /** Returns the mass for the node that counts. */
  double ham(int node) {
    return weight[MASSES * node + PAST_HAM] + weight[MASSES * node + HAM];
  }

  /** Returns the part of the parent's {@link #spam} that comes from this node. */
  double spamInParent(int node) {
    return inParent(node, PAST_SPAM, SPAM);
  }

  /** Returns the part of the parent's {@link #ham} that comes from this node. */
  double hamInParent(int node) {
    return inParent(node, PAST_HAM, HAM);
  }

  private double inParent(int node, int past, int today) {
    double believed = 1 - changed[tree.parent(node)];
    return believed * said[MASSES * node + past] + said[MASSES * node + today];
  }

  /** Returns the probability that the node's conduct changed today. */
  double changed(int node) {
    return changed[node];
  }
}
