package slash64.replay;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Inbound mail by client address: what guards try a policy on. */
public final class ReplayedMail {
  public static final StructType SCHEMA =
      new StructType()
          .add("client_high", DataTypes.LongType, true, "bits 0 to 63 of the client address")
          .add("client_low", DataTypes.LongType, true, "bits 64 to 127; IPv4 in its mapped form")
          .add("messages", DataTypes.LongType, true, "transactions, accepted or refused")
          .add("good", DataTypes.LongType, true, "of these, what passed as good")
          .add("unjudged", DataTypes.LongType, true, "of the good, what no content filter judged")
          .add("spam", DataTypes.LongType, true, "of the messages, refused or judged to be spam")
          .add("unknown", DataTypes.LongType, true, "of the spam, to recipients that do not exist");

  private ReplayedMail() {}

  /** Sums up rows of {@code messages}; one row an address, unordered. */
  public static Dataset<Row> of(Dataset<Row> messages) {
    return InboundMail.of(messages)
        .groupBy("client_high", "client_low")
        .agg(
            count(lit(1)).as("messages"),
            count_if(col("is_good")).as("good"),
            count_if(col("is_good").and(col("verdict").isNull())).as("unjudged"),
            count_if(col("is_spam")).as("spam"),
            count_if(col("is_spam").and(isToNobody())).as("unknown"))
        .to(SCHEMA);
  }

  private static Column isToNobody() {
    return coalesce(col("reject_class").equalTo("unknown_user"), lit(false));
  }

  /**
   * Returns a condition: a row of {@link #SCHEMA} is a sender known to be good. Where no filter
   * judges, that mail was accepted says little more than that its recipient exists; so of such mail
   * no more than {@link KnownGood#unknown} may have been for nobody, one mistyped address apart.
   */
  public static Column isKnownGood(KnownGood known) {
    Column judged = col("good").minus(col("unjudged"));
    Column areFewForNobody =
        col("unknown")
            .multiply(known.share())
            .leq(
                judged
                    .multiply(1 - known.share())
                    .plus(col("unjudged").multiply(known.share() * known.unknown())));
    return col("good")
        .geq(known.messages())
        .and(col("good").geq(col("good").plus(col("spam")).multiply(known.share())))
        .and(areFewForNobody.or(col("unknown").leq(1)));
  }
}
