package slash64.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slash64.lake.Lake;
import slash64.lake.TableViews;
import slash64.lake.Tables;
import slash64.testing.SampleWarehouse;
import slash64.testing.SharedSpark;

/** docs/TABLES.md says what the tables are. */
class TableReferenceTest {
  private static final Path PAGE = Path.of("docs/TABLES.md");

  private static SparkSession spark;

  @BeforeAll
  static void nameTables() {
    spark = SharedSpark.session().newSession();
    TableViews.create(Lake.at(spark, SampleWarehouse.folder().resolve("warehouse").toString()));
  }

  @Test
  void thePageIsTheOneThatTheSchemasGive() throws IOException {
    String made = TableReference.page(spark);
    if (Boolean.getBoolean("slash64.write")) {
      Files.writeString(PAGE, made);
    }

    assertThat(Files.readString(PAGE))
        .as("%s (mvn test -Dtest=TableReferenceTest -Dslash64.write=true makes it anew)", PAGE)
        .isEqualTo(made);
  }

  @Test
  void everyTableIsThereInTheOrderOfTheNight() {
    assertThat(TableReference.ENTRIES).extracting(entry -> entry.table()).isEqualTo(Tables.ALL);
  }

  static List<TableReference.Entry> tables() {
    return TableReference.ENTRIES;
  }

  @ParameterizedTest
  @MethodSource("tables")
  void noTwoRowsHaveOneKey(TableReference.Entry entry) {
    if (entry.key().isEmpty()) {
      return;
    }
    Dataset<Row> rows = spark.table(entry.table().name());

    assertThat(
            rows.groupBy(entry.key().stream().map(functions::col).toArray(n -> new Column[n]))
                .count()
                .filter("count > 1")
                .limit(3)
                .collectAsList())
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void describeTableTellsWhatThePageTells(TableReference.Entry entry) {
    Map<String, String> told = new HashMap<>();
    for (Row row : spark.sql("DESCRIBE TABLE " + entry.table().name()).collectAsList()) {
      told.put(row.getString(0), row.getString(2));
    }

    for (StructField field : entry.table().schema().fields()) {
      assertThat(field.getComment().isDefined()).as(field.name()).isTrue();
      assertThat(told).containsEntry(field.name(), field.getComment().get());
    }
  }
}
