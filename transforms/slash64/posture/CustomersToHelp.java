package slash64.posture;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.time.LocalDate;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.rows.MapRows;

/**
 * The table {@code customers_to_help}: which customer's which domain fails what, and how to mend
 * it.
 */
public final class CustomersToHelp {
  public static final StructType SCHEMA =
      new StructType()
          .add("day", DataTypes.DateType, true, "UTC day")
          .add("customer", DataTypes.StringType, true, "name in the allocations file")
          .add("sender_domain", DataTypes.StringType, true, "of the envelope sender")
          .add("problem", DataTypes.StringType, true, "spf, dkim, dmarc, ptr, helo or tls")
          .add("result", DataTypes.StringType, true, "most frequent result that is not a pass")
          .add("since", DataTypes.DateType, true, "first day of the run of days with failures")
          .add("transactions", DataTypes.LongType, true, "of which the result is known")
          .add("failing", DataTypes.LongType, true, "of these, not passed")
          .add("failing_ipv4", DataTypes.LongType, true, "of these, from IPv4")
          .add("failing_ipv6", DataTypes.LongType, true, "of these, from IPv6")
          .add("share_low", DataTypes.DoubleType, true, "failing share, Wilson interval of 95 %")
          .add("share_high", DataTypes.DoubleType, true, "its upper end")
          .add("prefix", DataTypes.StringType, true, "/64 or IPv4 address where most fail")
          .add("prefixes", DataTypes.IntegerType, true, "in how many of these some fail")
          .add("record", DataTypes.StringType, true, "DNS record, or part of it, that mends it")
          .add("advice", DataTypes.StringType, true, "what to tell the customer");

  private CustomersToHelp() {}

  /**
   * Turns {@link Senders#failing} into {@link #SCHEMA}. Domains of which the filter calls most mail
   * spam are left out: who forges a domain needs other help.
   */
  public static Dataset<Row> of(Dataset<Row> senders, LocalDate day) {
    int today = (int) day.toEpochDay();
    MapPartitionsFunction<Row, Row> help =
        rows -> BrokenPosture.flatMap(rows, sender -> Help.rows(sender, today).iterator());
    Dataset<Row> honest =
        senders
            .filter(not(col("customer_key").equalTo("")))
            .filter(col("spam").multiply(2).leq(col("transactions")));
    return MapRows.of(honest, help, Help.SCHEMA)
        .withColumn("day", lit(day))
        .withColumn("since", date_from_unix_date(col("since_number")))
        .to(SCHEMA);
  }
}
