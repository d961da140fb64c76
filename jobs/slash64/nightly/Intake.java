package slash64.nightly;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import slash64.conf.InputSettings;
import slash64.failure.UserError;
import slash64.lake.Archive;
import slash64.lake.ArchiveResult;
import slash64.lake.Lake;
import slash64.lake.Ledger;
import slash64.lake.LineCounts;
import slash64.lake.Plan;
import slash64.lake.Quarantine;
import slash64.lake.Tables;
import slash64.lake.Transaction;
import slash64.maillog.line.Refusal;
import slash64.maillog.message.SplitReport;
import slash64.maillog.source.SplitReports;
import slash64.maillog.source.UnfitArchiveException;
import slash64.progress.Progress;

/**
 * Takes archives in: plans, reads, writes messages and quarantine, and closes the books last. Every
 * write carries the number of the intake, so that one which was cut off is simply done again.
 */
final class Intake {
  /** Parts are merged under a series of numbers of their own. */
  private static final String MERGE = "slash64-merge";

  /** Days: Postfix's maximal_queue_lifetime is five, and a day may pass until the log is here. */
  private static final int LONGEST_IN_QUEUE = 6;

  private final Lake lake;
  private final Ledger ledger;
  private final Pseudonyms pseudonyms;
  private final InputSettings settings;
  private final Progress progress;
  private final String runId;

  Intake(
      Lake lake, Pseudonyms pseudonyms, InputSettings settings, Progress progress, String runId) {
    this.lake = lake;
    this.ledger = new Ledger(lake);
    this.pseudonyms = pseudonyms;
    this.settings = settings;
    this.progress = progress;
    this.runId = runId;
  }

  /**
   * Takes in what the inputs hold beyond what is in the tables.
   *
   * @return the days whose messages changed, ascending
   */
  SortedSet<LocalDate> run(List<String> inputs, LocalDate date) {
    TreeSet<LocalDate> touched = new TreeSet<>();
    ledger.unfinished().ifPresent(plan -> touched.addAll(takeIn(plan, date)));
    Configuration hadoop = lake.spark().sessionState().newHadoopConf();
    List<Archive> archives =
        progress.step(
            "Looking for archives",
            () ->
                new NewArchives(ledger, hadoop, settings, progress)
                    .among(Inputs.find(inputs, date, hadoop)));
    if (!archives.isEmpty()) {
      touched.addAll(takeIn(ledger.plan(archives, runId, Instant.now()), date));
    }
    return touched;
  }

  private SortedSet<LocalDate> takeIn(Plan plan, LocalDate date) {
    progress.count("archives", plan.archives().size());
    SplitReports reports = SplitReports.register(lake.spark());
    try {
      Map<LocalDate, Row> openBefore = open();
      progress.step("Reading archives", () -> read(plan, reports));
      progress.step("Joining parts", () -> mergeParts(plan, date));
      Map<String, List<SplitReport>> books = byArchive(plan, reports.value());
      progress.step(
          "Closing the books",
          () -> {
            quarantine(plan, books.values());
            ledger.finish(plan, results(plan, books), runId, Instant.now());
          });
      SortedSet<LocalDate> touched = daysOf(reports.value());
      touched.addAll(differing(openBefore, open()));
      return touched;
    } finally {
      reports.unregister();
    }
  }

  private void read(Plan plan, SplitReports reports) {
    DataFrameReader reader =
        lake.spark()
            .read()
            .format("maillog")
            .option("level", "message")
            .option("reportId", reports.reportId())
            .option("damaged", settings.keepsDamaged() ? "keep" : "fail");
    for (Map.Entry<String, java.time.ZoneId> zone : settings.zones().entrySet()) {
      String option = zone.getKey().equals("*") ? "zone" : "zone." + zone.getKey();
      reader = reader.option(option, zone.getValue().getId());
    }
    for (Archive archive : plan.archives()) {
      if (archive.fromByte() > 0) {
        reader = reader.option("from." + archive.path(), archive.fromByte());
      }
    }
    String[] paths = plan.archives().stream().map(Archive::path).toArray(String[]::new);
    Dataset<Row> messages = pseudonyms.apply(reader.load(paths).filter(col("time").isNotNull()));
    Dataset<Row> carried = lake.read(Tables.MESSAGES).filter(col("is_open"));
    try {
      lake.takeIn(messages.unionByName(carried), plan.transaction());
    } catch (Exception e) {
      ledger.cancel(plan, runId, Instant.now()); // the write is one commit: nothing is in the table
      throw told(e);
    }
    for (SplitReport report : reports.value()) {
      progress.count("lines", report.lines());
      progress.count("refused lines", report.refusedLines());
      if (report.damage() != null) {
        progress.warn("%s: %s".formatted(report.archive(), report.damage()));
      }
    }
  }

