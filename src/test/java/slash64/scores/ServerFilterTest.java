package slash64.scores;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.activity.Cuts;
import slash64.activity.PrefixActivity;
import slash64.testing.ManyMessages;
import slash64.testing.SharedSpark;

/** A site whose servers refuse spam is read as one whose filter tells of all it judges. */
class ServerFilterTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 2);

  /** Each message judged by a filter that tells so, one network in eleven bad. */
  private static Dataset<Row> told;

  @BeforeAll
  static void makeDay() {
    Dataset<Row> messages =
        ManyMessages.of(SharedSpark.session(), DAY, 4_000, 65_536, 16, 0)
            .withColumn(
                "verdict",
                expr(
                    "case when kind = 'refused' then null"
                        + " when pmod(client_high, 11) = 0 then 'spam' else 'ham' end"));
    told = PrefixActivity.of(messages, Cuts.between(messages, 2)).localCheckpoint();
  }

  @Test
  void whatSuchServersAcceptCountsAsWhatAFilterCallsGood() {
    Dataset<Row> refusing = refusing(told, "spam");
    assertThat(ServerFilter.isInUse(told)).isFalse();
    assertThat(ServerFilter.isInUse(refusing)).isTrue();
    Map<String, String> scores = scores(told);
    assertThat(scores).hasSizeGreaterThan(1_000);
    assertThat(scores(refusing)).isEqualTo(scores);
  }

  @Test
  void whereFewAreRefusedForTheirContentMailThatNobodyJudgedIsNoEvidence() {
    Dataset<Row> ruled = refusing(told, "if(pmod(prefix_high, 1000) = 0, spam, 0)");
    assertThat(ServerFilter.isInUse(ruled)).isFalse();
    assertThat(ServerFilter.isInUse(told.limit(0))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, false",
    "19, 19, 10, false",
    "20, 10, 0, true",
    "20, 20, 380, true",
    "20, 20, 381, false",
    "5000, 700, 90000, true",
    "5000, 9, 90000, false",
  })
  void aFilterRefusesAShareFromManyNetworks(
      long refused, long networks, long accepted, boolean isFilter) {
    assertThat(ServerFilter.isFilter(refused, networks, accepted)).isEqualTo(isFilter);
  }

  /** Returns the day of servers that refuse so many and log no verdict. */
  private static Dataset<Row> refusing(Dataset<Row> activity, String refused) {
    return activity
        .withColumn(
            "refusals_by_class",
            expr(
                "map_concat(map_filter(refusals_by_class, (k, v) -> k != 'content'),"
                    + " map('content', %s))".formatted(refused)))
        .withColumn("unscanned_inbound", col("ham"))
        .withColumn("unscanned", col("unscanned").plus(col("ham")))
        .withColumn("spam", lit(0L))
        .withColumn("ham", lit(0L));
  }

  private static Map<String, String> scores(Dataset<Row> activity) {
    try (NightScores scores = FirstNight.of(activity, DAY)) {
      Map<String, String> rows = new TreeMap<>();
      for (Row row :
          scores
              .scores()
              .select("prefix", "spam", "ham", "spam_share_low", "score", "wanted")
              .collectAsList()) {
        rows.put(row.getString(0), row.toString());
      }
      return rows;
    }
  }
}
