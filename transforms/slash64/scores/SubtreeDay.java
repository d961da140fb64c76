package slash64.scores;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import slash64.baseline.BaselineSettings;
import slash64.baseline.Children;
import slash64.baseline.DayActivity;
import slash64.baseline.Debut;
import slash64.baseline.Deviation;
import slash64.baseline.Neighbours;
import slash64.baseline.Parts;
import slash64.baseline.SubtreeNight;
import slash64.baseline.Thresholds;
import slash64.net.Prefix;
import slash64.policy.PolicySettings;
import slash64.policy.SubtreePolicy;
import slash64.policy.Tier;
import slash64.reputation.Census;
import slash64.reputation.EvidenceWeights;
import slash64.reputation.NodeEvidence;
import slash64.reputation.Reputation;
import slash64.reputation.ReputationSettings;
import slash64.reputation.ScoredNode;
import slash64.reputation.SubtreeScorer;

/**
 * One day of one subtree, or of a part of one: from its nodes to deviations, reputations, alerts
 * and policy entries. A pure function of the nodes, the day, the settings and what is around; knows
 * nothing of Spark.
 */
final class SubtreeDay {
  private final int day;
  private final boolean hasParts;
  private final List<Node> nodes;
  private final int[] parents;
  private final SubtreeNight night;

  /**
   * @param nodes in tree order, each prefix once
   * @param day days since 1970-01-01
   */
  SubtreeDay(List<Node> nodes, int day) {
    this(nodes, day, true, Neighbours.Wider.NONE);
  }

  private SubtreeDay(List<Node> nodes, int day, boolean hasParts, Neighbours.Wider wider) {
    this.day = day;
    this.hasParts = hasParts;
    this.nodes = nodes;
    this.parents = parents(nodes);
    this.night = SubtreeNight.score(day, entries(wider));
  }

  /** Returns the day of a part of a giant subtree. */
  static SubtreeDay ofPart(List<Node> nodes, int day, Neighbours.Wider wider) {
    return new SubtreeDay(nodes, day, true, wider);
  }

  /** Returns the day of the wide prefixes of a giant subtree, whose networks are not among them. */
  static SubtreeDay ofTop(List<Node> nodes, int day, Neighbours.Wider wider) {
    return new SubtreeDay(nodes, day, false, wider);
  }

  /** Returns the deviations of the prefixes whose past is followed and that sent on the day. */
  List<Deviation> deviations() {
    return night.deviations();
  }

  /**
   * Returns for each node how many of its children sent on the day and carry no state from before:
   * never heard, or long forgotten. Addresses without a row of their own are not among them.
   */
  int[] newChildren() {
    int[] counts = new int[nodes.size()];
    for (int i = 0; i < counts.length; i++) {
      Node node = nodes.get(i);
      if (node.isActive && !node.hasState && parents[i] >= 0) {
        counts[parents[i]]++; // the next level: what holds an active prefix is active at each level
      }
    }
    return counts;
  }

  /**
   * All that comes of a subtree's day.
   *
   * @param scored in the order of the nodes
   */
  record Result(
      SubtreeNight.Result baseline, List<ScoredNode> scored, SubtreePolicy.Decision decision) {}

  /**
   * What was decided around a part of a subtree.
   *
   * @param expected spam share expected of the part, 0 to 1; none where nothing is around it
   */
  record Above(OptionalDouble expected, SubtreePolicy.Around around, boolean isWithinAlert) {
    static final Above NOTHING =
        new Above(OptionalDouble.empty(), SubtreePolicy.Around.NOTHING, false);
  }

  /** Decides, knowing what the whole night makes of chance. */
  Result decide(BaselineSettings baselines, Thresholds thresholds, PolicySettings policy) {
    return decide(baselines, thresholds, policy, Above.NOTHING);
  }

