package slash64.rows;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.testing.SharedSpark;

class MapRowsTest {
  private static final List<String> CODE =
      List.of("spark.sql.codegen.wholeStage", "spark.sql.codegen.factoryMode");

  private static final StructType CELL =
      new StructType().add("cell", DataTypes.IntegerType).add("word", DataTypes.StringType);

  private static final StructType WIDE =
      new StructType()
          .add("number", DataTypes.IntegerType, true, "a comment that stays")
          .add("big", DataTypes.LongType)
          .add("share", DataTypes.DoubleType)
          .add("is_so", DataTypes.BooleanType)
          .add("text", DataTypes.StringType)
          .add("bytes", DataTypes.BinaryType)
          .add("day", DataTypes.DateType)
          .add("time", DataTypes.TimestampType)
          .add("counts", DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType, false))
          .add("cells", DataTypes.createArrayType(CELL, false))
          .add("inner", CELL);

  @AfterEach
  void generatesCodeAsBefore() {
    CODE.forEach(key -> SharedSpark.session().conf().unset(key));
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      rows.add(
          RowFactory.create(
              i,
              i == 3 ? null : (1L << 40) + i,
              i / 2.0,
              i % 2 == 0,
              i == 1 ? null : "wörd " + i,
              new byte[] {(byte) i},
              LocalDate.of(1969, 12, 30).plusDays(i),
              i == 2 ? null : Instant.parse("1969-12-31T23:59:59.999999Z").plusSeconds(i),
              Map.of("a", (long) i),
              List.of(RowFactory.create(i, "x"), RowFactory.create(-i, null)),
              i == 4 ? null : RowFactory.create(i, "y")));
    }
    return rows;
  }

  private static Dataset<Row> frame() {
    return SharedSpark.session().createDataFrame(rows(), WIDE);
  }

  /** Takes every column and gives it back, after all rows have passed. */
  private static Iterator<Row> keepAll(Iterator<Row> rows) {
    List<Row> kept = new ArrayList<>();
    rows.forEachRemaining(kept::add);
    return kept.stream()
        .map(row -> RowFactory.create(IntStream.range(0, row.size()).mapToObj(row::get).toArray()))
        .iterator();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void givesWhatMapPartitionsGives(boolean isCodeGenerated) {
    if (!isCodeGenerated) {
      SharedSpark.session().conf().set(CODE.get(0), "false");
      SharedSpark.session().conf().set(CODE.get(1), "NO_CODEGEN");
    }
    MapPartitionsFunction<Row, Row> function = MapRowsTest::keepAll;

    Dataset<Row> ours = MapRows.of(frame().repartition(1), function, WIDE);

    Dataset<Row> sparks = frame().repartition(1).mapPartitions(function, Encoders.row(WIDE));
    assertThat(ours.selectExpr("to_json(struct(*))").as(Encoders.STRING()).collectAsList())
        .hasSize(5)
        .isEqualTo(sparks.selectExpr("to_json(struct(*))").as(Encoders.STRING()).collectAsList());
    assertThat(ours.schema()).as("with comments, which an encoder drops").isEqualTo(WIDE);
  }

  @Test
  void typedGettersAndNamesAnswer() {
    List<String> seen =
        MapRows.of(
                frame().filter("number = 2"),
                rows -> {
                  Row row = rows.next();
                  String text =
                      "%d %d %.1f %b %s %s %s"
                          .formatted(
                              row.getInt(0),
                              row.getLong(1),
                              row.getDouble(2),
                              row.getBoolean(3),
                              row.<String>getAs("text"),
                              row.isNullAt(row.fieldIndex("time")),
                              row.getList(9));
                  return List.of(RowFactory.create(text)).iterator();
                },
                new StructType().add("text", DataTypes.StringType))
            .as(Encoders.STRING())
            .collectAsList();

    assertThat(seen).contains("2 1099511627778 1.0 true wörd 2 true [[2,x], [-2,null]]");
  }

  @Test
  void daysAndTimesMayBeNumbers() {
    StructType schema =
        new StructType().add("day", DataTypes.DateType).add("time", DataTypes.TimestampType);

    Row row =
        MapRows.of(
                SharedSpark.session().range(0, 1, 1, 1).toDF(),
                rows -> List.of(RowFactory.create(20_000, 1_500_000L)).iterator(),
                schema)
            .head();

    assertThat(row.<LocalDate>getAs(0)).isEqualTo("2024-10-04");
    assertThat(row.<Instant>getAs(1)).isEqualTo("1970-01-01T00:00:01.500Z");
  }

  @Test
  void nullIsNoNumber() {
    MapPartitionsFunction<Row, Row> sum =
        rows -> {
          long all = 0;
          while (rows.hasNext()) {
            all += rows.next().getLong(1);
          }
          return List.of(RowFactory.create(all)).iterator();
        };

    Dataset<Row> summed = MapRows.of(frame(), sum, new StructType().add("all", DataTypes.LongType));

    assertThatThrownBy(summed::collectAsList).hasStackTraceContaining("Column big is null");
  }

  @Test
  void columnsThatNobodyAsksForReachTheFunctionAllTheSame() {
    Dataset<Row> ours = MapRows.of(frame(), MapRowsTest::keepAll, WIDE).select("text");

    assertThat(ours.as(Encoders.STRING()).collectAsList()).contains("wörd 0", "wörd 4");
  }

  /** As a table joined with what was made of it: Spark has to tell its columns apart. */
  @Test
  void joinsWithItself() {
    Dataset<Row> ours = MapRows.of(frame(), MapRowsTest::keepAll, WIDE);

    long pairs =
        ours.as("a").join(ours.as("b"), col("a.number").equalTo(col("b.number").plus(1))).count();

    assertThat(pairs).isEqualTo(4);
  }

  @Test
  void theSameFunctionOverTheSameRowsIsTheSame() {
    MapPartitionsFunction<Row, Row> function = MapRowsTest::keepAll;
    Dataset<Row> frame = frame();

    Dataset<Row> once = MapRows.of(frame, function, WIDE);
    Dataset<Row> again = MapRows.of(frame, function, WIDE);

    assertThat(once.sameSemantics(again)).isTrue();
    assertThat(once.sameSemantics(MapRows.of(frame, rows -> rows, WIDE))).isFalse();
  }
}
