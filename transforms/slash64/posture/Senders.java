package slash64.posture;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.breakage.Breakage;
import slash64.breakage.CheckDay;

/**
 * The senders of a day that fail some check, each with its days before: a customer's domain
 * wherever it sends from, anybody else's domain by the network it sends from. So mail that forges a
 * domain from elsewhere has no past there that could break.
 */
public final class Senders {
  /** Days of the table {@code posture} that are looked at, the last one included. */
  public static final int DAYS = 2 * Breakage.WINDOW;

  private static final List<String> KEYS = List.of("customer_key", "sender_domain", "place");

  private Senders() {}

  /**
   * Returns one row per sender: customer_key (empty: not ours), sender_domain, place (empty for
   * customers), days (a struct of day and per check passed and known), details (of customers, the
   * day's rows of {@code posture}), transactions and spam of the day.
   *
   * @param posture rows of the last {@link #DAYS} days up to {@code day}
   */
  public static Dataset<Row> failing(Dataset<Row> posture, LocalDate day) {
    int today = (int) day.toEpochDay();
    Dataset<Row> rows =
        posture
            .filter(col("sender_domain").isNotNull())
            .withColumn("customer_key", coalesce(col("customer"), lit("")))
            .withColumn("place", when(col("customer").isNull(), col("prefix")).otherwise(""))
            .withColumn("number", unix_date(col("day")));
    Dataset<Row> failing =
        sums(rows.filter(col("number").equalTo(today)), keys())
            .filter(failsSome())
            .select(keys().toArray(Column[]::new));
    List<Column> keysAndDay = new ArrayList<>(keys());
    keysAndDay.add(col("number"));
    return sums(
            rows.join(failing, KEYS.toArray(String[]::new), "left_semi")
                .withColumn("is_today", col("number").equalTo(today)),
            keysAndDay,
            collect_list(when(col("is_today").and(col("customer").isNotNull()), detail()))
                .as("details"),
            sum(when(col("is_today"), col("transactions"))).as("transactions"),
            sum(when(col("is_today"), col("spam"))).as("spam"))
        .groupBy(keys().toArray(Column[]::new))
        .agg(
            collect_list(struct(dayColumns())).as("days"),
            flatten(collect_list(col("details"))).as("details"),
            max("transactions").as("transactions"),
            max("spam").as("spam"));
  }

  /**
   * Returns one row per customer: customer, transactions, and for each check, as {@code spf_passed}
   * and {@code spf_known}, how many of them passed it and of how many that is known; likewise dkim,
   * dmarc, ptr and tls.
   *
   * @param posture rows of any days
   */
  public static Dataset<Row> ofCustomers(Dataset<Row> posture) {
    return sums(
        posture.filter(col("customer").isNotNull()),
        List.of(col("customer")),
        sum("transactions").as("transactions"));
  }

  private static List<Column> keys() {
    return KEYS.stream().map(key -> col(key)).toList();
  }

  private static Dataset<Row> sums(Dataset<Row> rows, List<Column> keys, Column... more) {
    Stream<Column> sums =
        Check.ALL.stream()
            .flatMap(
                check ->
                    Stream.of(
                        sum(check.passed()).as(check.word() + "_passed"),
                        sum(check.known()).as(check.word() + "_known")));
    Column[] all = Stream.concat(sums, Stream.of(more)).toArray(Column[]::new);
    return rows.groupBy(keys.toArray(Column[]::new))
        .agg(all[0], Stream.of(all).skip(1).toArray(Column[]::new));
  }

  /** Of the many that are not ours only who fails every second time; of customers every failure. */
  private static Column failsSome() {
    Column isOurs = not(col("customer_key").equalTo(""));
    return Check.ALL.stream()
        .map(
            check -> {
              Column passed = col(check.word() + "_passed");
              Column known = col(check.word() + "_known");
              return known
                  .gt(0)
                  .and(passed.multiply(2).leq(known).or(isOurs.and(passed.lt(known))));
            })
        .reduce(Column::or)
        .orElseThrow();
  }

  private static Column detail() {
    return struct(
        Stream.of(
                "family",
                "prefix",
                "prefix_key",
                "spf",
                "dkim",
                "dmarc",
                "unaligned",
                "named",
                "unnamed",
                "helo_matches",
                "tls",
                "ipsec",
                "unnamed_address",
                "unnamed_helo")
            .map(name -> col(name))
            .toArray(Column[]::new));
  }

  private static Column[] dayColumns() {
    List<Column> columns = new ArrayList<>(List.of(col("number")));
    for (Check check : Check.ALL) {
      columns.add(col(check.word() + "_passed"));
      columns.add(col(check.word() + "_known"));
    }
    return columns.toArray(Column[]::new);
  }

  /** Returns the days of one check of a row of {@link #failing}. */
  static List<CheckDay> days(Row sender, Check check) {
    List<CheckDay> days = new ArrayList<>();
    int at = 1 + 2 * check.ordinal();
    for (Row day : sender.<Row>getList(sender.fieldIndex("days"))) {
      days.add(new CheckDay(day.getInt(0), day.getLong(at), day.getLong(at + 1)));
    }
    return days;
  }
}
