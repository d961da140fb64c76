package slash64.replay;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import scala.reflect.ClassTag$;
import slash64.policy.PolicyEntry;
import slash64.policy.PrefixIndex;
import slash64.policy.Tier;

/**
 * What a policy answers for a client address, to rows with {@code client_high} and {@code
 * client_low}, neither ever null. The policy's prefixes are sent to every executor once, 28 bytes
 * each.
 */
public final class Answers {
  private Answers() {}

  /**
   * Adds a column with the position of the entry that answers, {@link PrefixIndex#NONE} if none
   * does.
   *
   * @param policy in tree order
   */
  public static Dataset<Row> addEntry(Dataset<Row> rows, String column, List<PolicyEntry> policy) {
    return rows.withColumn(column, position(rows.sparkSession(), policy));
  }

  /**
   * Adds a column with the word of the tier that answers.
   *
   * @param policy in tree order
   */
  public static Dataset<Row> addTier(Dataset<Row> rows, String column, List<PolicyEntry> policy) {
    String[] words = policy.stream().map(entry -> entry.tier().word()).toArray(String[]::new);
    Broadcast<String[]> sent = send(rows.sparkSession(), words);
    UserDefinedFunction tier =
        udf(
            (UDF1<Integer, String>)
                entry -> entry == PrefixIndex.NONE ? Tier.NEUTRAL.word() : sent.value()[entry],
            DataTypes.StringType);
    return rows.withColumn(column, tier.apply(position(rows.sparkSession(), policy)));
  }

  private static Column position(SparkSession spark, List<PolicyEntry> policy) {
    Broadcast<PrefixIndex> sent =
        send(spark, PrefixIndex.ofSorted(policy.stream().map(PolicyEntry::prefix).toList()));
    UserDefinedFunction position =
        udf(
            (UDF2<Long, Long, Integer>) (high, low) -> sent.value().index(high, low),
            DataTypes.IntegerType);
    return position.apply(col("client_high"), col("client_low"));
  }

  @SuppressWarnings("unchecked") // the class of a value is that of the value
  private static <T> Broadcast<T> send(SparkSession spark, T value) {
    return spark
        .sparkContext()
        .broadcast(value, ClassTag$.MODULE$.apply((Class<T>) value.getClass()));
  }
}
