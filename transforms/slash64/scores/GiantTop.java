package slash64.scores;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import slash64.baseline.BaselineSettings;
import slash64.baseline.DayActivity;
import slash64.baseline.Deviation;
import slash64.baseline.Neighbours;
import slash64.baseline.SubtreeNight;
import slash64.baseline.Thresholds;
import slash64.net.Prefix;
import slash64.policy.PolicySettings;
import slash64.policy.SubtreePolicy;
import slash64.reputation.Census;
import slash64.reputation.Reputation;
import slash64.reputation.ReputationSettings;
import slash64.reputation.ScoredNode;

/**
 * The wide prefixes of a giant subtree: its /32 and its /48, as if nothing were known of what is
 * inside the latter but their sums. It tells what it says of its /32, and each /48 what is around
 * it. All tasks that score parts of the subtree make it anew, from the same rows; so what comes out
 * does not depend on how many there are.
 *
 * <p>In a subtree that is scored whole, the /32 sees through its /48: good senders inside a bad /48
 * are taken out of what an action on the /32 would hit, how its networks come and send alike may
 * alarm, an event of many /48 is told once, and how alike the /48 are says how firmly one is
 * expected to be like them. Here each /48 stands for what it holds, the /32 of a giant does not
 * alarm for its networks, and remembers nothing of them, and how alike the /48 are is as the
 * settings have it.
 */
final class GiantTop implements Portion {
  /** Length of the prefixes that a giant subtree is cut at. */
  static final int CUT = 48;

  private final int day;
  private final List<Node> nodes;
  private final Neighbours.Wider wider;
  private final SubtreeDay subtree;
  private SubtreeDay.Result decided;
  private Map<Prefix, Reputation> reputations;

  /**
   * @param nodes the /32 and its /48 in tree order
   * @param sample states of narrower prefixes
   */
  GiantTop(List<Node> nodes, List<Node> sample, int day) {
    this.day = day;
    this.nodes = nodes;
    List<Neighbours.Known> parts =
        nodes.stream().filter(node -> node.prefix.length() == CUT).map(GiantTop::silent).toList();
    List<Neighbours.Known> known =
        Stream.concat(nodes.stream(), sample.stream()).map(GiantTop::silent).toList();
    this.wider = Neighbours.wider(day, parts, known);
    this.subtree = SubtreeDay.ofTop(nodes, day, wider);
  }

  private static Neighbours.Known silent(Node node) {
    return node.known(DayActivity.NONE);
  }

  /** Returns whether there is a prefix around all others. */
  boolean hasRoot() {
    return !nodes.isEmpty() && nodes.get(0).prefix.length() < CUT;
  }

  Neighbours.Wider wider() {
    return wider;
  }

  @Override
  public void count(Census census, ReputationSettings settings) {
    if (hasRoot()) {
      subtree.count(0, true, census, settings);
    }
  }

  @Override
  public List<Deviation> deviations() {
    return subtree.deviations().stream().filter(deviation -> isRoot(deviation.prefix())).toList();
  }

  @Override
  public Iterator<Row> outcomes(
      BaselineSettings baselines, Thresholds thresholds, PolicySettings policy) {
    decide(baselines, thresholds, policy);
    int told = hasRoot() ? 1 : 0;
    SubtreePolicy.Decision decision = decided.decision();
    SubtreeNight.Result baseline =
        new SubtreeNight.Result(
            decided.baseline().outcomes().stream().filter(one -> isRoot(one.prefix())).toList(),
            decided.baseline().alerts().stream().filter(one -> isRoot(one.prefix())).toList());
    SubtreeDay.Result ofRoot =
        new SubtreeDay.Result(
            baseline,
            decided.scored().subList(0, told),
            new SubtreePolicy.Decision(
                decision.entries().stream().filter(one -> isRoot(one.prefix())).toList(),
                decision.findings().subList(0, told),
                decision.inFirst()));
    return new SubtreeOutcomes(day, nodes.subList(0, told), subtree.newChildren(), ofRoot);
  }

  /** Returns what was decided around a part, given by its first prefix. */
  SubtreeDay.Above above(
      Prefix part, BaselineSettings baselines, Thresholds thresholds, PolicySettings policy) {
    decide(baselines, thresholds, policy);
    Reputation own = reputations.get(part);
    OptionalDouble expected = OptionalDouble.empty();
    if (own != null) {
      expected = OptionalDouble.of(own.expected());
    } else if (hasRoot()) { // nothing is known of the /48 itself
      expected = OptionalDouble.of(decided.scored().get(0).reputation().mean());
    }
    boolean isWithinAlert =
        decided.baseline().alerts().stream().anyMatch(alert -> isRoot(alert.prefix()));
    return new SubtreeDay.Above(
        expected,
        hasRoot() ? decided.decision().inFirst() : SubtreePolicy.Around.NOTHING,
        isWithinAlert);
  }

  private boolean isRoot(Prefix prefix) {
    return hasRoot() && nodes.get(0).prefix.equals(prefix);
  }

  private void decide(BaselineSettings baselines, Thresholds thresholds, PolicySettings policy) {
    if (decided == null) {
      decided = subtree.decide(baselines, thresholds, policy);
      reputations = new HashMap<>();
      for (ScoredNode node : decided.scored()) {
        reputations.put(node.evidence().prefix(), node.reputation());
      }
    }
  }
}
