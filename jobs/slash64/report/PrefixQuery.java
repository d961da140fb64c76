package slash64.report;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.net.Prefix;

/**
 * Asks for the prefixes a report shows one by one: the busiest, and the busiest of those the policy
 * is against. A prefix has at least the transactions of each one within, so that the busiest are a
 * tree without gaps.
 */
final class PrefixQuery {
  private final Lake lake;

  PrefixQuery(Lake lake) {
    this.lake = lake;
  }

  /**
   * Returns the prefixes in the order of the tree, each once.
   *
   * @param most how many at most; three quarters for the busiest
   */
  List<PrefixRow> of(LocalDate day, int most) {
    Dataset<Row> scores =
        lake.readWhole(Tables.PREFIX_SCORES, day)
            .select("prefix_key", "bits", "transactions", "score", "tier");
    int listed = most / 4;
    Dataset<Row> chosen =
        scores
            .orderBy(col("transactions").desc(), col("bits"), col("prefix_key"))
            .limit(most - listed)
            .union(
                scores
                    .filter("tier IN ('throttle', 'greylist', 'reject')")
                    .orderBy(col("transactions").desc(), col("prefix_key"))
                    .limit(listed))
            .distinct();
    List<Row> rowsChosen = chosen.collectAsList();
    Map<String, Row> sent = new HashMap<>();
    for (Row row : activity(day, rowsChosen)) {
      sent.put(row.getAs("prefix_key"), row);
    }
    List<PrefixRow> rows = new ArrayList<>();
    for (Row row : rowsChosen) {
      Row active = sent.get(row.<String>getAs("prefix_key"));
      rows.add(
          new PrefixRow(
              Prefix.ofKey(row.getAs("prefix_key")),
              row.<Long>getAs("transactions"),
              active == null ? -1 : active.<Long>getAs("spam"),
              active == null ? -1 : active.<Long>getAs("ham"),
              active == null ? -1 : active.<Long>getAs("distinct_addresses"),
              row.getAs("score"),
              row.getAs("tier")));
    }
    rows.sort(Comparator.comparing(row -> row.prefix().key()));
    return rows;
  }

  /** Few keys are sent to where the many rows are read. */
  private List<Row> activity(LocalDate day, List<Row> chosen) {
    List<String> keys = chosen.stream().map(row -> row.<String>getAs("prefix_key")).toList();
    Dataset<Row> wanted = lake.spark().createDataset(keys, Encoders.STRING()).toDF("prefix_key");
    return lake.readWhole(Tables.PREFIX_ACTIVITY, day)
        .filter("NOT is_rest")
        .select("prefix_key", "spam", "ham", "distinct_addresses")
        .join(broadcast(wanted), "prefix_key")
        .collectAsList();
  }
}
