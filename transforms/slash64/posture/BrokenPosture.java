package slash64.posture;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.baseline.AlertKind;
import slash64.baseline.Severity;
import slash64.breakage.Breakage;
import slash64.net.Prefix;
import slash64.rows.MapRows;
import slash64.scores.Alerts;

/**
 * Alerts of SPF, DKIM, DMARC, PTR or TLS that broke for a sender that had them right. A domain that
 * sends from several networks is one alert, and so is a client that sends for several domains.
 */
public final class BrokenPosture {
  private static final StructType FOUND =
      new StructType()
          .add("subject", DataTypes.StringType)
          .add("checks", DataTypes.StringType)
          .add("since", DataTypes.IntegerType)
          .add("is_new", DataTypes.BooleanType)
          .add("passed", DataTypes.LongType)
          .add("known", DataTypes.LongType)
          .add("before", DataTypes.DoubleType)
          .add("customer", DataTypes.StringType)
          .add("sender_domain", DataTypes.StringType)
          .add("prefix", DataTypes.StringType)
          .add("prefix_key", DataTypes.StringType)
          .add("reason", DataTypes.StringType);

  private BrokenPosture() {}

  /**
   * Turns {@link Senders#failing} into {@link Alerts#SCHEMA}.
   *
   * @param day the UTC day that is judged
   */
  public static Dataset<Row> alerts(Dataset<Row> senders, LocalDate day) {
    int today = (int) day.toEpochDay();
    MapPartitionsFunction<Row, Row> found =
        rows -> flatMap(rows, sender -> found(sender, today).iterator());
    return MapRows.of(senders, found, FOUND)
        .groupBy("subject")
        .agg(
            max_by(
                    struct(col("*")),
                    struct(col("known").minus(col("passed")), col("prefix_key"), col("checks")))
                .as("top"),
            min("is_new").as("is_new"),
            count(lit(1)).as("parts"))
        .select(
            lit(day).as("day"),
            lit(AlertKind.BROKEN_AUTHENTICATION.label()).as("kind"),
            col("top.prefix").as("prefix"),
            col("top.prefix_key").as("prefix_key"),
            org.apache
                .spark
                .sql
                .functions
                .when(col("top.customer").isNotNull(), lit(Severity.HIGH.label()))
                .otherwise(lit(Severity.MEDIUM.label()))
                .as("severity"),
            col("top.before").multiply(col("top.known")).as("expected"),
            col("top.passed").cast("double").as("observed"),
            date_from_unix_date(col("top.since")).as("since"),
            col("is_new"),
            col("top.reason").as("reason"),
            lit("Look at what changed on that day: records in DNS, keys, the address or name of the"
                    + " server.")
                .as("advice"),
            to_json(
                    struct(
                        col("top.checks").as("checks"),
                        col("top.customer").as("customer"),
                        col("top.sender_domain").as("sender_domain"),
                        col("top.passed").as("passed"),
                        col("top.known").as("known"),
                        col("top.before").as("share_before"),
                        col("parts")))
                .as("evidence"))
        .to(Alerts.SCHEMA);
  }

  static Iterator<Row> flatMap(Iterator<Row> rows, FlatMapFunction<Row, Row> function) {
    List<Row> all = new ArrayList<>();
    rows.forEachRemaining(
        row -> {
          try {
            function.call(row).forEachRemaining(all::add);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    return all.iterator();
  }

  private static List<Row> found(Row sender, int today) {
    Map<Check, Breakage> broken = new EnumMap<>(Check.class);
    for (Check check : Check.ALL) {
      Breakage.of(Senders.days(sender, check), today).ifPresent(b -> broken.put(check, b));
    }
    List<Row> rows = new ArrayList<>();
    for (boolean isOfClient : new boolean[] {false, true}) {
      List<Check> checks =
          broken.keySet().stream().filter(c -> c.isOfClient() == isOfClient).toList();
      if (!checks.isEmpty()) {
        rows.add(row(sender, checks, broken.get(checks.get(0)), isOfClient));
      }
    }
    return rows;
  }

  private static Row row(Row sender, List<Check> checks, Breakage broken, boolean isOfClient) {
    String customer = sender.getAs("customer_key");
    String domain = sender.getAs("sender_domain");
    String place = sender.getAs("place");
    String prefix = customer.isEmpty() ? place : Help.busiest(sender);
    String subject =
        isOfClient
            ? "client " + (customer.isEmpty() ? place : customer)
            : "domain " + customer + " " + domain;
    String named = checks.stream().map(Check::name).collect(Collectors.joining(", "));
    String reason =
        String.format(
            Locale.ROOT,
            "%s: %d of %d transactions of %s pass, %.0f %% did in the four weeks before.",
            named,
            broken.passed(),
            broken.known(),
            Help.isPlain(domain) ? domain : "a sender domain",
            100 * broken.before());
    return RowFactory.create(
        subject,
        named.toLowerCase(Locale.ROOT),
        broken.since(),
        broken.isNew(),
        broken.passed(),
        broken.known(),
        broken.before(),
        customer.isEmpty() ? null : customer,
        domain,
        prefix,
        prefix == null ? null : Prefix.parse(prefix).key(),
        reason);
  }
}
