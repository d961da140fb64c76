package slash64.report;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import slash64.lake.Lake;
import slash64.lake.Tables;

/** Asks for the day's alerts, the most severe first, and for the weeks before of their prefixes. */
final class AlertQuery {
  /** Days of history in a picture: four weeks show a weekly rhythm. */
  static final int HISTORY = 28;

  private final Lake lake;

  AlertQuery(Lake lake) {
    this.lake = lake;
  }

  List<AlertRow> of(LocalDate day, int most) {
    List<Row> alerts =
        lake.readWhole(Tables.ALERTS, day)
            .orderBy(
                expr("array_position(array('critical', 'high', 'medium', 'low'), severity)"),
                col("observed").desc(),
                col("prefix_key"),
                col("kind"))
            .limit(most)
            .collectAsList();
    Map<String, SortedMap<LocalDate, Long>> histories = histories(day, alerts);
    return alerts.stream().map(row -> row(row, histories)).toList();
  }

  private Map<String, SortedMap<LocalDate, Long>> histories(LocalDate day, List<Row> alerts) {
    List<String> keys =
        alerts.stream()
            .map(row -> row.<String>getAs("prefix_key"))
            .filter(key -> key != null)
            .distinct()
            .toList();
    Map<String, SortedMap<LocalDate, Long>> histories = new HashMap<>();
    if (keys.isEmpty()) {
      return histories;
    }
    Dataset<Row> wanted = lake.spark().createDataset(keys, Encoders.STRING()).toDF("prefix_key");
    for (Row row :
        lake.readWhole(Tables.PREFIX_SCORES, day.minusDays(HISTORY), day)
            .select("day", "prefix_key", "transactions")
            .join(broadcast(wanted), "prefix_key")
            .collectAsList()) {
      histories
          .computeIfAbsent(row.getAs("prefix_key"), unused -> new TreeMap<>())
          .put(row.getAs("day"), row.getAs("transactions"));
    }
    return histories;
  }

  private static AlertRow row(Row row, Map<String, SortedMap<LocalDate, Long>> histories) {
    String prefix = row.getAs("prefix");
    boolean hasCustomer = List.of(row.schema().fieldNames()).contains("customer");
    String customer = hasCustomer ? row.<String>getAs("customer") : null;
    String where = prefix == null ? customer : customer == null ? prefix : prefix + ", " + customer;
    return new AlertRow(
        row.getAs("kind"),
        where == null ? "" : where,
        row.getAs("severity"),
        row.getAs("expected"),
        row.getAs("observed"),
        row.getAs("since"),
        Boolean.TRUE.equals(row.<Boolean>getAs("is_new")),
        row.getAs("reason"),
        row.getAs("advice"),
        histories.getOrDefault(row.<String>getAs("prefix_key"), new TreeMap<>()));
  }
}
