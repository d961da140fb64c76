package slash64.nightly;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.conf.InputSettings;
import slash64.failure.UserError;
import slash64.lake.Archive;
import slash64.lake.ContentIdentity;
import slash64.lake.Lake;
import slash64.lake.Ledger;
import slash64.lake.Plan;
import slash64.lake.Tables;
import slash64.lake.Transaction;
import slash64.maillog.source.SplitReports;
import slash64.maillog.source.UnfitArchiveException;
import slash64.progress.Progress;
import slash64.session.CodeGeneration;

/**
 * Takes archives in: plans, reads, writes messages and quarantine, and closes the books last. Every
 * write carries the number of the intake, so that one which was cut off is simply done again.
 */
final class Intake {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Parts are merged under a series of numbers of their own. */
  private static final String MERGE = "slash64-merge";

  /** A log's text is about so many times as long as its packed archive. */
  private static final int PACKED = 12;

  private final Lake lake;
  private final Ledger ledger;
  private final Pseudonyms pseudonyms;
  private final InputSettings settings;
  private final Progress progress;
  private final String runId;
  private final Configuration hadoop;

  Intake(
      Lake lake, Pseudonyms pseudonyms, InputSettings settings, Progress progress, String runId) {
    this.lake = lake;
    this.ledger = new Ledger(lake);
    this.pseudonyms = pseudonyms;
    this.settings = settings;
    this.progress = progress;
    this.runId = runId;
    this.hadoop = lake.spark().sessionState().newHadoopConf();
  }

  /** Takes in what the inputs hold beyond what is in the tables. */
  void run(List<String> inputs, LocalDate date) {
    ledger.unfinished().ifPresent(plan -> resume(plan, date));
    NewArchives unknown = new NewArchives(lake.spark(), ledger, settings, progress);
    List<Archive> archives =
        progress.step(
            "Looking for archives",
            () ->
                unknown.among(
                    Inputs.find(Inputs.Wanted.ARCHIVES, inputs, date, hadoop, progress::warn)));
    if (!archives.isEmpty()) {
      Set<String> damaged = unknown.damaged();
      Plan plan = ledger.plan(archives, runId, Instant.now());
      takeIn(plan, date, List.of(), damaged::contains, unknown.areScansApart());
    }
  }

  /**
   * Ends an intake that an earlier run began. Its archives may have been moved, packed or replaced
   * since: as long as none of its messages is in the tables, such a plan is dropped, and what is
   * there now is looked at anew.
   */
  private void resume(Plan plan, LocalDate date) {
    progress.count("resumed intakes", 1);
    List<Archive> gone = plan.archives().stream().filter(a -> !isStillThere(a)).toList();
    if (!gone.isEmpty() && !isRead(plan)) {
      ledger.cancel(plan, runId, Instant.now());
      return;
    }
    for (Archive archive : gone) {
      progress.warn(
          "%s is not what it was when its messages were taken in: the ledger lacks its line counts"
              .formatted(archive.path()));
    }
    takeIn(plan, date, gone, this::isDamaged, false);
  }

