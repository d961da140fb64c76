package slash64.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.Ledger;
import slash64.lake.TableDefinition;
import slash64.lake.Tables;
import slash64.lake.WarehouseLock;

/** Can this version use the tables, is an intake unfinished, and does somebody hold them? */
public final class TablesCheck {
  private static final String LEDGER_LOG = Tables.LEDGER.name() + "/_delta_log";

  private TablesCheck() {}

  /** Returns whether there is anything to look at, for which Spark is needed. */
  public static boolean isNeeded(String warehouse) {
    try {
      Path log = new Path(warehouse, LEDGER_LOG);
      return log.getFileSystem(new Configuration()).exists(log);
    } catch (IOException | IllegalArgumentException e) {
      return false; // the check of the folder tells
    }
  }

  /** Looks; changes nothing. */
  public static List<Finding> findings(SparkSession spark, String warehouse) {
    Lake lake = Lake.at(spark, warehouse);
    List<Finding> findings = new ArrayList<>();
    List<String> outdated = new ArrayList<>();
    for (TableDefinition table : Tables.ALL) {
      try {
        if (lake.has(table) && lake.isEarlier(table)) {
          outdated.add(table.name());
        }
      } catch (UserError e) {
        findings.add(Finding.bad("tables", e.getMessage()));
      }
    }
    if (findings.isEmpty()) {
      findings.add(
          Finding.good(
              "tables",
              outdated.isEmpty()
                  ? "of this version"
                  : "of an earlier version, brought along by the next night: %s"
                      .formatted(String.join(", ", outdated))));
      findings.add(intake(lake));
    }
    findings.add(lock(lake));
    return findings;
  }

  private static Finding intake(Lake lake) {
    return new Ledger(lake)
        .unfinished()
        .map(
            plan ->
                Finding.doubtful(
                    "ledger",
                    "intake %d was cut off: run the night again, it ends it."
                        .formatted(plan.intake())))
        .orElse(Finding.good("ledger", "every intake is ended"));
  }

  private static Finding lock(Lake lake) {
    return WarehouseLock.holder(lake.warehouse(), lake.spark().sessionState().newHadoopConf())
        .map(holder -> Finding.doubtful("lock", holder + " holds the warehouse."))
        .orElse(Finding.good("lock", "nobody holds the warehouse"));
  }
}
