package slash64.care;

import java.io.IOException;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.TableCare;
import slash64.lake.Tables;
import slash64.lake.WarehouseLock;
import slash64.progress.Progress;

/**
 * Removes somebody's traces from the tables, and the files that held them from the disk. The next
 * night counts and scores the days that are within {@code restate.horizon_days} anew, as if what
 * was removed had never been. Can be stopped anywhere and done again.
 */
public final class Forgetting {
  private Forgetting() {}

  /**
   * Removes the traces, or only counts their rows.
   *
   * @param isDone whether they are removed
   * @throws UserError with status 5 if a run holds the warehouse, with 2 if there are no tables
   */
  public static void run(
      SparkSession spark, String warehouse, Traces traces, boolean isDone, Progress progress) {
    Lake lake = Lake.at(spark, warehouse);
    lake.requireTables();
    if (!isDone) {
      traces
          .rows()
          .forEach(
              (table, condition) ->
                  progress.count(
                      "rows of " + table.name(), lake.read(table).filter(condition).count()));
      return;
    }
    try (WarehouseLock lock =
        WarehouseLock.acquire(
            lake.warehouse(), spark.sessionState().newHadoopConf(), UUID.randomUUID().toString())) {
      TableCare care = new TableCare(lake);
      progress.step(
          "Forgetting " + traces.of(),
          () ->
              traces
                  .rows()
                  .forEach(
                      (table, condition) ->
                          progress.count("rows of " + table.name(), care.purge(table, condition))));
      if (traces.rows().containsKey(Tables.MESSAGES)) {
        progress.note("next", "the next night counts and scores the days anew");
      }
      lock.requireHeld();
    } catch (IOException e) {
      throw UserError.failed(
          "Cannot forget %s in %s: %s.".formatted(traces.of(), warehouse, e.getMessage()), e);
    }
  }
}
