package slash64.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
  private static final ObjectMapper JSON = new ObjectMapper();

  private AlertRows() {}

  /** Returns the alerts in the order of their prefixes, those without one first. */
  static List<FeedAlert> read(Lake lake, LocalDate day) {
    List<FeedAlert> alerts = new ArrayList<>();
    for (Row row :
        lake.readWhole(Tables.ALERTS, day)
            .orderBy("prefix_key", "kind", "reason")
            .collectAsList()) {
      alerts.add(alert(row));
    }
    return alerts;
  }

  static FeedAlert alert(Row row) {
    String evidence = row.getAs("evidence");
    return new FeedAlert(
        row.getAs("kind"),
        Optional.ofNullable(row.<String>getAs("prefix")).map(Prefix::parse),
        Optional.ofNullable(row.<String>getAs("customer")).or(() -> customer(evidence)),
        row.getAs("severity"),
        row.getAs("reason"),
        evidence);
  }

  /** An alert that is about a customer, rather than about a prefix of one, says so itself. */
  private static Optional<String> customer(String evidence) {
    try {
      return Optional.of(JSON.readTree(evidence).path("customer").asText(""))
          .filter(customer -> !customer.isEmpty());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read evidence of an alert: " + evidence, e);
    }
  }
}
