package slash64.metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import slash64.failure.ExitStatus;
import slash64.feed.FeedStamp;
import slash64.lake.Lake;
import slash64.lake.RunRecord;
import slash64.lake.TableDefinition;
import slash64.lake.Tables;

/**
 * What a monitor is told of the nights: {@code conf/monitoring} holds alert rules and a dashboard
 * that rest on these names.
 */
public final class NightMetrics {
  private static final String P = "slash64_";

  /** Every metric with its help, in the order of the file. */
  static final List<Metric> ALL =
      List.of(
          named("last_run_timestamp_seconds", "When the last run of a night ended."),
          named(
              "last_run_exit_status",
              "How it ended: 0 done, 1 failed, 2 wrong use, 3 input missing, 4 guard held, 5"
                  + " busy."),
          named("run_duration_seconds", "How long it took."),
          named("guard_held", "1 if it was refused to publish, else 0."),
          named("last_success_timestamp_seconds", "When a run of a night last ended well."),
          named(
              "policy_day_end_timestamp_seconds",
              "End of the day that the published policy speaks of."),
          named(
              "policy_valid_until_timestamp_seconds",
              "Until when the published policy may be used; loaders take it no longer then."),
          named("lines", "Lines that the last scored night took in, by what became of them."),
          named("refused_lines_ratio", "Refused among them, 0 to 1."),
          named("messages", "Messages of the night's day, accepted or refused."),
          named("prefixes", "Active prefixes of the night's day."),
          named("alerts", "Alerts of the night's day, by kind."),
          named("policy_entries", "Entries of the compact policy, by tier."));

  private NightMetrics() {}

  /**
   * Writes the file after a run.
   *
   * @param lake asked only when the night was scored
   * @param inForce the feed that filters have now, if the run knows one
   */
  public static void write(Path file, RunRecord run, Lake lake, Optional<FeedStamp> inForce)
      throws IOException {
    List<Metric> known = new ArrayList<>();
    known.add(known("last_run_timestamp_seconds", (double) run.ended().getEpochSecond()));
    known.add(known("last_run_exit_status", run.status().code()));
    known.add(
        known(
            "run_duration_seconds",
            Duration.between(run.started(), run.ended()).toMillis() / 1000.0));
    known.add(known("guard_held", run.status() == ExitStatus.REFUSED ? 1 : 0));
    inForce.ifPresent(stamp -> known.addAll(ofPolicy(stamp)));
    if (run.status() == ExitStatus.DONE) {
      known.add(known("last_success_timestamp_seconds", (double) run.ended().getEpochSecond()));
      known.add(by("tier", "policy_entries", counts(lake, Tables.POLICY, run, "tier")));
    }
    if (run.status() == ExitStatus.DONE || run.status() == ExitStatus.REFUSED) {
      known.addAll(ofDay(run, lake)); // a guard holds the policy back, not what is known
    }
    new MetricsFile(file).write(ALL, known);
  }

  private static List<Metric> ofPolicy(FeedStamp stamp) {
    Instant dayEnd = stamp.day().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    return List.of(
        known("policy_day_end_timestamp_seconds", (double) dayEnd.getEpochSecond()),
        known(
            "policy_valid_until_timestamp_seconds", (double) stamp.validUntil().getEpochSecond()));
  }

  private static List<Metric> ofDay(RunRecord run, Lake lake) {
    Map<String, Long> lines = lines(run, lake);
    long all = lines.values().stream().mapToLong(Long::longValue).sum();
    return List.of(
        by("result", "lines", lines),
        known("refused_lines_ratio", all == 0 ? 0 : lines.get("refused") / (double) all),
        known("messages", run.counts().getOrDefault("messages", 0L)),
        known("prefixes", run.counts().getOrDefault("prefixes", 0L)),
        by("kind", "alerts", counts(lake, Tables.ALERTS, run, "kind")));
  }

  private static Map<String, Long> lines(RunRecord run, Lake lake) {
    Row sums =
        lake.read(Tables.LEDGER)
            .filter("status = 'done'")
            .filter(org.apache.spark.sql.functions.col("run_id").equalTo(run.runId()))
            .selectExpr(
                "coalesce(sum(lines_used), 0L)",
                "coalesce(sum(lines_empty), 0L)",
                "coalesce(sum(lines_refused), 0L)")
            .head();
    Map<String, Long> lines = new TreeMap<>();
    lines.put("used", sums.getLong(0));
    lines.put("empty", sums.getLong(1));
    lines.put("refused", sums.getLong(2));
    return lines;
  }

  private static Map<String, Long> counts(
      Lake lake, TableDefinition table, RunRecord run, String column) {
    Map<String, Long> counts = new TreeMap<>();
    for (Row row : lake.read(table, run.day()).groupBy(column).count().collectAsList()) {
      counts.put(row.getString(0), row.getLong(1));
    }
    return counts;
  }

  private static Metric named(String name, String help) {
    return new Metric(P + name, help, List.of());
  }

  private static Metric known(String name, double value) {
    return Metric.of(P + name, "", value);
  }

  private static Metric by(String label, String name, Map<String, Long> values) {
    return Metric.by(label, P + name, "", values);
  }
}
