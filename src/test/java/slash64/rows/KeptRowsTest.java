package slash64.rows;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.spark_partition_id;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import slash64.testing.FrameAssertions;
import slash64.testing.SharedSpark;

class KeptRowsTest {
  private static final int ROWS = 5_000;

  /** Numbers, nulls, texts of many lengths (one larger than a block), arrays, maps and structs. */
  private static Dataset<Row> someRows() {
    return SharedSpark.session()
        .range(0, ROWS, 1, 3)
        .select(
            col("id"),
            expr("if(id % 3 = 0, null, id / 7)").as("share"),
            expr("if(id = 17, repeat('x', 3000000), repeat('né', cast(id % 40 as int)))")
                .as("text"),
            expr("if(id % 5 = 0, null, array(id, null, id + 1))").as("list"),
            expr("map(concat('k', id % 3), id)").as("counts"),
            expr("named_struct('cell', cast(id % 9 as int), 'count', id)").as("cell"),
            expr("cast(concat('b', id) as binary)").as("bytes"),
            expr("date_add(date'2026-11-01', cast(id % 30 as int))").as("day"));
  }

  @Test
  void rowsAreReadAsTheyWereMade() {
    Dataset<Row> rows = someRows();
    try (KeptRows kept = KeptRows.of(rows)) {
      assertThat(kept.rows().schema()).isEqualTo(rows.schema());
      FrameAssertions.assertSameRowsInOrder(kept.rows(), rows);
      Dataset<Row> some = kept.rows().filter("id % 100 = 3").select("text", "counts", "id");
      FrameAssertions.assertSameRowsInOrder(
          some, rows.filter("id % 100 = 3").select("text", "counts", "id"));
    }
  }

  @Test
  void theyStayInTheirPartitionsAndEmptyOnesAreKeptToo() {
    Dataset<Row> rows =
        someRows().filter("id < 1666").withColumn("partition", spark_partition_id());
    try (KeptRows kept = KeptRows.of(rows)) {
      assertThat(kept.rows().javaRDD().getNumPartitions()).isEqualTo(3);
      assertThat(kept.rows().filter(col("partition").notEqual(spark_partition_id())).count())
          .isZero();
      assertThat(kept.rows().count()).isEqualTo(1666);
    }
  }

  @Test
  void theyAreMadeOnceHoweverOftenTheyAreReadUntilTheyAreClosed() {
    LongAccumulator made = SharedSpark.session().sparkContext().longAccumulator("made");
    UDF1<Long, Long> counted =
        id -> {
          made.add(1);
          return id;
        };
    Dataset<Row> rows =
        someRows()
            .withColumn(
                "seen", udf(counted, DataTypes.LongType).asNondeterministic().apply(col("id")));
    Set<Integer> before = keptByTheSession();
    KeptRows kept = KeptRows.of(rows);
    assertThat(made.value()).isZero();
    assertThat(kept.rows().agg(expr("sum(seen)")).first().getLong(0)).isEqualTo(12_497_500);
    assertThat(kept.rows().filter("seen < 10").count()).isEqualTo(10);
    assertThat(made.value()).isEqualTo(ROWS);
    assertThat(keptByTheSession()).hasSize(before.size() + 1);

    kept.close();
    assertThat(keptByTheSession()).isEqualTo(before);
    assertThat(kept.rows().filter("seen < 10").count()).isEqualTo(10);
    assertThat(made.value()).isEqualTo(2 * ROWS);
  }

  /** Also those tasks that run before the rows are shuffled. */
  @Test
  void theyAreMadeUnderTheSettingsOfTheSession() {
    SparkSession session = SharedSpark.session().newSession();
    session.conf().set("spark.sql.session.timeZone", "Asia/Tokyo");
    UDF1<Long, String> zone = id -> SQLConf.get().sessionLocalTimeZone();
    Dataset<Row> rows =
        session
            .range(0, 20, 1, 2)
            .withColumn("before", udf(zone, DataTypes.StringType).apply(col("id")))
            .repartition(3, col("id"))
            .withColumn("after", udf(zone, DataTypes.StringType).apply(col("id")));
    try (KeptRows kept = KeptRows.of(rows)) {
      assertThat(kept.rows().filter("before = after and after = 'Asia/Tokyo'").count())
          .isEqualTo(20);
    }
  }

  @Test
  void aRowThatWasReadStaysAsItIsWhileOthersAre() {
    RowPacker packer =
        new RowPacker(
            someRows()
                .limit(3)
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .map(row -> row.copy())
                .collect()
                .iterator(),
            someRows().schema());
    RowUnpacker rows = new RowUnpacker(packer, someRows().schema().size());
    InternalRow first = rows.next();
    InternalRow second = rows.next();
    assertThat(List.of(first.getLong(0), second.getLong(0), rows.next().getLong(0)))
        .containsExactly(0L, 1L, 2L);
    assertThat(rows.hasNext()).isFalse();
    assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(packer::next).isInstanceOf(NoSuchElementException.class);
  }

  private static Set<Integer> keptByTheSession() {
    return Set.copyOf(
        JavaSparkContext.fromSparkContext(SharedSpark.session().sparkContext())
            .getPersistentRDDs()
            .keySet());
  }
}
