package slash64.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.report.CustomerRow.Checked;
import slash64.testing.SharedSpark;

class CustomerQueryTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 8);

  @TempDir private Path folder;

  /**
   * As {@code customers_to_help} has it: a check's own error is no fault, and clear text is one.
   */
  @Test
  void whatFailsACheckIsCountedAndWhatIsNotKnownIsNot() {
    SparkSession spark = SharedSpark.session();
    Lake lake = Lake.at(spark, folder.toString());
    lake.replaceDays(
        Tables.POSTURE,
        spark
            .sql(
                """
                SELECT d AS day, c AS customer, 'a.example' AS sender_domain, 6 AS family,
                  '2001:db8:1:2::/64' AS prefix, n AS transactions, named, unnamed,
                  map('pass', 7L, 'fail', bad, 'temperror', 1L, 'not_logged', 1L) AS spf,
                  map('pass', 5L, 'none', 3L * bad, 'permerror', bad) AS dkim,
                  map('none', bad, 'tlsv1.3', 8L, 'other', 1L) AS tls
                FROM VALUES
                  (DATE'2026-11-08', 'alpha', 10L, 4L, 2L, 1L),
                  (DATE'2026-11-02', 'alpha', 10L, 4L, 0L, 0L),
                  (DATE'2026-11-01', 'alpha', 90L, 0L, 90L, 9L),
                  (DATE'2026-11-08', 'logs in', 10L, 0L, 0L, 0L),
                  (DATE'2026-11-08', 'large', 9000L, 9000L, 1L, 0L),
                  (DATE'2026-11-08', null, 10L, 0L, 10L, 5L) AS v(d, c, n, named, unnamed, bad)
                """)
            .to(Tables.POSTURE.schema()),
        List.of(DAY, DAY.minusDays(6), DAY.minusDays(7)));

    List<CustomerRow> page = new CustomerQuery(lake).of(DAY, 10);

    assertThat(page)
        .containsExactly(
            new CustomerRow(
                "alpha",
                20,
                new Checked(14, 15),
                new Checked(10, 14),
                new Checked(8, 10),
                new Checked(16, 17)));
    assertThat(page.get(0).dkim().failed()).isEqualTo(4 / 14.0);
    assertThat(new Checked(0, 0).failed()).isNaN();
  }
}
