package slash64.feedback;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.net.Prefix;
import slash64.reputation.Level;

/** Rolls a day's feedback up to every level that is counted. */
public final class FeedbackLevels {
  /** Columns of {@link #of} by the kind of feedback that they sum. */
  private static final List<String> SUMS =
      Arrays.stream(FeedbackKind.values()).map(FeedbackLevels::column).toList();

  private static final StructType SCHEMA = schema();

  private FeedbackLevels() {}

  /** Returns the column that holds a kind's sum: {@code complaints}, {@code traps}, ... */
  public static String column(FeedbackKind kind) {
    return kind.word() + "s";
  }

  private static StructType schema() {
    StructType schema =
        new StructType()
            .add("prefix_high", DataTypes.LongType)
            .add("prefix_low", DataTypes.LongType)
            .add("bits", DataTypes.IntegerType);
    for (String sum : SUMS) {
      schema = schema.add(sum, DataTypes.LongType);
    }
    return schema;
  }

  /**
   * Returns one row a prefix: {@code prefix_high}, {@code prefix_low}, {@code bits} and, summed
   * over all addresses in it, {@code complaints}, {@code traps}, {@code bounces}.
   *
   * @param feedback rows of {@link FeedbackDays#SCHEMA}, of one day
   */
  public static Dataset<Row> of(Dataset<Row> feedback) {
    Column[] sums =
        Arrays.stream(FeedbackKind.values())
            .map(
                kind ->
                    sum(when(col("kind").equalTo(kind.word()), col("reports")).otherwise(lit(0L)))
                        .as(column(kind)))
            .toArray(Column[]::new);
    Dataset<Row> addresses =
        feedback
            .groupBy("prefix_high", "prefix_low")
            .agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length));
    Column[] again = SUMS.stream().map(name -> sum(name).as(name)).toArray(Column[]::new);
    return addresses
        .flatMap((FlatMapFunction<Row, Row>) row -> levels(row).iterator(), Encoders.row(SCHEMA))
        .groupBy("prefix_high", "prefix_low", "bits")
        .agg(again[0], Arrays.copyOfRange(again, 1, again.length));
  }

  private static List<Row> levels(Row row) {
    Prefix address = new Prefix(row.getLong(0), row.getLong(1), 128);
    List<Row> rows = new ArrayList<>();
    for (Level level : Level.values()) {
      if (level.isIpv4() == address.isIpv4()) {
        Prefix prefix = address.ancestor(level.length());
        rows.add(
            RowFactory.create(
                prefix.high(),
                prefix.low(),
                prefix.length(),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4)));
      }
    }
    return rows;
  }
}
