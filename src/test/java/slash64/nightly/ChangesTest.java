package slash64.nightly;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.lake.Lake;
import slash64.lake.TableCare;
import slash64.lake.TableDefinition;
import slash64.lake.Tables;
import slash64.testing.SharedSpark;

/** Which days changed since what rests on them was written. */
class ChangesTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 2);

  @TempDir Path folder;
  private final SparkSession spark = SharedSpark.session();
  private Lake lake;

  @BeforeEach
  void scoreADay() {
    lake = Lake.at(spark, folder.toString());
    lake.replaceDays(Tables.PREFIX_ACTIVITY, activity(7), List.of(MONDAY));
    lake.replaceDays(
        Tables.PREFIX_STATE,
        spark.createDataFrame(List.of(), Tables.PREFIX_STATE.schema()),
        List.of(MONDAY),
        new Changes(lake).activity().transaction());
    assertThat(new Changes(lake).activity().days()).isEmpty();
  }

  @Test
  void aDayThatIsWrittenAgainWithTheSameRowsDidNotChange() {
    lake.replaceDays(Tables.PREFIX_ACTIVITY, activity(7), List.of(MONDAY));

    assertThat(new Changes(lake).activity().days()).isEmpty();
  }

  @Test
  void aDayWithOtherRowsChanged() {
    lake.replaceDays(Tables.PREFIX_ACTIVITY, activity(8), List.of(MONDAY));

    assertThat(new Changes(lake).activity().days()).containsExactly(MONDAY);
  }

  @Test
  void aDayCountsAsChangedWhereVacuumTookWhatItHeldBefore() {
    lake.replaceDays(Tables.PREFIX_ACTIVITY, activity(7), List.of(MONDAY));
    new TableCare(lake).purge(Tables.PREFIX_ACTIVITY, lit(false));

    assertThat(new Changes(lake).activity().days()).containsExactly(MONDAY);
  }

  private Dataset<Row> activity(long transactions) {
    TableDefinition table = Tables.PREFIX_ACTIVITY;
    StructType schema = table.schema();
    Object[] values = new Object[schema.length()];
    values[schema.fieldIndex("day")] = MONDAY;
    values[schema.fieldIndex("transactions")] = transactions;
    return spark.createDataFrame(List.of(RowFactory.create(values)), schema);
  }
}
