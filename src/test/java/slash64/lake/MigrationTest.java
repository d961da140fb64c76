package slash64.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;
import slash64.failure.UserError;
import slash64.testing.SharedSpark;

/** Tables that an earlier version wrote. */
class MigrationTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 2);
  private static final scala.collection.Map<String, Long> CELLS =
      CollectionConverters.asScala(Map.of("a", 1L));
  private static final TableDefinition FIRST =
      new TableDefinition("kept", 1, shape(DataTypes.LongType), List.of("day"));
  private static final TableDefinition SECOND =
      new TableDefinition(
          "kept",
          2,
          new StructType()
              .add("day", DataTypes.DateType)
              .add(
                  "cells",
                  DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType, false),
                  true,
                  "an 'added' column")
              .add("messages", DataTypes.LongType),
          List.of("day"));

  @TempDir private Path folder;

  private static StructType shape(DataType messages) {
    return new StructType().add("day", DataTypes.DateType).add("messages", messages);
  }

  @Test
  void anEarlierTableIsReadWithNothingInTheColumnsItLacks() {
    write(FIRST, RowFactory.create(DAY, 3L));

    assertThat(lake().read(SECOND).schema().fieldNames())
        .containsExactly("day", "cells", "messages");
    assertThat(lake().read(SECOND).collectAsList())
        .containsExactly(RowFactory.create(DAY, null, 3L));
  }

  @Test
  void aWriteBringsItToTheShapeOfToday() {
    write(FIRST, RowFactory.create(DAY, 3L));
    write(SECOND, RowFactory.create(DAY.plusDays(1), CELLS, 4L));

    assertThat(lake().read(SECOND).orderBy("day").collectAsList())
        .containsExactly(
            RowFactory.create(DAY, null, 3L), RowFactory.create(DAY.plusDays(1), CELLS, 4L));
    TableLog log = new TableLog(SharedSpark.session(), lake().path(SECOND));
    assertThat(log.shape()).isEqualTo(2);
    assertThat(log.schema().apply("cells").getComment().get()).isEqualTo("an 'added' column");
    assertThatThrownBy(() -> lake().read(FIRST))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a later Slash64 wrote it in version 2, this one knows up to 1");
  }

  @Test
  void aColumnOfAnotherTypeIsRefusedInASentence() {
    write(FIRST, RowFactory.create(DAY, 3L));
    TableDefinition other =
        new TableDefinition("kept", 2, shape(DataTypes.StringType), List.of("day"));

    assertThatThrownBy(() -> lake().prepare(List.of(other)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot use table %s: its column messages is bigint, and string since version 2. Take the archives in anew into another --warehouse."
                .formatted(lake().path(other)));
  }

  private void write(TableDefinition table, Row row) {
    lake()
        .replaceDays(
            table,
            SharedSpark.session().createDataFrame(List.of(row), table.schema()),
            List.of(row.getLocalDate(0)));
  }

  /** As the next run opens it. */
  private Lake lake() {
    return Lake.at(SharedSpark.session(), folder.toString());
  }
}
