package slash64.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.jdk.javaapi.CollectionConverters;
import slash64.testing.SampleWarehouse;
import slash64.testing.SharedSpark;

/** Programs without Spark read the same rows from our tables. */
class DeltaKernelTest {
  @TempDir private Path folder;

  static List<String> tables() {
    return Tables.ALL.stream().map(TableDefinition::name).toList();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void deltaKernelReadsTheSameRows(String name) throws IOException {
    TableDefinition table =
        Tables.ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    Lake lake = SampleWarehouse.lake();
    if (lake.read(table).isEmpty()) {
      lake = Lake.at(SharedSpark.session(), folder.toString());
      writeARow(lake, table);
    }
    KernelRows kernel = new KernelRows(lake.path(table));
    List<String> bySpark = new ArrayList<>();
    for (Row row : lake.read(table).collectAsList()) {
      bySpark.add(values(row).toString());
    }

    assertThat(kernel.columns()).containsExactly(table.schema().fieldNames());
    assertThat(kernel.read()).isNotEmpty().containsExactlyInAnyOrderElementsOf(bySpark);
  }

  /** Two small nights leave some tables empty. */
  private static void writeARow(Lake lake, TableDefinition table) {
    String values =
        Arrays.stream(table.schema().fields())
            .map(
                field ->
                    "CAST(%s AS %s) AS %s"
                        .formatted(sample(field.dataType()), field.dataType().sql(), field.name()))
            .collect(Collectors.joining(", "));
    lake.replaceDays(
        table, SharedSpark.session().sql("SELECT " + values), List.of(LocalDate.of(2026, 11, 2)));
  }

  private static String sample(DataType type) {
    return switch (type.typeName()) {
      case "date" -> "'2026-11-02'";
      case "timestamp" -> "'2026-11-02T10:00:00.123456Z'";
      case "array" -> "array('one', 'two')";
      default -> "64";
    };
  }

  private static List<Object> values(Row row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.length(); i++) {
      values.add(plain(row.get(i)));
    }
    return values;
  }

  private static Object plain(Object value) {
    if (value instanceof Row row) {
      return values(row);
    } else if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    } else if (value instanceof scala.collection.Seq<?> seq) {
      return CollectionConverters.asJava(seq).stream().map(DeltaKernelTest::plain).toList();
    } else if (value instanceof scala.collection.Map<?, ?> map) {
      TreeMap<String, Object> sorted = new TreeMap<>();
      CollectionConverters.asJava(map)
          .forEach((key, held) -> sorted.put((String) key, plain(held)));
      return sorted;
    }
    return value;
  }
}
