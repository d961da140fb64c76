package slash64.care;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import slash64.conf.RestateSettings;
import slash64.conf.RetainSettings;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.TableCare;
import slash64.lake.TableDefinition;
import slash64.lake.Tables;
import slash64.lake.WarehouseLock;
import slash64.progress.Progress;

/**
 * The care of a warehouse: forgets what is older than it need be, joins small files and sorts them
 * by prefix, deletes files that were replaced, and checks that what is left agrees. Can be stopped
 * anywhere and done again; no reader of the last week loses a file.
 */
public final class Maintenance {
  private Maintenance() {}

  /**
   * Does all of it.
   *
   * @param restate which days' counts must follow from their messages: those that a night of {@code
   *     today} would count anew
   * @param today days are counted back from here, UTC
   * @throws UserError with status 4 if the check finds anything, with 5 if a run holds the
   *     warehouse, with 2 if there are no tables or a later version wrote one
   */
  public static void run(
      SparkSession spark,
      String warehouse,
      RetainSettings retain,
      RestateSettings restate,
      LocalDate today,
      Progress progress) {
    Lake lake = Lake.at(spark, warehouse);
    lake.requireTables();
    Configuration hadoop = spark.sessionState().newHadoopConf();
    List<String> faults = new ArrayList<>();
    try (WarehouseLock lock =
        WarehouseLock.acquire(lake.warehouse(), hadoop, UUID.randomUUID().toString())) {
      progress.step("Preparing tables", () -> lake.prepare(Tables.ALL));
      TableCare care = new TableCare(lake);
      progress.step("Forgetting old days", () -> forget(lake, care, retain, today, progress));
      progress.step("Joining files", () -> join(care, progress));
      Duration replaced = Duration.ofDays(retain.replacedDays());
      progress.step(
          "Deleting replaced files",
          () -> Tables.ALL.forEach(table -> care.vacuum(table, replaced)));
      LocalDate horizon = today.minusDays(restate.horizonDays());
      progress.step("Checking tables", () -> faults.addAll(new TableCheck(lake, horizon).faults()));
      progress.step("Checking archives", () -> new ArchiveCheck(lake).tell(progress));
      lock.requireHeld();
    } catch (IOException e) {
      throw UserError.failed(
          "Cannot care for the tables of %s: %s.".formatted(warehouse, e.getMessage()), e);
    }
    faults.forEach(progress::warn);
    if (!faults.isEmpty()) {
      throw UserError.refused(
          "The tables of %s do not agree: %s%s. Keep a copy of the warehouse, and take the archives of those days in anew."
              .formatted(
                  warehouse,
                  faults.get(0),
                  faults.size() == 1 ? "" : " (and %d more)".formatted(faults.size() - 1)));
    }
  }

  /** Days that each table keeps. The ledger keeps all: an archive may be offered again any day. */
  public static Map<TableDefinition, Integer> kept(RetainSettings retain) {
    Map<TableDefinition, Integer> days = new LinkedHashMap<>();
    days.put(Tables.MESSAGES, retain.messagesDays());
    days.put(Tables.QUARANTINE, retain.quarantineDays());
    days.put(Tables.PREFIX_ACTIVITY, retain.activityDays());
    days.put(Tables.CUSTOMER_ACTIVITY, retain.activityDays());
    days.put(Tables.POSTURE, retain.activityDays());
    days.put(Tables.DUAL_STACK, retain.activityDays());
    days.put(Tables.CUSTOMERS_TO_HELP, retain.activityDays());
    days.put(Tables.DIGEST_DAYS, retain.activityDays());
    days.put(Tables.FEEDBACK, retain.activityDays());
    days.put(Tables.ALLOCATIONS, retain.activityDays());
    days.put(Tables.PREFIX_STATE, retain.scoresDays());
    days.put(Tables.PREFIX_SCORES, retain.scoresDays());
    days.put(Tables.CENSUS, retain.scoresDays());
    days.put(Tables.ALERTS, retain.scoresDays());
    days.put(Tables.POLICY, retain.scoresDays());
    days.put(Tables.POLICY_FULL, retain.scoresDays());
    days.put(Tables.RUNS, retain.scoresDays());
    return days;
  }

  private static void forget(
      Lake lake, TableCare care, RetainSettings retain, LocalDate today, Progress progress) {
    kept(retain)
        .forEach(
            (table, days) -> {
              LocalDate first = today.minusDays(days);
              long old = lake.days(table).stream().filter(day -> day.isBefore(first)).count();
              if (old > 0) {
                care.forgetBefore(table, first);
                progress.count("days forgotten", old);
              }
            });
  }

  private static void join(TableCare care, Progress progress) {
    for (TableDefinition table : Tables.ALL) {
      for (LocalDate day : care.scatteredDays(table)) {
        TableCare.FileCounts files = care.compact(table, day, day);
        progress.count("files joined", files.before());
        progress.count("files made", files.after());
      }
    }
  }
}
