package slash64.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.lake.Lake;
import slash64.lake.TableDefinition;
import slash64.lake.Tables;

/** Asks the tables for the figures of days, all in one Spark job. */
final class FiguresQuery {
  /** Widest prefixes of both families: together they hold each transaction, see {@link #once}. */
  private static final String WIDEST = "bits = if(family = 4, 120, 32)";

  private final Lake lake;

  FiguresQuery(Lake lake) {
    this.lake = lake;
  }

  /** Returns the figures of these days, zeros for one that the tables do not know. */
  SortedMap<LocalDate, NightFigures> of(Collection<LocalDate> days) {
    TreeMap<LocalDate, NightFigures> figures = new TreeMap<>();
    if (days.isEmpty()) {
      return figures;
    }
    Dataset<Row> sums =
        sums(
                Tables.PREFIX_ACTIVITY,
                "day",
                "NOT is_rest",
                days,
                once("transactions", "carried"),
                "if(family = 6 AND %s, transactions, 0)".formatted(WIDEST),
                once("spam", "carried_spam"),
                once("ham", "carried_ham"),
                "1",
                "0",
                "0",
                "0",
                "0")
            .union(
                sums(
                    Tables.ALERTS,
                    "day",
                    "true",
                    days,
                    "0",
                    "0",
                    "0",
                    "0",
                    "0",
                    "1",
                    "0",
                    "0",
                    "0"))
            .union(
                sums(
                    Tables.POLICY,
                    "day",
                    "true",
                    days,
                    "0",
                    "0",
                    "0",
                    "0",
                    "0",
                    "0",
                    "1",
                    "0",
                    "0"))
            .union(
                sums(
                    Tables.LEDGER,
                    "date(first_time)",
                    "status = 'done'",
                    days,
                    "0",
                    "0",
                    "0",
                    "0",
                    "0",
                    "0",
                    "0",
                    "lines",
                    "lines_refused"));
    Map<LocalDate, long[]> totals = new HashMap<>();
    days.forEach(day -> totals.put(day, new long[9]));
    for (Row row : sums.collectAsList()) {
      long[] total = totals.get(row.<LocalDate>getAs(0));
      for (int i = 0; i < total.length; i++) {
        total[i] += row.getLong(i + 1);
      }
    }
    totals.forEach(
        (day, n) ->
            figures.put(
                day, new NightFigures(day, n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8])));
    return figures;
  }

  /**
   * Takes off IPv4 prefixes what came through 6to4 and its like, which IPv6 prefixes count, too.
   * Rows of before this was counted do not tell.
   */
  private static String once(String count, String carried) {
    return "if(%s, %s - coalesce(%s, 0), 0)".formatted(WIDEST, count, carried);
  }

  /** The sums of one table, in the order of the record. */
  private Dataset<Row> sums(
      TableDefinition table,
      String day,
      String filter,
      Collection<LocalDate> days,
      String... summands) {
    Column[] sums =
        Arrays.stream(summands)
            .map(summand -> expr("CAST(coalesce(sum(%s), 0) AS LONG)".formatted(summand)))
            .toArray(Column[]::new);
    return lake.readWhole(table)
        .withColumn("of_day", expr(day))
        .filter(col("of_day").isInCollection(days))
        .filter(filter)
        .groupBy("of_day")
        .agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length));
  }
}
