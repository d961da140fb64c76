package slash64.replay;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** How two policies treat the same mail. */
public final class Treatment {
  public static final StructType SCHEMA =
      new StructType()
          .add("policy", DataTypes.StringType, true, "before or after")
          .add("tier", DataTypes.StringType, true, "what it does with the mail")
          .add("messages", DataTypes.LongType, true, "transactions, accepted or refused")
          .add("spam", DataTypes.LongType, true, "of these, what was refused or judged to be spam")
          .add("good", DataTypes.LongType, true, "of these, what passed as good")
          .add("senders", DataTypes.LongType, true, "distinct sender domains of the good ones")
          .add("customers", DataTypes.LongType, true, "distinct customers the good ones are from")
          .add(
              "otherwise",
              DataTypes.LongType,
              true,
              "of the messages, what the other policy treats otherwise");

  private Treatment() {}

  /**
   * Counts inbound mail by policy and tier; at most ten rows.
   *
   * @param mail as {@link InboundMail} gives it, with the tiers in {@code before} and {@code after}
   */
  public static Dataset<Row> of(Dataset<Row> mail) {
    return mail.withColumn(
            "answer", explode(array(answer("before", "after"), answer("after", "before"))))
        .groupBy(col("answer.policy").as("policy"), col("answer.tier").as("tier"))
        .agg(
            count(lit(1)).as("messages"),
            count_if(col("is_spam")).as("spam"),
            count_if(col("is_good")).as("good"),
            count_distinct(when(col("is_good"), col("sender_domain"))).as("senders"),
            count_distinct(when(col("is_good"), col("customer"))).as("customers"),
            count_if(col("answer.tier").notEqual(col("answer.other"))).as("otherwise"))
        .to(SCHEMA);
  }

  private static Column answer(String policy, String other) {
    return struct(lit(policy).as("policy"), col(policy).as("tier"), col(other).as("other"));
  }
}
