package slash64.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import slash64.testing.SharedSpark;

class ShapeTest {
  private static final StructType TABLE =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("counts", DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType))
          .add("note", DataTypes.StringType);

  private static Dataset<Row> rows(String... columns) {
    return SharedSpark.session().range(1).selectExpr(columns);
  }

  @Test
  void rowsOfTheShapeStayWhatTheyAre() {
    Dataset<Row> rows = rows("id", "map('a', id) counts", "'x' note");

    assertThat(Shape.of(rows, TABLE)).isSameAs(rows);
  }

  @Test
  void ordersFillsAndDropsColumnsAndLeavesNestedOnesAlone() {
    Dataset<Row> shaped = Shape.of(rows("1 more", "map('a', id) counts", "id"), TABLE);

    assertThat(shaped.columns()).containsExactly("id", "counts", "note");
    assertThat(shaped.head().getJavaMap(1)).containsEntry("a", 0L);
    assertThat(shaped.head().isNullAt(2)).isTrue();
    assertThat(shaped.queryExecution().optimizedPlan().toString()).doesNotContain("transform");
  }

  @Test
  void castsWhatFitsAndRefusesTheRest() {
    assertThat(Shape.of(rows("cast(id AS int) id"), TABLE).schema().apply("id").dataType())
        .isEqualTo(DataTypes.LongType);
    assertThatThrownBy(() -> Shape.of(rows("map(1, 2) id"), TABLE))
        .isInstanceOf(AnalysisException.class);
    assertThatThrownBy(() -> Shape.of(rows("id"), TABLE.add("must", DataTypes.LongType, false)))
        .isInstanceOf(AnalysisException.class);
  }
}
