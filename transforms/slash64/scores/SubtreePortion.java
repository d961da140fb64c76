package slash64.scores;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import slash64.baseline.BaselineSettings;
import slash64.baseline.Deviation;
import slash64.baseline.Thresholds;
import slash64.policy.PolicySettings;
import slash64.reputation.Census;
import slash64.reputation.ReputationSettings;

/**
 * A whole subtree, or a part of a giant one below its top.
 *
 * @param nodes in tree order
 */
record SubtreePortion(int day, List<Node> nodes, SubtreeDay subtree, Optional<GiantTop> top)
    implements Portion {

  static SubtreePortion whole(List<Node> nodes, int day) {
    return new SubtreePortion(day, nodes, new SubtreeDay(nodes, day), Optional.empty());
  }

  static SubtreePortion below(GiantTop top, List<Node> nodes, int day) {
    return new SubtreePortion(
        day, nodes, SubtreeDay.ofPart(nodes, day, top.wider()), Optional.of(top));
  }

  @Override
  public void count(Census census, ReputationSettings settings) {
    subtree.count(census, settings, top.isEmpty() || !top.get().hasRoot());
  }

  @Override
  public List<Deviation> deviations() {
    return subtree.deviations();
  }

  @Override
  public Iterator<Row> outcomes(
      BaselineSettings baselines, Thresholds thresholds, PolicySettings policy) {
    SubtreeDay.Above above =
        top.map(around -> around.above(nodes.get(0).prefix, baselines, thresholds, policy))
            .orElse(SubtreeDay.Above.NOTHING);
    return new SubtreeOutcomes(
        day, nodes, subtree.newChildren(), subtree.decide(baselines, thresholds, policy, above));
  }
}
