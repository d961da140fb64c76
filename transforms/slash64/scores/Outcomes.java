package slash64.scores;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.baseline.Alert;
import slash64.baseline.BaselineSettings;
import slash64.baseline.PrefixState;
import slash64.baseline.SubtreeNight;
import slash64.baseline.Thresholds;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.PolicySettings;
import slash64.reputation.Evidence;
import slash64.reputation.Reputation;
import slash64.reputation.ScoredNode;

/** Second pass: decides every subtree and turns what comes of it into rows. */
record Outcomes(int day, BaselineSettings baselines, Thresholds thresholds, PolicySettings policy)
    implements MapPartitionsFunction<Row, Row> {

  /** The columns of all tables that a night's scoring fills, and for which of them a row is. */
  static final StructType SCHEMA = schema();

  /** Evidence below this is not worth a row: half a message three weeks ago. */
  private static final double LEAST_MASS = 0.1;

  private static StructType schema() {
    StructType schema =
        new StructType()
            .add("has_state", DataTypes.BooleanType, false)
            .add("has_score", DataTypes.BooleanType, false)
            .add("is_alert", DataTypes.BooleanType, false)
            .add("is_entry", DataTypes.BooleanType, false);
    List<String> known = new ArrayList<>(List.of("day"));
    for (StructType table :
        List.of(PrefixStates.SCHEMA, PrefixScores.SCHEMA, Alerts.SCHEMA, Policies.SCHEMA)) {
      for (var field : table.fields()) {
        if (!known.contains(field.name())) {
          known.add(field.name());
          schema = schema.add(field.name(), field.dataType(), true);
        }
      }
    }
    return schema;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    Subtrees subtrees = new Subtrees(rows, day);
    return new Iterator<>() {
      private Iterator<Row> current = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!current.hasNext() && subtrees.hasNext()) {
          current = rows(subtrees.next()).iterator();
        }
        return current.hasNext();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return current.next();
      }
    };
  }

  private List<Row> rows(List<Node> nodes) {
    SubtreeDay subtree = new SubtreeDay(nodes, day);
    SubtreeDay.Result result = subtree.decide(baselines, thresholds, policy);
    int[] newChildren = subtree.newChildren();
    Map<Prefix, SubtreeNight.Outcome> baselineOf = new HashMap<>();
    result.baseline().outcomes().forEach(outcome -> baselineOf.put(outcome.prefix(), outcome));
    Map<Prefix, PolicyEntry> entryOf = new HashMap<>();
    result.entries().forEach(entry -> entryOf.put(entry.prefix(), entry));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      PolicyEntry entry = entryOf.get(node.prefix);
      OutcomeRow row = node(node, result.scored().get(i), baselineOf.get(node.prefix), entry);
      if (row != null) {
        row.set("new_children", (long) newChildren[i]);
        rows.add(row.row());
      }
    }
    result.baseline().alerts().forEach(alert -> rows.add(alert(alert)));
    return rows;
  }

  private OutcomeRow node(
      Node node, ScoredNode scored, SubtreeNight.Outcome outcome, PolicyEntry entry) {
    Reputation reputation = scored.reputation();
    Evidence carry = reputation.carry();
    PrefixState next = outcome == null ? node.state() : outcome.next();
    boolean isFollowed = node.hasBaseline() && !next.isForgotten(day);
    boolean hasState = carry.mass() >= LEAST_MASS || isFollowed || entry != null;
    boolean hasScore = node.isActive || entry != null;
    if (!hasState && !hasScore) {
      return null; // forgotten
    }
    OutcomeRow row = new OutcomeRow();
    row.set("has_state", hasState);
    row.set("has_score", hasScore);
    row.set("is_entry", entry != null);
    prefix(row, node.prefix);
    row.set("spam", carry.spam());
    row.set("ham", carry.ham());
    row.set("evidence_day", carry.day());
    row.set("baseline", isFollowed ? next.toBytes() : null);
    row.set("transactions", node.transactions);
    row.set("spam_share", reputation.mean());
    row.set("spam_share_low", reputation.lower());
    row.set("spam_share_high", reputation.upper());
    row.set("spam_share_around", reputation.expected());
    row.set("changed", reputation.changed());
    row.set("score", entry == null ? reputation.score() : entry.score());
    if (outcome != null) {
      if (outcome.deviation().volume() != null) {
        row.set("expected_transactions", outcome.deviation().expected());
      }
      row.set("volume_log_p", finite(outcome.deviation().volumeLogP()));
      row.set("content_log_p", finite(outcome.deviation().contentLogP()));
    }
    if (entry != null) {
      row.set("tier", entry.tier().word());
      row.set("reason", entry.reason());
      row.set("confidence", entry.confidence());
      row.set("expires", entry.expires());
      row.set("evidence", entry.evidence());
    }
    return row;
  }

  private static Double finite(double value) {
    return Double.isNaN(value) ? null : (Double) Math.max(value, -1e6);
  }

  private static void prefix(OutcomeRow row, Prefix prefix) {
    row.set("prefix", prefix.toString());
    row.set("prefix_key", prefix.key());
    row.set("prefix_high", prefix.high());
    row.set("prefix_low", prefix.low());
    row.set("bits", prefix.length());
  }

  private static Row alert(Alert alert) {
    OutcomeRow row = new OutcomeRow();
    row.set("is_alert", true);
    if (alert.prefix() != null) {
      prefix(row, alert.prefix());
    }
    row.set("kind", alert.kind().label());
    row.set("severity", alert.severity().label());
    row.set("expected", alert.expected());
    row.set("observed", alert.observed());
    row.set("since", alert.since());
    row.set("is_new", alert.isNew());
    row.set("reason", alert.reason());
    row.set("advice", alert.advice());
    row.set("evidence", alert.evidence());
    return row.row();
  }
}
