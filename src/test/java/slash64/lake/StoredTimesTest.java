package slash64.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.testing.SharedSpark;

/** How times lie in the files, for readers other than Spark. */
class StoredTimesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 1);

  @TempDir private Path folder;

  @Test
  void aTimeIsANumberOfMicrosecondsThatReadersCanSkipBy() throws IOException {
    Lake lake = Lake.at(SharedSpark.session(), folder.toString());
    Dataset<Row> rows =
        SharedSpark.session()
            .sql("SELECT DATE'2026-11-01' AS day, TIMESTAMP'2026-11-01 08:00:00.000001' AS time");
    lake.replaceDays(Tables.MESSAGES, rows.to(Tables.MESSAGES.schema()), List.of(DAY));

    String file = lake.read(Tables.MESSAGES).inputFiles()[0];
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(
                new org.apache.hadoop.fs.Path(file), new Configuration(false)))) {
      PrimitiveType time = reader.getFileMetaData().getSchema().getType("time").asPrimitiveType();
      assertThat(time.getPrimitiveTypeName()).isEqualTo(PrimitiveType.PrimitiveTypeName.INT64);
      assertThat(time.getLogicalTypeAnnotation())
          .isEqualTo(
              LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS));
    }
    assertThat(lake.read(Tables.MESSAGES).head().<Instant>getAs("time"))
        .isEqualTo(Instant.parse("2026-11-01T08:00:00.000001Z"));
  }
}