  private boolean isStillThere(Archive archive) {
    try {
      ContentIdentity content =
          Look.beginning(new Path(archive.path()), archive.content().bytes(), hadoop);
      return content.equals(archive.content());
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isDamaged(String archive) {
    try {
      Path path = new Path(archive);
      return Look.at(path.getFileSystem(hadoop).getFileStatus(path), hadoop, settings.timeZones())
              .damage()
          != null;
    } catch (IOException e) {
      return true; // nobody can tell
    }
  }

  private boolean isRead(Plan plan) {
    OptionalLong last = lake.lastNumber(Tables.MESSAGES, plan.transaction().application());
    return last.isPresent() && last.getAsLong() >= plan.intake();
  }

  /**
   * @param gone archives of the plan that cannot be read again, though their messages are in the
   *     tables
   * @param isDamaged whether the archive of this path breaks off
   * @param areScansApart whether a filter's lines lie in archives of their own. Joining them before
   *     anything is written spares {@link MessageJoins} reading and writing the days once more.
   */
  private void takeIn(
      Plan plan,
      LocalDate date,
      List<Archive> gone,
      Predicate<String> isDamaged,
      boolean areScansApart) {
    progress.count("archives", plan.archives().size());
    long text = plan.archives().stream().mapToLong(archive -> archive.content().bytes()).sum();
    CodeGeneration.choose(lake.spark(), text / PACKED);
    SplitReports reports = SplitReports.register(lake.spark());
    try {
      List<Archive> archives = new ArrayList<>(plan.archives());
      archives.removeAll(gone);
      if (isRead(plan)) {
        progress.step("Counting lines", () -> recount(archives, isDamaged, reports));
      } else {
        progress.step("Reading archives", () -> read(plan, isDamaged, areScansApart, reports));
      }
      IntakeBooks.tell(reports.value(), settings, progress);
      progress.step(
          "Joining parts",
          () ->
              new MessageJoins(lake, pseudonyms).run(date, new Transaction(MERGE, plan.intake())));
      IntakeBooks books = IntakeBooks.of(plan, reports.value());
      progress.step(
          "Closing the books",
          () -> {
            books.quarantine(lake, isDamaged);
            ledger.finish(plan, books.results(), runId, Instant.now());
          });
    } finally {
      reports.unregister();
    }
  }

  private Dataset<Row> read(
      List<Archive> archives, Predicate<String> isDamaged, SplitReports reports) {
    DataFrameReader reader =
        lake.spark()
            .read()
            .format("maillog")
            .option("level", "message")
            .option("reportId", reports.reportId())
            .option("damaged", settings.keepsDamaged() ? "keep" : "fail");
    for (Map.Entry<String, ZoneId> zone : settings.zones().entrySet()) {
      String option = zone.getKey().equals("*") ? "zone" : "zone." + zone.getKey();
      reader = reader.option(option, zone.getValue().getId());
    }
    ObjectNode from = JSON.createObjectNode();
    ObjectNode to = JSON.createObjectNode();
    ObjectNode stored = JSON.createObjectNode();
    for (Archive archive : archives) {
      to.put(archive.path(), archive.content().bytes());
      if (archive.fromByte() > 0) {
        from.put(archive.path(), archive.fromByte());
      } else if (isPacked(archive) && !isDamaged.test(archive.path())) {
        stored.put(archive.path(), archive.bytes());
      }
    }
    return reader
        .option("from", from.toString())
        .option("to", to.toString())
        .option("stored", stored.toString())
        .load(archives.stream().map(Archive::path).toArray(String[]::new));
  }

  /** Or growing, which does not matter: such a text is cut anywhere. */
  private static boolean isPacked(Archive archive) {
    return archive.content().bytes() != archive.bytes();
  }

  private void read(
      Plan plan, Predicate<String> isDamaged, boolean areScansApart, SplitReports reports) {
    Dataset<Row> rows = read(plan.archives(), isDamaged, reports).filter(col("time").isNotNull());
    Dataset<Row> hidden = pseudonyms.apply(rows); // first: what is shuffled lies on disks
    Dataset<Row> messages = areScansApart ? pseudonyms.mergeEnded(hidden) : hidden;
    try {
      lake.exchangeOpen(messages::unionByName, plan.transaction());
    } catch (Exception e) {
      throw told(canceled(plan, e));
    }
  }

  /** The write is one commit: unless that is in the log, nothing is in the table. */
  private Exception canceled(Plan plan, Exception failure) {
    try {
      if (!isRead(plan)) {
        ledger.cancel(plan, runId, Instant.now());
      }
    } catch (Exception e) {
      failure.addSuppressed(e); // the plan stays open; the next run takes it up
    }
    return failure;
  }

  /** Keeps the books of an intake whose messages an earlier run has written. */
  private void recount(List<Archive> archives, Predicate<String> isDamaged, SplitReports reports) {
    if (!archives.isEmpty()) {
      read(archives, isDamaged, reports)
          .select("time")
          .write()
          .format("noop")
          .mode("overwrite")
          .save();
    }
  }

  /** An archive that is not fit fails a task; its sentence comes wrapped in Spark's. */
  private static RuntimeException told(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnfitArchiveException unfit) {
        return UserError.inputMissing(unfit.getMessage(), failure);
      }
      if (cause instanceof FileNotFoundException) {
        return UserError.inputMissing(
            "An archive went away while it was read: %s. Nothing of this intake is in the tables; run the night again."
                .formatted(cause.getMessage()),
            failure);
      }
    }
    return failure instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException(failure);
  }
}
