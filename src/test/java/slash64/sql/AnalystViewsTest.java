package slash64.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.lake.Lake;
import slash64.lake.TableViews;
import slash64.testing.SampleWarehouse;
import slash64.testing.SharedSpark;

/** The views over two nights: a join neither loses rows nor doubles them. */
class AnalystViewsTest {
  private static SparkSession spark;

  @BeforeAll
  static void nameTables() {
    spark = SharedSpark.session().newSession();
    TableViews.create(Lake.at(spark, SampleWarehouse.folder().resolve("warehouse").toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prefix_history | prefix_scores",
        "prefix_tree    | prefix_activity WHERE NOT is_rest",
        "customer_day   | customer_activity",
        "top_offenders  | policy WHERE tier IN ('throttle', 'greylist', 'reject')",
        "who_sent       | messages WHERE kind IN ('message', 'refused')",
      })
  void hasARowForEachOfItsTable(String view, String table) {
    assertThat(count(view)).isEqualTo(count(table)).isPositive();
  }

  @Test
  void everyPrefixButTheWidestHasItsParentInTheTree() {
    assertThat(count("prefix_tree WHERE parent IS NOT NULL")).isPositive();
    assertThat(count("prefix_tree WHERE bits > if(family = 4, 120, 32) AND parent IS NULL"))
        .isZero();
    assertThat(
            count(
                "prefix_tree WHERE parent IS NOT NULL AND NOT (prefix_contains(parent, prefix)"
                    + " AND prefix <> parent)"))
        .isZero();
  }

  @Test
  void theWorstOffenderComesFirst() {
    Row odd =
        spark
            .sql(
                """
                SELECT count_if(spam > before) AS unsorted, count_if(rank <> place) AS misplaced
                FROM (SELECT rank, spam, lag(spam) OVER (PARTITION BY day ORDER BY rank) AS before,
                  row_number() OVER (PARTITION BY day ORDER BY rank) AS place FROM top_offenders)
                """)
            .head();

    assertThat(odd.getLong(0)).isZero();
    assertThat(odd.getLong(1)).isZero();
  }

  @Test
  void alertsStandInTheHistoryOfTheirPrefix() {
    assertThat(
            count(
                """
                alerts a WHERE NOT EXISTS (SELECT 1 FROM prefix_history h WHERE h.day = a.day
                  AND h.prefix_key = a.prefix_key AND array_contains(h.alerts, a.kind))
                  AND a.prefix_key IN (SELECT prefix_key FROM prefix_scores s WHERE s.day = a.day)"""))
        .isZero();
    assertThat(count("prefix_history WHERE size(alerts) > 0")).isPositive();
  }

  @Test
  void sharesOfACustomerAreShares() {
    assertThat(
            count(
                """
                customer_day WHERE NOT (coalesce(spam_share, 0) BETWEEN 0 AND 1
                  AND coalesce(spf_pass_share, 0) BETWEEN 0 AND 1
                  AND coalesce(dkim_pass_share, 0) BETWEEN 0 AND 1
                  AND coalesce(named_share, 0) BETWEEN 0 AND 1)"""))
        .isZero();
  }

  private static long count(String from) {
    return spark.sql("SELECT count(*) FROM " + from).head().getLong(0);
  }
}
