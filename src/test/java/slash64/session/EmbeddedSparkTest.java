package slash64.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.testing.SharedSpark;

class EmbeddedSparkTest {
  private final SparkSession spark = SharedSpark.session();

  @Test
  void theSessionSpeaksUtcAndGivesInstants() {
    Row row = spark.sql("SELECT timestamp '2026-11-22 23:30:00' AS time").first();

    assertThat((Instant) row.getAs("time")).isEqualTo(Instant.parse("2026-11-22T23:30:00Z"));
  }

  @Test
  void deltaTablesAreWrittenAndReadAtEachOfTheirVersions(@TempDir Path folder) {
    String table = folder.resolve("t").toString();
    spark.range(5).write().format("delta").save(table);
    spark.range(7).write().format("delta").mode("overwrite").save(table);

    assertThat(spark.read().format("delta").load(table).count()).isEqualTo(7);
    assertThat(spark.read().format("delta").option("versionAsOf", 0).load(table).count())
        .isEqualTo(5);
  }

  @Test
  void theSessionListensOnTheLoopbackOnlyAndShowsNoPage() {
    assertThat(spark.conf().get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
    assertThat(spark.conf().get("spark.driver.host")).isEqualTo("127.0.0.1");
    assertThat(spark.sparkContext().uiWebUrl().isEmpty()).isTrue();
  }

  @Test
  void nothingIsLeftInTheCurrentFolder() {
    spark.sql("CREATE OR REPLACE TEMPORARY VIEW session_test AS SELECT 1 AS one");
    spark.sql("SHOW TABLES").collectAsList();

    assertThat(Path.of("spark-warehouse")).doesNotExist();
    assertThat(Path.of("metastore_db")).doesNotExist();
    assertThat(Path.of("derby.log")).doesNotExist();
    assertThat(Path.of("artifacts")).doesNotExist();
  }

  @Test
  void aScratchFolderGoesWithAllThatIsInItAndMayGoTwice() throws Exception {
    ScratchFolder scratch = ScratchFolder.make();
    Files.createDirectories(scratch.path().resolve("a/b"));
    Files.writeString(scratch.path().resolve("a/b/c"), "x");
    Files.createSymbolicLink(scratch.path().resolve("link"), Path.of("."));

    scratch.close();
    scratch.close();

    assertThat(scratch.path()).doesNotExist();
    assertThat(Path.of("pom.xml")).exists(); // the link itself went, not what it points at
  }
}
