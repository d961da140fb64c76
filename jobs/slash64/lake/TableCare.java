package slash64.lake;

import io.delta.tables.DeltaTable;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.functions;
import slash64.failure.UserError;

/** Keeps tables small and quick: joins small files, forgets old days, removes files of the past. */
public final class TableCare {
  /** Readers and time travel may still need files that were replaced within this time. */
  public static final Duration MIN_RETENTION = Duration.ofDays(7);

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
    boolean hasKey = Arrays.asList(table.schema().fieldNames()).contains("prefix_key");
    var metrics =
        (hasKey ? days.executeZOrderBy("prefix_key") : days.executeCompaction())
            .select("metrics.numFilesRemoved", "metrics.numFilesAdded")
            .head();
    return new FileCounts(metrics.getLong(0), metrics.getLong(1));
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
      DeltaTable.forPath(lake.spark(), lake.path(table)).vacuum((double) retention.toHours());
    }
  }

  /** How many files were joined, and into how many. */
  public record FileCounts(long before, long after) {}
}
