package slash64.lake;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.testing.SharedSpark;

/** Whole days read from the files that the log lists, beside Delta's own reading. */
class SmallTablesTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 2);
  private static final StructType SHAPE =
      new StructType()
          .add("is_open", DataTypes.BooleanType)
          .add("prefix", DataTypes.StringType)
          .add("day", DataTypes.DateType)
          .add("counts", DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType));
  private static final TableDefinition TABLE =
      new TableDefinition("seen", 1, SHAPE, List.of("day", "is_open"));

  @TempDir Path folder;
  private final SparkSession spark = SharedSpark.session();
  private Lake lake;

  @BeforeEach
  void openAWarehouseWhoseNameNeedsQuoting() {
    lake = Lake.at(spark, folder.resolve("ware house %41 [x]").toString());
  }

  @Test
  void wholeDaysAreWhatDeltaReadsAtEachVersion() {
    assertThat(lake.readWhole(TABLE, MONDAY).collectAsList()).isEmpty();

    write(MONDAY, 3, "2001:db8::/32");
    assertReadAlike(MONDAY, MONDAY, 2);
    assertReadAlike(MONDAY.minusDays(9), MONDAY.minusDays(1), 0);
    assertThat(lake.days(TABLE)).containsExactly(MONDAY, MONDAY.plusDays(1), MONDAY.plusDays(2));

    write(MONDAY.plusDays(1), 1, "2001:db8:1::/48");
    assertReadAlike(MONDAY, MONDAY.plusDays(2), 6);
    assertThat(lake.readWhole(TABLE).filter("is_open").count()).isEqualTo(3);
    assertThat(
            lake.readWhole(TABLE, MONDAY.plusDays(1))
                .select("prefix")
                .filter(col("is_open").and(col("day").equalTo(MONDAY.plusDays(1))))
                .collectAsList())
        .containsExactly(RowFactory.create("2001:db8:1::/48"));
  }

  @Test
  void filesAreListedWithoutDelta() {
    write(MONDAY, 1, "2001:db8::/32");

    assertThat(files(lake.readWhole(TABLE, MONDAY))).contains("KnownFiles");
    assertThat(files(lake.read(TABLE, MONDAY))).doesNotContain("KnownFiles");
  }

  @Test
  void aTableOfMoreFilesThanTheCommitListsIsReadAsWell() {
    write(MONDAY, 60, "2001:db8::/32");

    assertReadAlike(MONDAY.plusDays(40), MONDAY.plusDays(49), 20);
    assertThat(files(lake.readWhole(TABLE, MONDAY))).contains("KnownFiles");
    assertThat(lake.days(TABLE)).hasSize(60).isSorted();
  }

  @Test
  void aTableThatIsMoreThanParquetIsLeftToDelta() {
    write(MONDAY, 2, "2001:db8::/32");
    spark.sql(
        "ALTER TABLE delta.`%s` SET TBLPROPERTIES ('delta.enableDeletionVectors' = true)"
            .formatted(lake.path(TABLE)));
    write(MONDAY, 1, "2001:db8:1::/48");

    assertThat(files(lake.readWhole(TABLE, MONDAY))).doesNotContain("KnownFiles");
    assertReadAlike(MONDAY, MONDAY.plusDays(1), 4);
    assertThat(lake.days(TABLE)).containsExactly(MONDAY, MONDAY.plusDays(1));
  }

  @Test
  void aTableThatLacksAColumnOfThisVersionHasItEmpty() {
    TableDefinition earlier =
        new TableDefinition(
            "seen",
            1,
            new StructType(
                new org.apache.spark.sql.types.StructField[] {
                  SHAPE.apply("is_open"), SHAPE.apply("prefix"), SHAPE.apply("day")
                }),
            TABLE.partitionColumns());
    lake.replaceDays(earlier, rows(MONDAY, 1, "2001:db8::/32").drop("counts"), List.of(MONDAY));

    assertThat(lake.readWhole(TABLE, MONDAY).select("prefix", "counts").collectAsList())
        .containsOnly(RowFactory.create("2001:db8::/32", null))
        .hasSize(2);
  }

  private void assertReadAlike(LocalDate first, LocalDate last, int rows) {
    Dataset<Row> whole = lake.readWhole(TABLE, first, last);
    assertThat(whole.columns()).isEqualTo(SHAPE.fieldNames());
    List<String> found = whole.collectAsList().stream().map(Row::toString).sorted().toList();
    assertThat(found)
        .hasSize(rows)
        .isEqualTo(
            lake.read(TABLE, first, last).collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList());
  }

  private static String files(Dataset<Row> rows) {
    return rows.queryExecution().executedPlan().toString();
  }

  /** Writes an open and a closed row for each of so many days. */
  private void write(LocalDate first, int days, String prefix) {
    lake.replaceDays(
        TABLE, rows(first, days, prefix), first.datesUntil(first.plusDays(days)).toList());
  }

  private Dataset<Row> rows(LocalDate first, int days, String prefix) {
    List<Row> rows = new ArrayList<>();
    first
        .datesUntil(first.plusDays(days))
        .forEach(
            day -> {
              rows.add(RowFactory.create(true, prefix, day, java.util.Map.of("spam", 7L)));
              rows.add(RowFactory.create(false, prefix, day, null));
            });
    return spark.createDataFrame(rows, SHAPE).coalesce(1);
  }
}
