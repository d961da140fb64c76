package slash64.nightly;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.conf.EnrichSettings;
import slash64.dualstack.EscapeAlerts;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.posture.BrokenPosture;
import slash64.posture.CustomersToHelp;
import slash64.posture.Senders;
import slash64.registry.AllocationTable;
import slash64.registry.Allocations;
import slash64.registry.OwnSpace;
import slash64.registry.Unallocated;

/**
 * What a day shows of senders' set-up and of who holds which prefix: alerts beside those of the
 * scores, the customers to help, and the registry as the night knew it.
 */
final class Registered {
  /** An event that pauses for longer than this is a new one. */
  private static final int REMEMBERED_DAYS = 7;

  private final Lake lake;
  private final NightConf conf;
  private final Broadcast<Allocations> allocations;
  private final OwnSpace space;

  Registered(Lake lake, NightConf conf, Broadcast<Allocations> allocations) {
    this.lake = lake;
    this.conf = conf;
    this.allocations = allocations;
    this.space =
        OwnSpace.of(allocations.value(), EnrichSettings.of(conf.settings()).ownBlocks().values());
  }

  /** Returns rows of the table {@code alerts} that do not come from scores. */
  Dataset<Row> alerts(LocalDate day) {
    Dataset<Row> before =
        lake.readWhole(Tables.ALERTS, day.minusDays(REMEMBERED_DAYS), day.minusDays(1));
    Dataset<Row> alerts =
        BrokenPosture.alerts(senders(day), day)
            .unionByName(EscapeAlerts.of(lake.readWhole(Tables.DUAL_STACK, day), before));
    return space.isEmpty()
        ? alerts
        : alerts.unionByName(
            Unallocated.alerts(lake.readWhole(Tables.MESSAGES, day), space, before, day));
  }

  /**
   * Writes the customers to help of a day and, on the night's own day, the registry. A day that has
   * none, since its mail came late, gets tonight's.
   */
  void write(LocalDate day) {
    if (allocations.value().size() == 0) {
      return;
    }
    lake.replaceDays(
        Tables.CUSTOMERS_TO_HELP,
        CustomersToHelp.of(senders(day).filter(col("customer_key").notEqual("")), day),
        List.of(day));
    if (day.equals(conf.date()) || !lake.days(Tables.ALLOCATIONS).contains(day)) {
      lake.replaceDays(
          Tables.ALLOCATIONS, AllocationTable.of(lake.spark(), allocations, day), List.of(day));
    }
  }

  private Dataset<Row> senders(LocalDate day) {
    return Senders.failing(
        lake.readWhole(Tables.POSTURE, day.minusDays(Senders.DAYS - 1L), day), day);
  }
}
