package slash64.explain;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import slash64.lake.Together;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/** What the tables say on one day of a prefix, of those around it and of those inside. */
final class Answers {
  /** Rows of {@code prefix_activity} of the counted prefixes, by key. */
  Map<String, Row> activity;

  /** Rows of {@code prefix_scores} of the counted prefixes, by key. */
  Map<String, Row> scores;

  /** Entries of the policy that hold all of it, the longest last. */
  List<PolicyEntry> covering;

  /** Entries of the full policy of the counted prefixes, the longest last. */
  List<PolicyEntry> labels;

  /** How many entries of the policy lie inside, by tier. */
  Map<Tier, Long> inside;

  /** Alerts of the week, the latest first. */
  List<PrefixAlert> alerts;

  private Answers() {}

  /** Asks all at once: an answer is mostly Spark's planning, which takes one processor. */
  static Answers of(EvidenceQuery query, Prefix asked, List<Prefix> counted, int mostAlerts) {
    Answers found = new Answers();
    Together.run(
        () -> found.activity = query.activity(counted),
        () -> found.scores = query.scores(counted),
        () -> found.covering = query.covering(asked),
        () -> found.labels = query.labels(counted),
        () -> found.inside = query.inside(asked),
        () -> found.alerts = query.alerts(asked, mostAlerts));
    return found;
  }
}
