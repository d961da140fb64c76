package slash64.scores;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import slash64.activity.Cuts;
import slash64.activity.PrefixActivity;
import slash64.testing.ManyMessages;
import slash64.testing.SharedSpark;

/** A customer's forgotten password is no evidence against his prefix; strangers' guesses are. */
class CustomerLoginsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 2);

  @Test
  void failedLoginsFromCustomersPrefixesDoNotSpeakAgainstThem() {
    assertThat(mostSpam(lit("alpha"))).isZero();
    assertThat(mostSpam(lit(null).cast("string"))).isGreaterThan(1);
  }

  private static double mostSpam(Column customer) {
    Dataset<Row> messages =
        ManyMessages.of(SharedSpark.session(), DAY, 200, 16, 1, 0)
            .filter("kind = 'message'")
            .withColumn("customer", customer)
            .withColumn("verdict", lit(null).cast("string"))
            .withColumn("auth_failures", lit(5L));
    Dataset<Row> activity =
        PrefixActivity.of(messages, Cuts.between(messages, 2)).localCheckpoint();
    try (NightScores scores = FirstNight.of(activity, DAY)) {
      return scores.scores().agg(max("spam")).head().getDouble(0);
    }
  }
}
