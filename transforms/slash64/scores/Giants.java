package slash64.scores;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Subtrees with so many prefixes that one task would take too long over them, or too much memory.
 * They are cut at their /48 into buckets. What a part must know of the rest goes into each bucket
 * besides, as its top: the rows of the /32 and of all /48, and the states of some narrower
 * prefixes. An IPv4 /16 never holds so many.
 *
 * @param most rows of a subtree that is not cut, and of a bucket, on average and without its top
 * @param counts of each giant: its root, its rows of the day and of the states together, and its
 *     states of /56 and of /64
 */
record Giants(long most, List<Row> counts) {
  /** The bucket of a subtree that is not cut. */
  static final int WHOLE = -1;

  /** Column: which of a giant's parts a row is in. */
  static final String BUCKET = "bucket";

  /** Column: whether the row is a copy, for what is around the parts. */
  static final String IS_TOP = "is_top";

  /** Some so many states of each narrower length tell what is typical of it. */
  private static final long SAMPLE = 2_000;

  private static final StructType COUNTS =
      new StructType()
          .add("root", DataTypes.LongType)
          .add("rows", DataTypes.LongType)
          .add("sites", DataTypes.LongType)
          .add("networks", DataTypes.LongType);

  /**
   * Finds the giants.
   *
   * @param rows of {@link NodeRows} before they are cut
   */
  static Giants of(Dataset<Row> rows, long most) {
    return new Giants(
        most,
        rows.groupBy("root")
            .agg(count(lit(1)), states(56), states(64))
            .toDF(COUNTS.fieldNames())
            .filter(col("rows").gt(most))
            .collectAsList());
  }

  private static Column states(int bits) {
    return count(when(isState().and(col("bits").equalTo(bits)), 1));
  }

  private static Column isState() {
    return col(NodeRows.PART).equalTo(NodeRows.Part.STATE.ordinal());
  }

  static Giants none() {
    return new Giants(Long.MAX_VALUE, List.of());
  }

  /** Returns the rows with the two columns, those of the tops once for each bucket. */
  Dataset<Row> cut(Dataset<Row> rows) {
    if (counts.isEmpty()) {
      return rows.withColumn(BUCKET, lit(WHOLE)).withColumn(IS_TOP, lit(false));
    }
    Dataset<Row> giants =
        rows.sparkSession()
            .createDataFrame(counts, COUNTS)
            .select(
                col("root"),
                ceil(col("rows").divide(most)).cast(DataTypes.IntegerType).as("buckets"),
                every("sites"),
                every("networks"));
    Column copy = explode(copies()).as("copy");
    return rows.join(broadcast(giants), rows.col("root").equalTo(giants.col("root")), "left")
        .drop(giants.col("root"))
        .withColumn("copy", copy)
        .withColumn(BUCKET, col("copy." + BUCKET))
        .withColumn(IS_TOP, col("copy." + IS_TOP))
        .drop("copy", "buckets", "sites", "networks");
  }

  /** Returns one in how many states are to be drawn. */
  private static Column every(String states) {
    return greatest(lit(1L), col(states).divide(SAMPLE).cast(DataTypes.LongType)).as(states);
  }

  private static Column copies() {
    Column part = shiftright(col("prefix_high"), Long.SIZE - GiantTop.CUT);
    Column bucket = pmod(xxhash64(part), col("buckets")).cast(DataTypes.IntegerType);
    Column inPart = array(copy(bucket, false));
    Column inTops =
        transform(sequence(lit(0), col("buckets").minus(1)), number -> copy(number, true));
    Column every = when(col("bits").equalTo(56), col("sites")).otherwise(col("networks"));
    Column isSampled =
        isState()
            .and(col("bits").leq(64))
            .and(pmod(xxhash64(col("prefix_high")), every).equalTo(0));
    return when(col("buckets").isNull(), array(copy(lit(WHOLE), false)))
        .when(col("bits").lt(GiantTop.CUT), inTops)
        .when(col("bits").equalTo(GiantTop.CUT).or(isSampled), concat(inPart, inTops))
        .otherwise(inPart);
  }

  private static Column copy(Column bucket, boolean isTop) {
    return struct(bucket.as(BUCKET), lit(isTop).as(IS_TOP));
  }
}
