package slash64.scores;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import slash64.baseline.BaselineSettings;
import slash64.baseline.Deviation;
import slash64.baseline.Thresholds;
import slash64.policy.PolicySettings;
import slash64.reputation.Census;
import slash64.reputation.ReputationSettings;

/** What is scored in one go: a subtree, one /48 of a giant one, or what is around those. */
interface Portion {
  /** Adds what its prefixes say of the site as a whole. */
  void count(Census census, ReputationSettings settings);

  /** Returns the deviations of the prefixes whose past is followed and that sent on the day. */
  List<Deviation> deviations();

  /** Returns rows of {@link Outcomes#SCHEMA}, each made when it is asked for. */
  Iterator<Row> outcomes(BaselineSettings baselines, Thresholds thresholds, PolicySettings policy);
}
