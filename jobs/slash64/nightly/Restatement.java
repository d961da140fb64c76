package slash64.nightly;

import java.time.LocalDate;
import java.util.SortedSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.activity.Clients;
import slash64.activity.CustomerActivity;
import slash64.activity.Cuts;
import slash64.activity.PrefixActivity;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.progress.Progress;

/** Counts the days whose messages changed anew: a day's activity is a function of its messages. */
final class Restatement {
  private final Lake lake;
  private final Progress progress;

  Restatement(Lake lake, Progress progress) {
    this.lake = lake;
    this.progress = progress;
  }

  void run(SortedSet<LocalDate> days) {
    if (days.isEmpty()) {
      return;
    }
    int partitions = lake.spark().sparkContext().defaultParallelism();
    progress.step(
        "Counting prefixes",
        () -> {
          Dataset<Row> messages =
              lake.read(Tables.MESSAGES).filter(Days.in(days)).filter(Clients.areForeign());
          lake.replaceDays(
              Tables.PREFIX_ACTIVITY,
              PrefixActivity.of(messages, Cuts.between(messages, partitions)),
              days);
          lake.replaceDays(
              Tables.CUSTOMER_ACTIVITY, CustomerActivity.of(messages, partitions), days);
        });
  }
}
