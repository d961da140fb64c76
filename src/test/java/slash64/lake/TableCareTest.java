package slash64.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slash64.testing.FrameAssertions.assertSameRows;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Console;
import slash64.failure.UserError;
import slash64.net.Prefix;
import slash64.testing.SharedSpark;

class TableCareTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 2);
  private static final TableDefinition KEYED =
      TableDefinition.byDay(
          "keyed",
          new StructType().add("day", DataTypes.DateType).add("prefix_key", DataTypes.StringType));

  @TempDir Path folder;
  private Lake lake;
  private TableCare care;

  @BeforeEach
  void openAWarehouse() {
    lake = Lake.at(SharedSpark.session(), folder.toString());
    care = new TableCare(lake);
  }

  @Test
  void smallFilesAreJoinedAndNoRowChanges() {
    lake.replaceDays(KEYED, rows(MONDAY).repartition(5), List.of(MONDAY));

    TableCare.FileCounts files = care.compact(KEYED, MONDAY, MONDAY);

    assertThat(files).isEqualTo(new TableCare.FileCounts(5, 1));
    assertSameRows(lake.read(KEYED), rows(MONDAY));
  }

  @Test
  void oldDaysAreForgotten() {
    LocalDate tuesday = MONDAY.plusDays(1);
    lake.replaceDays(KEYED, rows(MONDAY).union(rows(tuesday)), List.of(MONDAY, tuesday));

    care.forgetBefore(KEYED, tuesday);

    assertThat(lake.days(KEYED)).containsExactly(tuesday);
  }

  @Test
  void aVacuumKeepsWhatIsInUse() {
    lake.replaceDays(KEYED, rows(MONDAY), List.of(MONDAY));

    care.vacuum(KEYED, Duration.ofDays(7));

    assertSameRows(lake.read(KEYED), rows(MONDAY));
  }

  @Test
  void aVacuumPrintsNothing() {
    lake.replaceDays(KEYED, rows(MONDAY), List.of(MONDAY));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Console.withOut(
        printed,
        () -> {
          care.vacuum(KEYED, Duration.ofDays(7));
          care.purge(KEYED, functions.col("day").equalTo(MONDAY));
          return null;
        });
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aVacuumThatCouldHarmReadersIsRefused() {
    assertThatThrownBy(() -> care.vacuum(KEYED, Duration.ofHours(167)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot vacuum keyed: a retention of 167 hours could take files from under a reader."
                + " Set at least 168 hours.");
  }

  @Test
  void aTableThatWasNeverWrittenNeedsNoCare() {
    assertThat(care.compact(KEYED, MONDAY, MONDAY)).isEqualTo(new TableCare.FileCounts(0, 0));
    care.forgetBefore(KEYED, MONDAY);
    care.vacuum(KEYED, Duration.ofDays(7));
    assertThat(lake.has(KEYED)).isFalse();
  }

  private static Dataset<Row> rows(LocalDate day) {
    List<Row> rows =
        IntStream.range(0, 20)
            .mapToObj(i -> RowFactory.create(day, Prefix.of((long) i << 32, 0, 64).key()))
            .toList();
    return SharedSpark.session().createDataFrame(rows, KEYED.schema());
  }
}
