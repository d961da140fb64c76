package slash64.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slash64.testing.SharedSpark;

class TablesTest {
  @TempDir Path folder;

  static List<TableDefinition> tables() {
    return List.of(
        Tables.MESSAGES,
        Tables.PREFIX_ACTIVITY,
        Tables.CUSTOMER_ACTIVITY,
        Tables.LEDGER,
        Tables.QUARANTINE);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyTableCanBeMadeAndKeepsItsShape(TableDefinition table) {
    Lake lake = Lake.at(SharedSpark.session(), folder.toString());

    lake.prepare(List.of(table));

    assertThat(lake.has(table)).isTrue();
    assertThat(lake.read(table).schema()).isEqualTo(table.schema());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyColumnHasAComment(TableDefinition table) {
    for (StructField field : table.schema().fields()) {
      assertThat(field.getComment().isDefined()).as(field.name()).isTrue();
    }
  }
}
