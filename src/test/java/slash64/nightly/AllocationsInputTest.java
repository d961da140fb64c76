package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.failure.UserError;
import slash64.registry.Allocation;
import slash64.testing.SharedSpark;

class AllocationsInputTest {
  private static final String CSV =
      """
      prefix,customer,kind,since,until
      2001:db8:1::/48,alpha,hosting,,
      2001:db8:1:100::/56,beta,rental,2026-11-01,2026-11-02T12:00:00Z
      """;

  @TempDir private Path folder;

  @Test
  void parquetHoldsTheSameAsCommaSeparatedText() throws IOException {
    SparkSession spark = SharedSpark.session();
    Path csv = Files.writeString(folder.resolve("allocations.csv"), CSV);
    Path parquet = folder.resolve("allocations.parquet");
    spark
        .sql(
            """
            SELECT '2001:db8:1::/48' AS prefix, 'alpha' AS customer, 'hosting' AS kind,
              CAST(NULL AS TIMESTAMP) AS since, CAST(NULL AS TIMESTAMP) AS until
            UNION ALL SELECT '2001:db8:1:100::/56', 'beta', 'rental',
              TIMESTAMP'2026-11-01T00:00:00Z', TIMESTAMP'2026-11-02T12:00:00Z'
            """)
        .write()
        .parquet(parquet.toString());

    List<Allocation> expected = AllocationsInput.read(spark, Optional.of(csv)).stream().toList();

    assertThat(expected).hasSize(2);
    assertThat(AllocationsInput.read(spark, Optional.of(parquet)).stream().toList())
        .isEqualTo(expected);
  }

  @Test
  void overlappingRowsAndMissingColumnsAreTold() {
    SparkSession spark = SharedSpark.session();
    String twice = folder.resolve("twice").toString();
    String lacking = folder.resolve("lacking").toString();
    String row = "SELECT '192.0.2.0/24' AS prefix, '%s' AS customer, '' AS kind, '' AS since";
    spark
        .sql((row + ", '' AS until UNION ALL " + row + ", ''").formatted("a", "b"))
        .coalesce(1)
        .write()
        .parquet(twice);
    spark.sql(row.formatted("a")).write().parquet(lacking);

    assertThatThrownBy(() -> AllocationsInput.read(spark, Optional.of(Path.of(twice))))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot read allocations %s, rows as lines: line 2: 192.0.2.0/24 is allocated on line 1 for the same time. Mend the file; none of it was used."
                .formatted(twice));
    assertThatThrownBy(() -> AllocationsInput.read(spark, Optional.of(Path.of(lacking))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "there is no column until; need prefix, customer, kind, since, until");
  }
}
