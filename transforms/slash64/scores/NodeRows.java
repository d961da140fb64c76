package slash64.scores;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import slash64.baseline.Feature;
import slash64.feedback.FeedbackKind;
import slash64.feedback.FeedbackLevels;
import slash64.rows.AddressColumns;

/**
 * Brings a day's activity and the last states together without a join: both become rows of one
 * shape, sorted so that a prefix's rows follow each other in the order of the tree and a whole
 * subtree (an IPv6 /32, an IPv4 /16) lies in one partition, or of a giant one whole /48.
 */
final class NodeRows {
  /**
   * Columns of prefix_activity by the feature of the baseline that they feed. Replies are left out:
   * they tell what became of the mail, on later days too, and the day's scores must not wait for
   * it.
   */
  static final Map<Feature, String> CELLS =
      Map.of(
          Feature.DIGEST, "content_digests",
          Feature.SIZE, "size_classes",
          Feature.SENDER_DOMAIN, "sender_domains",
          Feature.HELO_SHAPE, "helo_shapes",
          Feature.RECIPIENT_DOMAIN, "recipient_domains",
          Feature.AUTHENTICATION, "authentication");

  /** What a row brings to its node. */
  enum Part {
    ACTIVITY,
    FEEDBACK,
    STATE;

    private static final Part[] ALL = values();

    static Part of(int ordinal) {
      return ALL[ordinal];
    }
  }

  static final String PART = "part";

  /** Rows of one subtree together, of a giant those of one bucket, its top before its parts. */
  private static final List<Column> ORDER =
      List.of(
          col("root"),
          col(Giants.BUCKET),
          col(Giants.IS_TOP).desc(),
          col("prefix_high"),
          col("unsigned_low"),
          col("bits"),
          col(PART));

  private static final List<String> COUNTS =
      List.of(
          "transactions",
          "messages",
          "spam",
          "ham",
          "unscanned",
          "unscanned_inbound",
          "rejects",
          "auth_failures",
          "customers_bounced",
          "children");

  /** Counts that are parts of others and go to no task: see {@link #count}. */
  private static final List<String> PARTS = List.of("customers_auth_failures");

  private static final List<String> REFUSALS = List.of("unknown_user", "blocklist", "content");

  private NodeRows() {}

  /** The columns of prefix_activity that scores rest on, of maps the keys. */
  static List<String> activityColumnNames() {
    List<String> names = new ArrayList<>(List.of("prefix_high", "prefix_low", "bits", "is_rest"));
    names.addAll(COUNTS);
    names.addAll(PARTS);
    for (String refusal : REFUSALS) {
      names.add("refusals_by_class." + refusal);
    }
    names.add("interface_identifiers.random");
    for (String feature : new TreeSet<>(CELLS.values())) {
      names.add(feature + "_cells");
      names.add(feature + "_rest");
    }
    return List.copyOf(names);
  }

  /**
   * Returns the rows of both, cut and sorted.
   *
   * @param activity one day of prefix_activity
   * @param states one day of prefix_state, at most one row a prefix
   * @param feedback one day of feedback, if there is any
   * @param areServersFilter whether what no filter told of was judged all the same, and accepted as
   *     ham ({@link ServerFilter})
   */
  static Dataset<Row> of(
      Dataset<Row> activity,
      Dataset<Row> states,
      Optional<Dataset<Row>> feedback,
      boolean areServersFilter,
      Cut cut) {
    Dataset<Row> active =
        activity.filter(col("is_rest").equalTo(false)).select(activityColumns(areServersFilter));
    Dataset<Row> carried = states.select(stateColumns());
    Dataset<Row> rows = active.unionByName(carried, true);
    if (feedback.isPresent()) {
      Dataset<Row> told = FeedbackLevels.of(feedback.get()).select(feedbackColumns());
      rows = rows.unionByName(told, true);
    }
    Giants giants =
        cut.mayHoldGiants()
            ? Giants.of(active.unionByName(carried, true), cut.giant())
            : Giants.none();
    return giants
        .cut(rows)
        .repartitionById(cut.partitions(), partition(cut.partitions()))
        .sortWithinPartitions(ORDER.toArray(Column[]::new));
  }

  /** Buckets of one giant go into as many partitions as there are, not to where chance has them. */
  private static Column partition(int partitions) {
    Column start = hash(col("root")).cast(DataTypes.LongType);
    return pmod(start.plus(greatest(col(Giants.BUCKET), lit(0))), lit((long) partitions))
        .cast(DataTypes.IntegerType);
  }

  private static List<Column> keys() {
    Column isIpv4 = AddressColumns.isIpv4(col("prefix_high"), col("prefix_low"));
    List<Column> columns = new ArrayList<>();
    columns.add(
        when(isIpv4, shiftright(col("prefix_low").bitwiseAND(0xffff_ffffL), 16).minus(1L << 40))
            .otherwise(shiftright(col("prefix_high"), 32))
            .as("root"));
    columns.add(col("prefix_high"));
    columns.add(col("prefix_low"));
    columns.add(col("prefix_low").bitwiseXOR(Long.MIN_VALUE).as("unsigned_low"));
    columns.add(col("bits"));
    return columns;
  }

  private static Column[] activityColumns(boolean areServersFilter) {
    List<Column> columns = keys();
    columns.add(lit(Part.ACTIVITY.ordinal()).as(PART));
    for (String count : COUNTS) {
      columns.add(count(count, areServersFilter).as("day_" + count));
    }
    for (String refusal : REFUSALS) {
      Column count = col("refusals_by_class").getItem(refusal);
      columns.add(coalesce(count, lit(0L)).as("day_" + refusal));
    }
    columns.add(
        coalesce(col("interface_identifiers").getItem("random"), lit(0L)).as("random_identifiers"));
    for (String feature : CELLS.values()) {
      columns.add(col(feature + "_cells"));
      columns.add(col(feature + "_rest"));
    }
    return columns.toArray(Column[]::new);
  }

  private static Column count(String name, boolean areServersFilter) {
    return switch (name) {
      case "ham" -> areServersFilter ? col("ham").plus(orNone("unscanned_inbound")) : col("ham");
      case "unscanned" -> col("unscanned").minus(orNone("unscanned_inbound"));
      case "unscanned_inbound" -> areServersFilter ? lit(0L) : orNone("unscanned_inbound");
      // A customer who forgot his password is known, and no stranger who guesses.
      case "auth_failures" -> col("auth_failures").minus(orNone("customers_auth_failures"));
      case "customers_bounced" -> orNone(name);
      default -> col(name);
    };
  }

  /** Days that earlier versions counted have no such count. */
  private static Column orNone(String count) {
    return coalesce(col(count), lit(0L));
  }

  private static Column[] stateColumns() {
    List<Column> columns = keys();
    columns.add(lit(Part.STATE.ordinal()).as(PART));
    columns.add(col("spam").as("state_spam"));
    columns.add(col("ham").as("state_ham"));
    columns.add(col("evidence_day"));
    columns.add(col("evidence_days"));
    columns.add(col("former_ham"));
    columns.add(col("tier"));
    columns.add(col("baseline"));
    return columns.toArray(Column[]::new);
  }

  private static Column[] feedbackColumns() {
    List<Column> columns = keys();
    columns.add(lit(Part.FEEDBACK.ordinal()).as(PART));
    for (FeedbackKind kind : FeedbackKind.values()) {
      columns.add(col(FeedbackLevels.column(kind)).as("told_" + FeedbackLevels.column(kind)));
    }
    return columns.toArray(Column[]::new);
  }
}
