package slash64.lake;

import io.delta.tables.DeltaTable;
import java.io.OutputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.functions;
import scala.Console;
import scala.Option;
import slash64.failure.UserError;

/** Keeps tables small and quick: joins small files, forgets old days, removes files of the past. */
public final class TableCare {
  /** Readers and time travel may still need files that were replaced within this time. */
  public static final Duration MIN_RETENTION = Duration.ofDays(7);

  /** Lets a vacuum remove what has been replaced just now. */
  private static final String RETENTION_CHECK =
      "spark.databricks.delta.retentionDurationCheck.enabled";

  private final Lake lake;

  public TableCare(Lake lake) {
    this.lake = lake;
  }

  /**
   * Joins the small files of the days from {@code first} to {@code last}; rows stay as they are. A
   * table with prefix keys is sorted by them, so that a range of prefixes lies in few files.
   *
   * @return files before and after
   */
  public FileCounts compact(TableDefinition table, LocalDate first, LocalDate last) {
    if (!lake.has(table)) {
      return new FileCounts(0, 0);
    }
    lake.prepare(List.of(table));
    var days =
        DeltaTable.forPath(lake.spark(), lake.path(table))
            .optimize()
            .where("day BETWEEN DATE'%s' AND DATE'%s'".formatted(first, last));
    String[] order = order(table);
    var metrics =
        (order.length > 0 ? days.executeZOrderBy(order) : days.executeCompaction())
            .select("metrics.numFilesRemoved", "metrics.numFilesAdded")
            .head();
    return new FileCounts(metrics.getLong(0), metrics.getLong(1));
  }

  /** What ranges of prefixes are looked up by; nothing where there are no prefixes. */
  private static String[] order(TableDefinition table) {
    List<String> columns = Arrays.asList(table.schema().fieldNames());
    return Stream.of(List.of("prefix_key"), List.of("client_high", "client_low"))
        .filter(columns::containsAll)
        .findFirst()
        .map(found -> found.toArray(String[]::new))
        .orElse(new String[0]);
  }

  /** Returns the days on which a partition of a table has more than one file, ascending. */
  public List<LocalDate> scatteredDays(TableDefinition table) {
    Map<String, Integer> files = new HashMap<>();
    if (lake.has(table)) {
      for (String file : lake.read(table).inputFiles()) {
        files.merge(file.substring(0, file.lastIndexOf('/') + 1), 1, Integer::sum);
      }
    }
    files.values().removeIf(count -> count < 2);
    return Lake.days(files.keySet());
  }

  /**
   * Removes the rows for which a condition holds, in one commit, and then, whoever may still read
   * them, every file that the table no longer needs.
   *
   * @return rows removed
   */
  public long purge(TableDefinition table, Column condition) {
    if (!lake.has(table)) {
      return 0;
    }
    lake.prepare(List.of(table));
    long rows = lake.read(table).filter(condition).count();
    DeltaTable files = DeltaTable.forPath(lake.spark(), lake.path(table));
    if (rows > 0) {
      files.delete(condition);
    }
    // Also when nothing was found: a run before may have been cut off between these two.
    vacuumAll(files);
    return rows;
  }

  private void vacuumAll(DeltaTable files) {
    RuntimeConfig settings = lake.spark().conf();
    Option<String> before = settings.getOption(RETENTION_CHECK);
    settings.set(RETENTION_CHECK, "false");
    try {
      vacuum(files, Duration.ZERO);
    } finally {
      if (before.isEmpty()) {
        settings.unset(RETENTION_CHECK);
      } else {
        settings.set(RETENTION_CHECK, before.get());
      }
    }
  }

  /** Forgets all days before {@code firstKept}, in one commit. The files go with the vacuum. */
  public void forgetBefore(TableDefinition table, LocalDate firstKept) {
    if (lake.has(table)) {
      lake.prepare(List.of(table));
      DeltaTable.forPath(lake.spark(), lake.path(table))
          .delete(functions.col("day").lt(functions.lit(firstKept)));
    }
  }

  /**
   * Removes the files that no state of the table within {@code retention} needs.
   *
   * @throws UserError if the retention is under seven days: a reader could lose its files
   */
  public void vacuum(TableDefinition table, Duration retention) {
    if (retention.compareTo(MIN_RETENTION) < 0) {
      throw UserError.wrongUse(
          "Cannot vacuum %s: a retention of %d hours could take files from under a reader. Set at least %d hours."
              .formatted(table.name(), retention.toHours(), MIN_RETENTION.toHours()));
    }
    if (lake.has(table)) {
      lake.prepare(List.of(table));
      vacuum(DeltaTable.forPath(lake.spark(), lake.path(table)), retention);
    }
  }

  /** Delta prints a line of its own for each table, where the command's answer goes. */
  private static void vacuum(DeltaTable files, Duration retention) {
    Console.withOut(
        OutputStream.nullOutputStream(), () -> files.vacuum((double) retention.toHours()));
  }

  /** How many files were joined, and into how many. */
  public record FileCounts(long before, long after) {}
}
