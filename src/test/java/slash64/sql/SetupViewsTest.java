package slash64.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import slash64.lake.TableDefinition;
import slash64.lake.Tables;
import slash64.stats.Wilson;
import slash64.testing.SharedSpark;

class SetupViewsTest {
  private static SparkSession spark;

  /** A session of its own, with every table empty but those that a test fills. */
  @BeforeAll
  static void tablesAreNamed() {
    spark = SharedSpark.session().newSession();
    Set<String> tables = new TreeSet<>();
    for (TableDefinition table : Tables.ALL) {
      spark.createDataFrame(List.<Row>of(), table.schema()).createOrReplaceTempView(table.name());
      tables.add(table.name());
    }
    fill(
        "posture",
        """
        SELECT DATE'2026-11-01' AS day, 'alpha' AS customer, 'alpha.example' AS sender_domain,
          f AS family, p AS prefix, 10L AS transactions, map('pass', 7L, 'fail', 1L, 'temperror', 1L,
          'not_logged', 1L) AS spf, map('verified', 2L, 'untrusted', 1L, 'unverified', 1L, 'none', 4L,
          'not_logged', 1L, 'other', 1L) AS certificates
        FROM VALUES (4, '192.0.2.1/32'), (6, '2001:db8:1:2::/64') AS v(f, p)
        """);
    fill(
        "allocations",
        """
        SELECT DATE'2026-11-05' AS day, p AS prefix, prefix_key(p) AS prefix_key, b AS bits,
          c AS customer, 'rental' AS kind, TIMESTAMP'2026-10-01T00:00:00Z' AS since,
          TIMESTAMP'2026-11-10T00:00:00Z' AS until
        FROM VALUES ('2001:db8:1::/48', 48, 'alpha'), ('2001:db8:2::/48', 48, 'idle'),
          ('192.0.2.0/24', 120, 'beta') AS v(p, b, c)
        """);
    fill(
        "prefix_activity",
        """
        SELECT DATE'2026-11-01' AS day, p AS prefix, prefix_key(p) AS prefix_key, b AS bits,
          f AS family, false AS is_rest, 3L AS transactions, 1L AS spam,
          TIMESTAMP'2026-11-01T10:00:00Z' AS first_seen, TIMESTAMP'2026-11-01T11:00:00Z' AS last_seen
        FROM VALUES ('2001:db8:1:2::/64', 64, 6), ('2001:db8:1:3::/64', 64, 6),
          ('2001:db8:1::/48', 48, 6), ('192.0.2.1/32', 128, 4) AS v(p, b, f)
        """);
    AnalystViews.create(spark, tables);
  }

  private static void fill(String table, String query) {
    TableDefinition definition =
        Tables.ALL.stream().filter(t -> t.name().equals(table)).findFirst().orElseThrow();
    spark.sql(query).to(definition.schema()).createOrReplaceTempView(table);
  }

  @Test
  void everyViewCanBeAsked() {
    for (AnalystViews.View view : AnalystViews.ALL) {
      assertThatCode(() -> spark.table(view.name()).collectAsList())
          .as(view.name())
          .doesNotThrowAnyException();
    }
  }

  @Test
  void sharesHaveWilsonsInterval() {
    Row row = spark.sql("SELECT * FROM posture_by_customer").head();

    assertThat(row.<Long>getAs("spf_passed")).isEqualTo(14);
    assertThat(row.<Long>getAs("spf_known")).isEqualTo(16);
    assertThat(row.<Long>getAs("spf_not_logged")).isEqualTo(2);
    assertThat(row.<Double>getAs("spf_low")).isCloseTo(Wilson.lower(14, 16, 1.96), within(1e-9));
    assertThat(row.<Double>getAs("spf_high")).isCloseTo(Wilson.upper(14, 16, 1.96), within(1e-9));
    assertThat(row.<Double>getAs("dkim_low")).isNull();
    assertThat(row.<Long>getAs("certificate_known")).isEqualTo(16);
    assertThat(row.<Long>getAs("certificate_not_logged")).isEqualTo(2);
    assertThat(row.<Double>getAs("certificate_low"))
        .isCloseTo(Wilson.lower(4, 16, 1.96), within(1e-9));
    assertThat(row.<Double>getAs("certificate_high"))
        .isCloseTo(Wilson.upper(4, 16, 1.96), within(1e-9));
  }

  @Test
  void blocksShowTheirUseAndTheirEnd() {
    assertThat(
            spark
                .sql(
                    "SELECT customer, units, active_units, transactions, idle_days, ends_in_days"
                        + " FROM block_use ORDER BY customer")
                .collectAsList()
                .toString())
        .isEqualTo("[[alpha,65536.0,2,6,4,5], [beta,256.0,1,3,4,5], [idle,65536.0,0,0,null,5]]");
  }

  @Test
  void adoptionIsTheShareOfIpv6() {
    assertThat(
            spark
                .sql("SELECT customer, transactions, ipv6_share, ipv6_subnets FROM ipv6_adoption")
                .collectAsList()
                .toString())
        .isEqualTo("[[alpha,20,0.5,1]]");
  }
}