  /** Decides a part, knowing besides what was decided around it. */
  Result decide(
      BaselineSettings baselines, Thresholds thresholds, PolicySettings policy, Above above) {
    List<NodeEvidence> evidence = evidence(policy.reputation().weights());
    Map<Prefix, Tier> lastTiers = new HashMap<>();
    for (Node node : nodes) {
      if (node.lastTier != null) {
        lastTiers.put(node.prefix, node.lastTier);
      }
    }
    SubtreeScorer scorer = new SubtreeScorer(policy.reputation());
    List<Reputation> reputations =
        above.expected().isPresent()
            ? scorer.score(evidence, above.expected().getAsDouble())
            : scorer.score(evidence);
    List<ScoredNode> scored = new ArrayList<>(nodes.size());
    for (int i = 0; i < evidence.size(); i++) {
      scored.add(new ScoredNode(evidence.get(i), reputations.get(i)));
    }
    SubtreePolicy.Decision decision =
        new SubtreePolicy(policy)
            .decide(
                scored,
                prefix -> lastTiers.getOrDefault(prefix, Tier.NEUTRAL),
                LocalDate.ofEpochDay(day),
                above.around());
    return new Result(night.judge(baselines, thresholds, above.isWithinAlert()), scored, decision);
  }

  private List<NodeEvidence> evidence(EvidenceWeights weights) {
    List<NodeEvidence> evidence = new ArrayList<>(nodes.size());
    for (Node node : nodes) {
      evidence.add(
          new NodeEvidence(node.prefix, node.carried, node.today(weights, day), node.children));
    }
    return evidence;
  }

  /**
   * Adds what the prefixes say of the site as a whole.
   *
   * @param hasRoots whether what lies in no other node lies in no other prefix either
   */
  void count(Census census, ReputationSettings settings, boolean hasRoots) {
    for (int i = 0; i < nodes.size(); i++) {
      count(i, hasRoots && parents[i] < 0, census, settings);
    }
  }

  /**
   * Adds what one of the nodes says.
   *
   * @param isRoot whether there is no prefix around it
   */
  void count(int i, boolean isRoot, Census census, ReputationSettings settings) {
    Node node = nodes.get(i);
    census.add(
        new NodeEvidence(
            node.prefix, node.carried, node.today(settings.weights(), day), node.children),
        isRoot,
        settings);
    census.addVerdicts(node.prefix, node.judgedSpam, node.ham);
  }

  private List<SubtreeNight.Entry> entries(Neighbours.Wider wider) {
    Parts[] parts = parts();
    List<Neighbours.Known> known = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (node.hasBaseline()) {
        known.add(node.known(node.isActive ? activity(node, parts[i]) : DayActivity.NONE));
      }
    }
    return Neighbours.entries(day, known, wider);
  }

  private DayActivity activity(Node node, Parts parts) {
    long messages = Math.max(node.transactions, node.spam + node.ham);
    Children children = parts == null ? Children.NONE : parts.children(partsOf(node));
    return DayActivity.ofMessages(messages)
        .withVerdicts(node.spam, node.ham, Math.min(node.rejects, messages))
        .withContent(node.content)
        .withChildren(children, parts == null ? Debut.NONE : parts.debut());
  }

  /** Addresses beyond the listed ones are counted where addresses are the parts. */
  private static long partsOf(Node node) {
    boolean hasAddresses = node.prefix.length() >= 64;
    return hasAddresses ? node.children : 0;
  }

  /** Returns the position of the nearest node around each, -1 for none. */
  private static int[] parents(List<Node> nodes) {
    int[] parents = new int[nodes.size()];
    for (int i = 0; i < parents.length; i++) {
      int parent = i - 1;
      while (parent >= 0 && !nodes.get(parent).prefix.contains(nodes.get(i).prefix)) {
        parent = parents[parent];
      }
      parents[i] = parent;
    }
    return parents;
  }

  private Parts[] parts() {
    Parts[] parts = new Parts[nodes.size()];
    if (!hasParts) {
      return parts;
    }
    for (int i = 0; i < parts.length; i++) {
      Node node = nodes.get(i);
      boolean isAddress = node.prefix.length() == 128;
      boolean isNetwork = node.prefix.length() == 64;
      if (!node.isActive || (!isAddress && !isNetwork)) {
        continue;
      }
      for (int above = parents[i]; above >= 0; above = parents[above]) {
        boolean isItsPart = isAddress == nodes.get(above).prefix.length() >= 64;
        if (isItsPart) {
          if (parts[above] == null) {
            parts[above] = new Parts();
          }
          parts[above].add(
              node.transactions, !node.hasState, node.isBad(), node.isRandom, node.likeness);
        }
      }
    }
    return parts;
  }
}
