package slash64.registry;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import slash64.baseline.AlertKind;
import slash64.baseline.Severity;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.scores.Alerts;

/** Alerts of mail from addresses of ours that nobody held at that moment. */
public final class Unallocated {
  private Unallocated() {}

  /**
   * Turns a day's rows of the table {@code messages} into {@link Alerts#SCHEMA}, one for each piece
   * of our space.
   *
   * @param alertsBefore rows of the table {@code alerts} of the week before the day
   */
  public static Dataset<Row> alerts(
      Dataset<Row> messages, OwnSpace space, Dataset<Row> alertsBefore, LocalDate day) {
    UDF2<Long, Long, String> piece =
        (high, low) -> {
          Prefix found = space.piece(new Address(high, low));
          return found == null ? null : found.toString();
        };
    UDF1<String, String> key = prefix -> Prefix.parse(prefix).key();
    String kind = AlertKind.UNALLOCATED.label();
    Dataset<Row> known =
        alertsBefore
            .filter(col("kind").equalTo(kind))
            .groupBy("prefix")
            .agg(min("since").as("since_before"));
    return messages
        .filter(
            col("customer")
                .isNull()
                .and(col("kind").isin("message", "refused"))
                .and(col("client_high").isNotNull())
                .and(col("client_low").isNotNull()))
        .withColumn(
            "prefix", udf(piece, DataTypes.StringType).apply(col("client_high"), col("client_low")))
        .filter(col("prefix").isNotNull())
        .groupBy("prefix")
        .agg(
            count(lit(1)).as("transactions"),
            count_if(col("sasl_hash").isNotNull()).as("authenticated"),
            count_if(col("verdict").equalTo("spam")).as("spam"),
            min("client_ip").as("example"))
        .join(known, new String[] {"prefix"}, "left_outer")
        .withColumn("day", lit(day))
        .withColumn("kind", lit(kind))
        .withColumn("prefix_key", udf(key, DataTypes.StringType).apply(col("prefix")))
        .withColumn(
            "severity",
            when(col("authenticated").gt(0), lit(Severity.HIGH.label()))
                .otherwise(lit(Severity.MEDIUM.label())))
        .withColumn("expected", lit(0.0))
        .withColumn("observed", col("transactions").cast("double"))
        .withColumn("since", coalesce(col("since_before"), col("day")))
        .withColumn("is_new", col("since_before").isNull())
        .withColumn(
            "reason",
            format_string(
                "%d transactions, %d of them authenticated, from a prefix of ours that is allocated"
                    + " to nobody.",
                col("transactions"), col("authenticated")))
        .withColumn("advice", lit("Enter who holds it in the registry, or shut it off."))
        .withColumn(
            "evidence",
            to_json(struct(col("transactions"), col("authenticated"), col("spam"), col("example"))))
        .to(Alerts.SCHEMA);
  }
}
