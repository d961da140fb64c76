package slash64.publication;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import slash64.feed.FeedAlert;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.net.Prefix;

/** The alerts of a day as the feed tells them. */
final class AlertRows {
  private AlertRows() {}

  /** Returns the alerts in the order of their prefixes. */
  static List<FeedAlert> read(Lake lake, LocalDate day) {
    List<FeedAlert> alerts = new ArrayList<>();
    for (Row row : lake.read(Tables.ALERTS, day).orderBy("prefix_key", "kind").collectAsList()) {
      String prefix = row.getAs("prefix");
      if (prefix != null) {
        alerts.add(
            new FeedAlert(
                row.getAs("kind"),
                Optional.of(Prefix.parse(prefix)),
                Optional.empty(),
                row.getAs("severity"),
                row.getAs("reason"),
                row.getAs("evidence")));
      }
    }
    return alerts;
  }
}
