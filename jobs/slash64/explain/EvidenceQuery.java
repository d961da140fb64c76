package slash64.explain;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.feedback.FeedbackKind;
import slash64.lake.Lake;
import slash64.lake.PolicyRows;
import slash64.lake.Tables;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.PolicySettings;
import slash64.policy.Tier;
import slash64.reputation.Evidence;
import slash64.scores.CensusDays;
import slash64.scores.ServerFilter;

/**
 * Asks the tables about a few prefixes; all by key, so that files that lie elsewhere are skipped,
 * but for whether the servers filter, for which a day's activity is read.
 */
final class EvidenceQuery {
  /** Whether what no filter told of was judged by the servers: {@link ServerFilter}. */
  static final String ARE_SERVERS_FILTER = "are_servers_filter";

  private static final int WEEK = 7;

  private final Lake lake;
  private final LocalDate day;

  EvidenceQuery(Lake lake, LocalDate day) {
    this.lake = lake;
    this.day = day;
  }

  /** Returns the entries of prefixes that hold all of it, the longest last. */
  List<PolicyEntry> covering(Prefix asked) {
    return PolicyRows.entries(lake.read(Tables.POLICY, day).filter(in(Chain.keys(asked))));
  }

  /** Returns how many entries lie inside, by tier. */
  Map<Tier, Long> inside(Prefix asked) {
    Map<Tier, Long> inside = new TreeMap<>();
    for (Row row :
        lake.read(Tables.POLICY, day)
            .filter(isInside(asked))
            .groupBy("tier")
            .count()
            .collectAsList()) {
      inside.put(Tier.ofWord(row.getString(0)), row.getLong(1));
    }
    return inside;
  }

  /** Returns the full policy's entries of these prefixes, the longest last. */
  List<PolicyEntry> labels(List<Prefix> chain) {
    return PolicyRows.entries(lake.read(Tables.POLICY_FULL, day).filter(in(keys(chain))));
  }

  /**
   * Returns the full policy's entries that a published entry may stand for: those of its tier
   * inside it, the first ones by address.
   */
  List<PolicyEntry> stoodFor(PolicyEntry entry, int most) {
    return PolicyRows.entries(
        lake.read(Tables.POLICY_FULL, day)
            .filter(isInside(entry.prefix()))
            .filter(col("tier").equalTo(entry.tier().word()))
            .orderBy("prefix_key")
            .limit(most));
  }

  /** Returns the day's activity by key. */
  Map<String, Row> activity(List<Prefix> chain) {
    Dataset<Row> all = lake.read(Tables.PREFIX_ACTIVITY, day);
    Dataset<Row> rows =
        all.filter(in(keys(chain)))
            .filter("NOT is_rest")
            .select(
                col("prefix_key"),
                col("transactions"),
                col("spam"),
                col("ham"),
                col("unscanned"),
                coalesce(col("unscanned_inbound"), lit(0L)).as("unscanned_inbound"),
                lit(ServerFilter.isInUse(all)).as(ARE_SERVERS_FILTER),
                col("rejects"),
                col("auth_failures")
                    .minus(coalesce(col("customers_auth_failures"), lit(0L)))
                    .as("auth_failures"),
                coalesce(col("customers_bounced"), lit(0L)).as("customers_bounced"),
                refusals("content"),
                refusals("blocklist"),
                refusals("unknown_user"));
    return byKey(rows);
  }

  private static Column refusals(String kind) {
    return coalesce(col("refusals_by_class").getItem(kind), lit(0L)).as(kind);
  }

  /** Returns what was reported on the day of mail from inside a prefix, by kind. */
  Map<FeedbackKind, Long> feedback(Prefix prefix) {
    Map<FeedbackKind, Long> feedback = new EnumMap<>(FeedbackKind.class);
    for (Row row :
        lake.read(Tables.FEEDBACK, day)
            .filter(isInside(prefix).or(col("prefix_key").equalTo(prefix.key())))
            .groupBy("kind")
            .agg(sum("reports"))
            .collectAsList()) {
      feedback.put(FeedbackKind.ofWord(row.getString(0)), row.getLong(1));
    }
    return feedback;
  }

  /** Returns the day's scores by key. */
  Map<String, Row> scores(List<Prefix> chain) {
    return byKey(lake.read(Tables.PREFIX_SCORES, day).filter(in(keys(chain))));
  }

  /**
   * Returns settings with the thresholds that the night went by, unless an older version did it.
   */
  PolicySettings asOfThatNight(PolicySettings settings) {
    return lake.readWhole(Tables.CENSUS, day).collectAsList().stream()
        .findFirst()
        .map(row -> CensusDays.thresholds(row, settings))
        .orElse(settings);
  }

  /** Returns what the scored day before left of evidence. */
  Optional<Evidence> carried(Prefix prefix, NavigableSet<LocalDate> scored) {
    LocalDate before = scored.lower(day);
    if (before == null) {
      return Optional.empty();
    }
    return lake
        .read(Tables.PREFIX_STATE, before)
        .filter(col("prefix_key").equalTo(prefix.key()))
        .select("spam", "ham", "evidence_day")
        .collectAsList()
        .stream()
        .findFirst()
        .map(row -> new Evidence(row.getDouble(0), row.getDouble(1), row.getInt(2)));
  }

  /** Returns the transactions of the last days that were scored. */
  PastDays past(Prefix prefix, NavigableSet<LocalDate> scored) {
    LocalDate first = day.minusDays(PastDays.SHOWN - 1L);
    TreeMap<LocalDate, Long> days = new TreeMap<>();
    scored.subSet(first, true, day, true).forEach(each -> days.put(each, 0L));
    for (Row row :
        lake.read(Tables.PREFIX_SCORES, first, day)
            .filter(col("prefix_key").equalTo(prefix.key()))
            .select("day", "transactions")
            .collectAsList()) {
      days.put(row.getAs("day"), row.<Long>getAs("transactions"));
    }
    return new PastDays(days);
  }

  /** Returns the alerts of a week on it, around it and inside it, the latest first. */
  List<PrefixAlert> alerts(Prefix asked, int most) {
    return lake
        .read(Tables.ALERTS, day.minusDays(WEEK - 1L), day)
        .filter(in(Chain.keys(asked)).or(isInside(asked)))
        .orderBy(col("day").desc(), col("prefix_key"), col("kind"))
        .limit(most)
        .collectAsList()
        .stream()
        .map(
            row ->
                new PrefixAlert(
                    row.getAs("day"),
                    row.getAs("kind"),
                    row.getAs("prefix"),
                    row.getAs("severity"),
                    row.getAs("reason"),
                    row.getAs("advice")))
        .toList();
  }

  private static Column in(List<String> keys) {
    return col("prefix_key").isin(keys.toArray());
  }

  private static Column isInside(Prefix asked) {
    return col("prefix_key").gt(asked.key()).and(col("prefix_key").leq(Chain.lastKey(asked)));
  }

  private static List<String> keys(List<Prefix> prefixes) {
    return prefixes.stream().map(Prefix::key).toList();
  }

  private static Map<String, Row> byKey(Dataset<Row> rows) {
    Map<String, Row> byKey = new HashMap<>();
    rows.collectAsList().forEach(row -> byKey.put(row.getAs("prefix_key"), row));
    return byKey;
  }
}
