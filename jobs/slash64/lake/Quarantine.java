package slash64.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;

import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.privacy.LineMask;

/** Refused lines, kept to learn from: the first of each archive and reason, without people. */
public final class Quarantine {
  /** Lines kept of each archive and reason; the ledger has the full counts. */
  public static final int KEPT = 100;

  /** What a caller knows of refused lines. */
  public static final StructType REFUSED =
      new StructType()
          .add("archive", DataTypes.StringType, true, "path of the file")
          .add("line", DataTypes.LongType, true, "number of the line in the text, from 1")
          .add("reason", DataTypes.StringType, true, "why it was refused")
          .add("text", DataTypes.StringType, true, "the line");

  public static final StructType SCHEMA =
      new StructType()
          .add("day", DataTypes.DateType, true, "UTC day on which the intake was planned")
          .add("intake", DataTypes.LongType, true, "number of the intake")
          .add("archive", DataTypes.StringType, true, "path of the file")
          .add("line", DataTypes.LongType, true, "number of the line in the text, from 1")
          .add("reason", DataTypes.StringType, true, "why it was refused")
          .add("text", DataTypes.StringType, true, "at most 1 KiB of the line, local parts masked");

  private Quarantine() {}

  /** Turns {@link #REFUSED} into {@link #SCHEMA}: the first lines of each archive and reason. */
  public static Dataset<Row> of(Dataset<Row> refused, long intake, LocalDate day) {
    return refused
        .withColumn(
            "rank", row_number().over(Window.partitionBy("archive", "reason").orderBy(col("line"))))
        .filter(col("rank").leq(KEPT))
        .withColumn("day", lit(day))
        .withColumn("intake", lit(intake))
        .withColumn(
            "text",
            udf((UDF1<String, String>) LineMask::mask, DataTypes.StringType).apply(col("text")))
        .to(SCHEMA);
  }
}
