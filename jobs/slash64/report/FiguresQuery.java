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
import java.util.function.ToLongFunction;
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

  private static final String DAY = "of_day";

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
                sum("transactions", once("transactions", "carried")),
                sum("over_ipv6", "if(family = 6 AND %s, transactions, 0)".formatted(WIDEST)),
                sum("spam", once("spam", "carried_spam")),
                sum("ham", once("ham", "carried_ham")),
                sum("prefixes", "1"))
            .unionByName(sums(Tables.ALERTS, "day", "true", days, sum("alerts", "1")), true)
            .unionByName(sums(Tables.POLICY, "day", "true", days, sum("entries", "1")), true)
            .unionByName(
                sums(
                    Tables.LEDGER,
                    "date(first_time)",
                    "status = 'done'",
                    days,
                    sum("lines", "lines"),
                    sum("refused_lines", "lines_refused")),
                true);
    Map<LocalDate, Map<String, Long>> known = new HashMap<>();
    for (Row row : sums.collectAsList()) {
      Map<String, Long> ofDay = known.computeIfAbsent(row.getAs(DAY), day -> new HashMap<>());
      for (String name : row.schema().fieldNames()) {
        if (!name.equals(DAY) && row.getAs(name) != null) {
          ofDay.put(name, row.<Long>getAs(name)); // each is of one table
        }
      }
    }
    days.forEach(day -> figures.put(day, figures(day, known.getOrDefault(day, Map.of()))));
    return figures;
  }

  private static NightFigures figures(LocalDate day, Map<String, Long> known) {
    ToLongFunction<String> of = name -> known.getOrDefault(name, 0L);
    return new NightFigures(
        day,
        of.applyAsLong("transactions"),
        of.applyAsLong("over_ipv6"),
        of.applyAsLong("spam"),
        of.applyAsLong("ham"),
        of.applyAsLong("prefixes"),
        of.applyAsLong("alerts"),
        of.applyAsLong("entries"),
        of.applyAsLong("lines"),
        of.applyAsLong("refused_lines"));
  }

  /**
   * Takes off IPv4 prefixes what came through 6to4 and its like, which IPv6 prefixes count, too.
   * Rows of before this was counted do not tell.
   */
  private static String once(String count, String carried) {
    return "if(%s, %s - coalesce(%s, 0), 0)".formatted(WIDEST, count, carried);
  }

  private static Column sum(String name, String summand) {
    return expr("CAST(coalesce(sum(%s), 0) AS LONG)".formatted(summand)).as(name);
  }

  /** Sums of one table, by day. */
  private Dataset<Row> sums(
      TableDefinition table,
      String day,
      String filter,
      Collection<LocalDate> days,
      Column... sums) {
    return lake.readWhole(table)
        .withColumn(DAY, expr(day))
        .filter(col(DAY).isInCollection(days))
        .filter(filter)
        .groupBy(DAY)
        .agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length));
  }
}
