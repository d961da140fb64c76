package slash64.scores;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import slash64.activity.Cuts;
import slash64.activity.PrefixActivity;
import slash64.testing.ManyMessages;
import slash64.testing.SharedSpark;

/** Mail of own customers that bounces speaks against where they send from. */
class CustomerBouncesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 2);

  @Test
  void bouncesBeyondTheStaleOnesWeighAsSet() {
    SparkSession spark = SharedSpark.session();
    Dataset<Row> messages =
        ManyMessages.of(spark, DAY, 1_000, 64, 1, 0)
            .withColumn("direction", lit("submission"))
            .withColumn("verdict", lit(null).cast("string"))
            .withColumn("bounced", lit(2L));
    Dataset<Row> activity =
        PrefixActivity.of(messages, Cuts.between(messages, 2)).localCheckpoint();
    Map<String, Double> without = spam(activity.withColumn("customers_bounced", lit(0L)));
    Map<String, Double> unknown =
        spam(activity.withColumn("customers_bounced", lit(null).cast("long")));
    Map<String, Double> with = spam(activity);
    assertThat(unknown).isEqualTo(without);
    for (Row row :
        activity
            .filter("not is_rest and messages > 0")
            .select(col("prefix"), col("messages"), col("unscanned"))
            .collectAsList()) {
      double bounces = 2 * row.getLong(1) - 0.05 * row.getLong(2);
      assertThat(with.get(row.getString(0)) - without.get(row.getString(0)))
          .as(row.getString(0))
          .isCloseTo(0.7 * bounces, within(1e-9));
    }
  }

  private static Map<String, Double> spam(Dataset<Row> activity) {
    try (NightScores scores = FirstNight.of(activity, DAY)) {
      Map<String, Double> spam = new TreeMap<>();
      for (Row row : scores.scores().select("prefix", "spam").collectAsList()) {
        spam.put(row.getString(0), row.getDouble(1));
      }
      return spam;
    }
  }
}
