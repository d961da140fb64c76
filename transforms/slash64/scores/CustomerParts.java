package slash64.scores;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import java.util.Collection;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.baseline.CustomerVolume;
import slash64.net.Prefix;

/** The networks that some customers sent from, beside what was expected of each. */
public final class CustomerParts {
  public static final StructType SCHEMA =
      new StructType()
          .add("customer", DataTypes.StringType, true, "name in the allocations file")
          .add("high", DataTypes.LongType, true, "bits 0 to 63 of the network")
          .add("low", DataTypes.LongType, true, "bits 64 to 127; 0 for a /64")
          .add("messages", DataTypes.LongType, false, "of the customer on the day")
          .add("expected", DataTypes.DoubleType, true, "transactions; null when not tested")
          .add("networks", DataTypes.LongType, false, "of the customer, these and smaller ones")
          .add("example", DataTypes.StringType, true, "a queue id");

  /** Networks of a customer that are told apart: those with most messages. */
  static final int MOST_PARTS = 64;

  private CustomerParts() {}

  /**
   * Returns {@link #SCHEMA}, at most {@value #MOST_PARTS} rows a customer, those with most messages
   * first.
   *
   * @param messages a day's rows of the table {@code messages}, from clients afar
   * @param scores the day's rows of {@code prefix_scores}
   */
  public static Dataset<Row> of(
      Dataset<Row> messages, Dataset<Row> scores, Collection<String> customers) {
    Column low = when(DigestDays.isIpv4(), col("client_low")).otherwise(lit(0L));
    Column isNetwork = col("bits").equalTo(when(col("prefix_low").equalTo(0), 64).otherwise(128));
    Dataset<Row> expected =
        scores
            .filter(isNetwork.and(col("volume_log_p").isNotNull()))
            .select(
                col("prefix_high").as("high"),
                col("prefix_low").as("low"),
                col("expected_transactions").as("expected"));
    WindowSpec ofCustomer = Window.partitionBy("customer");
    return messages
        .filter(
            col("customer").isin(customers.toArray()).and(col("kind").isin("message", "refused")))
        .groupBy(col("customer"), col("client_high").as("high"), low.as("low"))
        .agg(count(lit(1)).as("messages"), min("queue_id").as("example"))
        .withColumn("networks", count(lit(1)).over(ofCustomer))
        .withColumn(
            "rank",
            row_number().over(ofCustomer.orderBy(col("messages").desc(), col("high"), col("low"))))
        .filter(col("rank").leq(MOST_PARTS))
        .join(expected, new String[] {"high", "low"}, "left_outer")
        .orderBy("customer", "rank")
        .to(SCHEMA);
  }

  /** Returns a row of {@link #SCHEMA} as it is judged. */
  public static CustomerVolume.Part part(Row row) {
    long low = row.<Long>getAs("low");
    return new CustomerVolume.Part(
        Prefix.of(row.<Long>getAs("high"), low, low == 0 ? 64 : 128),
        row.<Long>getAs("messages"),
        row.getAs("expected"));
  }
}
