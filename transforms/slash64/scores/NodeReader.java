package slash64.scores;

import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import slash64.baseline.Feature;
import slash64.baseline.Histograms;
import slash64.baseline.Likeness;
import slash64.feedback.FeedbackKind;
import slash64.feedback.FeedbackLevels;
import slash64.net.Prefix;
import slash64.policy.Tier;
import slash64.reputation.DayCounts;
import slash64.reputation.Evidence;

/** Reads rows of {@link NodeRows}; where a column stands is looked up once. */
final class NodeReader {
  /** Rows that make up one list of nodes. */
  enum Group {
    SUBTREE,
    TOP,
    PART
  }

  private final int root;
  private final int high;
  private final int low;
  private final int bits;
  private final int part;
  private final int bucket;
  private final int isTop;
  private final int transactions;
  private final int messages;
  private final int spam;
  private final int ham;
  private final int unscanned;
  private final int unscannedInbound;
  private final int rejects;
  private final int authFailures;
  private final int customersBounced;
  private final int children;
  private final int unknownUser;
  private final int blocklist;
  private final int contentRefused;
  private final int random;
  private final Feature[] features;
  private final int[] cells;
  private final int[] rests;
  private final int stateSpam;
  private final int stateHam;
  private final int evidenceDay;
  private final int evidenceDays;
  private final int former;
  private final int tier;
  private final int baseline;
  private final int complaints;
  private final int traps;
  private final int bounces;

  NodeReader(StructType schema) {
    root = schema.fieldIndex("root");
    high = schema.fieldIndex("prefix_high");
    low = schema.fieldIndex("prefix_low");
    bits = schema.fieldIndex("bits");
    part = schema.fieldIndex(NodeRows.PART);
    bucket = schema.fieldIndex(Giants.BUCKET);
    isTop = schema.fieldIndex(Giants.IS_TOP);
    transactions = schema.fieldIndex("day_transactions");
    messages = schema.fieldIndex("day_messages");
    spam = schema.fieldIndex("day_spam");
    ham = schema.fieldIndex("day_ham");
    unscanned = schema.fieldIndex("day_unscanned");
    unscannedInbound = schema.fieldIndex("day_unscanned_inbound");
    rejects = schema.fieldIndex("day_rejects");
    authFailures = schema.fieldIndex("day_auth_failures");
    customersBounced = schema.fieldIndex("day_customers_bounced");
    children = schema.fieldIndex("day_children");
    unknownUser = schema.fieldIndex("day_unknown_user");
    blocklist = schema.fieldIndex("day_blocklist");
    contentRefused = schema.fieldIndex("day_content");
    random = schema.fieldIndex("random_identifiers");
    features = NodeRows.CELLS.keySet().toArray(Feature[]::new);
    cells = new int[features.length];
    rests = new int[features.length];
    for (int i = 0; i < features.length; i++) {
      cells[i] = schema.fieldIndex(NodeRows.CELLS.get(features[i]) + "_cells");
      rests[i] = schema.fieldIndex(NodeRows.CELLS.get(features[i]) + "_rest");
    }
    stateSpam = schema.fieldIndex("state_spam");
    stateHam = schema.fieldIndex("state_ham");
    evidenceDay = schema.fieldIndex("evidence_day");
    evidenceDays = schema.fieldIndex("evidence_days");
    former = schema.fieldIndex("former_ham");
    tier = schema.fieldIndex("tier");
    baseline = schema.fieldIndex("baseline");
    complaints = told(schema, FeedbackKind.COMPLAINT);
    traps = told(schema, FeedbackKind.TRAP);
    bounces = told(schema, FeedbackKind.BOUNCE);
  }

  /** Only there when there is feedback; no row has that part otherwise. */
  private static int told(StructType schema, FeedbackKind kind) {
    return Arrays.asList(schema.fieldNames()).indexOf("told_" + FeedbackLevels.column(kind));
  }

  int bucket(Row row) {
    return row.getInt(bucket);
  }

  boolean isTop(Row row) {
    return row.getBoolean(isTop);
  }

  /** Returns whether a row is in the same group as the first of that. */
  boolean isSame(Group group, Row first, Row row) {
    if (row.getLong(root) != first.getLong(root) || bucket(row) != bucket(first)) {
      return false;
    }
    return switch (group) {
      case SUBTREE -> true;
      case TOP -> isTop(row);
      case PART -> cut(row) == cut(first);
    };
  }

  private long cut(Row row) {
    return row.getLong(high) >>> (Long.SIZE - GiantTop.CUT);
  }

  Prefix prefix(Row row) {
    return new Prefix(row.getLong(high), row.getLong(low), row.getInt(bits));
  }

  /** Adds what a row says to its node. */
  void fill(Node node, Row row) {
    switch (NodeRows.Part.of(row.getInt(part))) {
      case ACTIVITY -> fillActivity(node, row);
      case FEEDBACK -> node.counts = node.counts.plus(feedback(row));
      case STATE -> fillState(node, row);
    }
  }

  private void fillState(Node node, Row row) {
    node.hasState = true;
    node.carried =
        new Evidence(
            row.getDouble(stateSpam),
            row.getDouble(stateHam),
            row.isNullAt(former) ? 0 : row.getDouble(former),
            row.isNullAt(evidenceDays) ? Evidence.KNOWN_FOR_LONG : row.getDouble(evidenceDays),
            row.getInt(evidenceDay));
    node.lastTier = row.isNullAt(tier) ? null : Tier.ofWord(row.getString(tier));
    node.baseline = row.getAs(baseline);
  }

  private void fillActivity(Node node, Row row) {
    node.isActive = true;
    node.transactions = row.getLong(transactions);
    node.messages = row.getLong(messages);
    node.spam = row.getLong(spam);
    node.ham = row.getLong(ham);
    node.rejects = row.getLong(rejects);
    node.judgedSpam = Math.max(node.spam, row.getLong(contentRefused));
    node.counts = node.counts.plus(counts(node, row));
    node.children = row.getLong(children);
    node.isRandom = row.getLong(random) > 0;
    node.content = content(row);
    node.likeness = Likeness.of(node.content);
  }

  /**
   * What speaks for and against. Mail refused for its content was judged by the filter too, so one
   * of the two counts.
   */
  private DayCounts counts(Node node, Row row) {
    return new DayCounts(
        node.judgedSpam,
        row.getLong(blocklist),
        row.getLong(ham),
        row.getLong(unscanned),
        row.getLong(unscannedInbound),
        row.getLong(unknownUser),
        row.getLong(authFailures),
        0,
        0,
        row.getLong(customersBounced));
  }

  private DayCounts feedback(Row row) {
    return new DayCounts(
        0, 0, 0, 0, 0, 0, 0, row.getLong(complaints), row.getLong(traps), row.getLong(bounces));
  }

  private Histograms content(Row row) {
    Histograms.Builder histograms = Histograms.builder();
    for (int i = 0; i < features.length; i++) {
      if (!row.isNullAt(cells[i])) {
        for (Row cell : row.<Row>getList(cells[i])) {
          histograms.add(features[i], cell.getInt(0), cell.getLong(1));
        }
      }
      histograms.addRest(features[i], row.isNullAt(rests[i]) ? 0 : row.getLong(rests[i]));
    }
    return histograms.build();
  }
}
