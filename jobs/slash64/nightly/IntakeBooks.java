package slash64.nightly;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import slash64.conf.InputSettings;
import slash64.lake.Archive;
import slash64.lake.ArchiveResult;
import slash64.lake.Lake;
import slash64.lake.LineCounts;
import slash64.lake.Plan;
import slash64.lake.Quarantine;
import slash64.lake.Tables;
import slash64.maillog.line.Refusal;
import slash64.maillog.message.SplitReport;
import slash64.progress.Progress;

/**
 * What reading the archives of one intake came to, line by line: for people, quarantine, ledger.
 */
final class IntakeBooks {
  private static final String WITHHELD = "(the archive is damaged)";

  private final Plan plan;
  private final Map<String, List<SplitReport>> books;

  private IntakeBooks(Plan plan, Map<String, List<SplitReport>> books) {
    this.plan = plan;
    this.books = books;
  }

  /** Tells what was read, and what of it not, split by split. */
  static void tell(Collection<SplitReport> reports, InputSettings settings, Progress progress) {
    for (SplitReport report : reports) {
      progress.count("lines", report.lines());
      progress.count("refused lines", report.refusedLines());
      for (Refusal reason : Refusal.values()) {
        if (report.refusedLines(reason) > 0) {
          progress.count("refused for " + reason.words(), report.refusedLines(reason));
        }
      }
      if (report.repeatedLines() > 0) {
        progress.count("repeated lines", report.repeatedLines());
      }
      if (report.lostLines() > 0) {
        progress.count("lost lines", report.lostLines());
      }
      long unread = report.refusedLines() - report.refusedLines(Refusal.UNKNOWN_PROGRAM);
      if (unread > settings.refusedShareLimit() * report.lines()) {
        progress.warn(
            "%s: %d of its %d lines cannot be read; quarantine shows some"
                .formatted(report.archive(), unread, report.lines()));
      }
      if (report.damage() != null) {
        progress.warn("%s: %s".formatted(report.archive(), report.damage()));
      }
    }
  }

  /** The books of an intake, from what the readers of its archives reported. */
  static IntakeBooks of(Plan plan, Collection<SplitReport> reports) {
    Map<String, List<SplitReport>> books = new TreeMap<>();
    plan.archives().forEach(archive -> books.put(archive.path(), new ArrayList<>()));
    reports.forEach(report -> books.get(report.archive()).add(report));
    return new IntakeBooks(plan, books);
  }

  /**
   * Writes samples of the refused lines to the table {@code quarantine}.
   *
   * @param isDamaged whether the archive of this path breaks off
   */
  void quarantine(Lake lake, Predicate<String> isDamaged) {
    List<Row> refused = new ArrayList<>();
    books.forEach(
        (archive, splits) -> {
          List<SplitReport.Sample> samples =
              splits.stream().flatMap(split -> split.samples().stream()).toList();
          // Names in noise cannot be told from it, so they could not be masked.
          boolean isWithheld = !samples.isEmpty() && isDamaged.test(archive);
          for (SplitReport.Sample sample : samples) {
            refused.add(
                RowFactory.create(
                    archive,
                    sample.number(),
                    sample.reason().words(),
                    isWithheld ? WITHHELD : sample.text()));
          }
        });
    if (!refused.isEmpty()) {
      Dataset<Row> rows = lake.spark().createDataFrame(refused, Quarantine.REFUSED).coalesce(1);
      lake.append(
          Tables.QUARANTINE, Quarantine.of(rows, plan.intake(), plan.day()), plan.transaction());
    }
  }

  /** Returns what the ledger keeps of each archive, in the order of the plan. */
  List<ArchiveResult> results() {
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
        : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
