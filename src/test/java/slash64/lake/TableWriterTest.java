package slash64.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.privacy.Messages;
import slash64.testing.SharedSpark;

/** Writes whose log does not tell what they replace, and writes beside each other. */
class TableWriterTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 2);
  private static final StructType SHAPE =
      new StructType()
          .add("day", DataTypes.DateType, true, "UTC day")
          .add("prefix", DataTypes.StringType, true, "RFC 5952 text");
  private static final TableDefinition SCORES = TableDefinition.byDay("scores", SHAPE);

  @TempDir Path folder;
  private final SparkSession spark = SharedSpark.session();
  private Lake lake;

  @BeforeEach
  void openAWarehouse() {
    lake = Lake.at(spark, folder.toString());
  }

  @Test
  void aTableWithoutChecksumsIsReplacedAndNumberedAlike() throws IOException {
    lake.replaceDays(SCORES, rows(1, "2001:db8::/32"), days(1), new Transaction("night", 4));
    lake.replaceDays(SCORES, rows(2, "2001:db8:2::/48"), days(2), new Transaction("night", 5));
    loseChecksums();

    Lake later = Lake.at(spark, folder.toString());
    assertThat(later.lastNumber(SCORES, "night")).hasValue(5);
    later.replaceDays(SCORES, rows(2, "2001:db8:3::/48"), days(2), new Transaction("night", 5));
    later.replaceDays(SCORES, rows(1, "2001:db8:1::/48"), days(1), new Transaction("night", 6));

    assertThat(stored(later)).containsExactly("2001:db8:1::/48", "2001:db8:2::/48");
  }

  @Test
  void aDayOfATableOfManyFilesIsReplacedByWhatDeltaSaysLiesThere() {
    int many = SmallTables.MOST_FILES + 1;
    List<Row> rows = new ArrayList<>();
    for (int day = 0; day < many; day++) {
      rows.add(RowFactory.create(MONDAY.plusDays(day), "2001:db8:%x::/48".formatted(day)));
    }
    Dataset<Row> all = spark.createDataFrame(rows, SHAPE).coalesce(1);
    lake.append(SCORES, all, new Transaction("night", 1));

    lake.replaceDays(SCORES, rows(7, "2001:db8::/32"), days(7), new Transaction("night", 2));
    lake.replaceDays(SCORES, rows(7), days(8));

    assertThat(lake.read(SCORES).count()).isEqualTo(many - 1);
    assertThat(lake.read(SCORES, MONDAY.plusDays(7)).collectAsList())
        .containsExactly(RowFactory.create(MONDAY.plusDays(7), "2001:db8::/32"));
    assertThat(lake.read(SCORES, MONDAY.plusDays(8)).count()).isZero();
    assertThat(lake.lastNumber(SCORES, "night")).hasValue(2);
  }

  @Test
  void whatIsReplacedMustNotHaveChangedSinceItWasRead() {
    Dataset<Row> none = spark.createDataFrame(List.of(), Messages.SCHEMA);
    lake.exchangeOpen(open -> none, Transaction.ofIntake(1));
    Lake other = Lake.at(spark, folder.toString());

    assertThatThrownBy(
            () ->
                lake.exchangeOpen(
                    open -> {
                      CompletableFuture.runAsync(
                              () ->
                                  other.exchangeOpen(
                                      theirs -> openMessage(), new Transaction("other", 1)))
                          .join();
                      return open;
                    },
                    Transaction.ofIntake(2)))
        .hasMessageContaining("DELTA_CONCURRENT");
    assertThat(lake.read(Tables.MESSAGES).count()).isEqualTo(1);
    assertThat(lake.lastNumber(Tables.MESSAGES, Transaction.ofIntake(2).application())).hasValue(1);
  }

  private Dataset<Row> openMessage() {
    Object[] values = new Object[Messages.SCHEMA.length()];
    values[Messages.SCHEMA.fieldIndex("day")] = MONDAY;
    values[Messages.SCHEMA.fieldIndex("is_open")] = true;
    return spark.createDataFrame(List.of(RowFactory.create(values)), Messages.SCHEMA);
  }

  private static List<LocalDate> days(int after) {
    return List.of(MONDAY.plusDays(after));
  }

  private Dataset<Row> rows(int after, String... prefixes) {
    return spark.createDataFrame(
        Stream.of(prefixes)
            .map(prefix -> RowFactory.create(MONDAY.plusDays(after), prefix))
            .toList(),
        SHAPE);
  }

  private static List<String> stored(Lake lake) {
    return lake.read(SCORES).orderBy("prefix").collectAsList().stream()
        .map(row -> row.<String>getAs("prefix"))
        .toList();
  }

  private void loseChecksums() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("scores/_delta_log"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".crc")).toList()) {
        Files.delete(file);
      }
    }
    DeltaLog.clearCache();
  }
}