  /** An archive that is not fit fails a task; its sentence comes wrapped in Spark's. */
  private static RuntimeException told(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnfitArchiveException unfit) {
        return UserError.inputMissing(unfit.getMessage(), failure);
      }
    }
    return failure instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException(failure);
  }

  /**
   * What a split, a file or a night could not finish is joined here; the rest stays open, but for
   * what has been waiting longer than any mail server keeps a message.
   */
  private void mergeParts(Plan plan, LocalDate date) {
    Dataset<Row> open = lake.read(Tables.MESSAGES).filter(col("is_open"));
    Column isAwaited =
        col("last_time").geq(lit(date.minusDays(LONGEST_IN_QUEUE)).cast("timestamp"));
    lake.takeIn(
        pseudonyms.merge(open).withColumn("is_open", col("is_open").and(isAwaited)),
        new Transaction(MERGE, plan.intake()));
  }

  /** What the open messages of each day amount to, to tell the days on which they changed. */
  private Map<LocalDate, Row> open() {
    Map<LocalDate, Row> days = new TreeMap<>();
    Dataset<Row> open = lake.read(Tables.MESSAGES).filter(col("is_open"));
    Column all = xxhash64(col("queue_id"), col("lines"), col("last_time"), col("verdict"));
    for (Row row : open.groupBy("day").agg(count(lit(1)), sum(all.mod(1L << 40))).collectAsList()) {
      days.put(row.getLocalDate(0), row);
    }
    return days;
  }

  private static SortedSet<LocalDate> differing(Map<LocalDate, Row> a, Map<LocalDate, Row> b) {
    SortedSet<LocalDate> days = new TreeSet<>(a.keySet());
    days.addAll(b.keySet());
    days.removeIf(day -> Objects.equals(a.get(day), b.get(day)));
    return days;
  }

  private SortedSet<LocalDate> daysOf(Collection<SplitReport> books) {
    TreeSet<LocalDate> days = new TreeSet<>();
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (SplitReport report : books) {
      first = Math.min(first, report.firstMicros());
      last = Math.max(last, report.lastMicros());
    }
    for (LocalDate day : lake.days(Tables.MESSAGES)) {
      long start = day.toEpochDay() * 86_400_000_000L;
      if (start <= last && start + 86_400_000_000L > first) {
        days.add(day);
      }
    }
    return days;
  }

  private static Map<String, List<SplitReport>> byArchive(
      Plan plan, Collection<SplitReport> reports) {
    Map<String, List<SplitReport>> books = new TreeMap<>();
    plan.archives().forEach(archive -> books.put(archive.path(), new ArrayList<>()));
    reports.forEach(report -> books.get(report.archive()).add(report));
    return books;
  }

  private void quarantine(Plan plan, Collection<List<SplitReport>> books) {
    List<Row> refused = new ArrayList<>();
    for (List<SplitReport> splits : books) {
      for (SplitReport split : splits) {
        for (SplitReport.Sample sample : split.samples()) {
          refused.add(
              RowFactory.create(
                  split.archive(), sample.number(), sample.reason().words(), sample.text()));
        }
      }
    }
    if (!refused.isEmpty()) {
      Dataset<Row> rows = lake.spark().createDataFrame(refused, Quarantine.REFUSED).coalesce(1);
      lake.append(
          Tables.QUARANTINE, Quarantine.of(rows, plan.intake(), plan.day()), plan.transaction());
    }
  }

  private static List<ArchiveResult> results(Plan plan, Map<String, List<SplitReport>> books) {
    List<ArchiveResult> results = new ArrayList<>();
    for (Archive archive : plan.archives()) {
      results.add(new ArchiveResult(archive, "maillog", counts(books.get(archive.path()))));
    }
    return results;
  }

  private static LineCounts counts(List<SplitReport> splits) {
    long used = 0;
    long empty = 0;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    Map<String, Long> refused = new HashMap<>();
    for (SplitReport split : splits) {
      used += split.usedLines();
      empty += split.emptyLines();
      first = Math.min(first, split.firstMicros());
      last = Math.max(last, split.lastMicros());
      for (Refusal reason : Refusal.values()) {
        if (split.refusedLines(reason) > 0) {
          refused.merge(reason.words(), split.refusedLines(reason), Long::sum);
        }
      }
    }
    return new LineCounts(used, empty, refused, instant(first), instant(last));
  }

  private static Instant instant(long micros) {
    return micros == Long.MAX_VALUE || micros == Long.MIN_VALUE
        ? null
        : Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS);
  }
}
