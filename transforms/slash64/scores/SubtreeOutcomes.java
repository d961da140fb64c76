package slash64.scores;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import slash64.baseline.Alert;
import slash64.baseline.PrefixState;
import slash64.baseline.SubtreeNight;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.SubtreePolicy;
import slash64.reputation.Evidence;
import slash64.reputation.Reputation;
import slash64.reputation.ScoredNode;
import slash64.rows.LookAhead;

/**
 * The rows of {@link Outcomes#SCHEMA} of one subtree: of its nodes in their order, then of its
 * alerts. Each is made when it is asked for, since all those of a giant subtree would fill the
 * memory.
 */
final class SubtreeOutcomes extends LookAhead<Row> {
  /** Evidence below this is not worth a row: half a message three weeks ago. */
  private static final double LEAST_MASS = 0.1;

  private final int day;
  private final List<Node> nodes;
  private final int[] newChildren;
  private final List<ScoredNode> scored;
  private final List<SubtreePolicy.Finding> findings;
  private final List<SubtreeNight.Outcome> outcomes;
  private final Iterator<Alert> alerts;
  private final Map<Prefix, PolicyEntry> entries = new HashMap<>();
  private int node;
  private int outcome;

  /**
   * @param newChildren of each node
   * @param result what the night decided of these nodes
   */
  SubtreeOutcomes(int day, List<Node> nodes, int[] newChildren, SubtreeDay.Result result) {
    this.day = day;
    this.nodes = nodes;
    this.newChildren = newChildren;
    this.scored = result.scored();
    this.findings = result.decision().findings();
    this.outcomes = result.baseline().outcomes();
    this.alerts = result.baseline().alerts().iterator();
    result.decision().entries().forEach(entry -> entries.put(entry.prefix(), entry));
  }

  @Override
  protected Row find() {
    while (node < nodes.size()) {
      OutcomeRow row = row(node);
      if (row != null) {
        row.set("new_children", (long) newChildren[node]);
        SubtreePolicy.Finding finding = findings.get(node++);
        row.set("wanted", finding.wanted().word());
        row.set("limited_by", finding.limit());
        return row.row();
      }
      node++;
    }
    if (outcome < outcomes.size()) {
      throw new IllegalStateException(
          "Outcomes are not in the order of their prefixes, from %s on"
              .formatted(outcomes.get(outcome).prefix()));
    }
    return alerts.hasNext() ? alert(alerts.next()) : null;
  }

  private OutcomeRow row(int i) {
    Node at = nodes.get(i);
    return node(at, scored.get(i), outcome(at.prefix), entries.get(at.prefix));
  }

  /** Returns what the day made of a prefix, null if it was silent; they come in the same order. */
  private SubtreeNight.Outcome outcome(Prefix prefix) {
    boolean wasHeard = outcome < outcomes.size() && outcomes.get(outcome).prefix().equals(prefix);
    return wasHeard ? outcomes.get(outcome++) : null;
  }

  /** Returns the row of one node; null if nothing of it is worth keeping. */
  private OutcomeRow node(
      Node node, ScoredNode scored, SubtreeNight.Outcome outcome, PolicyEntry entry) {
    Reputation reputation = scored.reputation();
    Evidence carry = reputation.carry();
    // That of a silent prefix stays as it is, and is not even read.
    byte[] baseline = outcome == null ? node.baseline : outcome.next().toBytes();
    boolean isFollowed =
        node.hasBaseline() && baseline != null && !PrefixState.isForgotten(baseline, day);
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
    row.set("evidence_days", carry.days());
    row.set("former_ham", carry.former() == 0 ? null : (Double) carry.former());
    row.set("baseline", isFollowed ? baseline : null);
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
