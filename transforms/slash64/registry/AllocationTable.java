package slash64.registry;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_seconds;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.Collections;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The table {@code allocations}: the registry as it was known on a night. */
public final class AllocationTable {
  public static final StructType SCHEMA =
      new StructType()
          .add("day", DataTypes.DateType, true, "UTC day of the night that read the registry")
          .add("prefix", DataTypes.StringType, true, "RFC 5952 text with length")
          .add("prefix_key", DataTypes.StringType, true, "sorts as the tree")
          .add("bits", DataTypes.IntegerType, true, "length, of 128")
          .add("customer", DataTypes.StringType, true, "who holds it")
          .add("kind", DataTypes.StringType, true, "what for, in the operator's words")
          .add("since", DataTypes.TimestampType, true, "first second; null: ever")
          .add("until", DataTypes.TimestampType, true, "first second after it; null: open");

  private static final StructType NUMBERS =
      new StructType()
          .add("prefix", DataTypes.StringType)
          .add("prefix_key", DataTypes.StringType)
          .add("bits", DataTypes.IntegerType)
          .add("customer", DataTypes.StringType)
          .add("kind", DataTypes.StringType)
          .add("since_second", DataTypes.LongType)
          .add("until_second", DataTypes.LongType);

  private static final int ROWS_PER_TASK = 200_000;

  private AllocationTable() {}

  /** Returns the registry as rows of {@link #SCHEMA}, made where it was broadcast to. */
  public static Dataset<Row> of(
      SparkSession spark, Broadcast<Allocations> allocations, LocalDate day) {
    int parts = 1 + allocations.value().size() / ROWS_PER_TASK;
    MapPartitionsFunction<Long, Row> rows =
        numbers -> {
          if (!numbers.hasNext()) {
            return Collections.emptyIterator();
          }
          long part = numbers.next();
          return allocations.value().stream()
              .skip(part * ROWS_PER_TASK)
              .limit(ROWS_PER_TASK)
              .map(AllocationTable::row)
              .iterator();
        };
    return spark
        .range(0, parts, 1, parts)
        .map((MapFunction<Long, Long>) number -> number, Encoders.LONG())
        .mapPartitions(rows, Encoders.row(NUMBERS))
        .withColumn("day", lit(day))
        .withColumn(
            "since",
            when(
                col("since_second").notEqual(Allocation.ALWAYS),
                timestamp_seconds(col("since_second"))))
        .withColumn(
            "until",
            when(
                col("until_second").notEqual(Allocation.FOREVER),
                timestamp_seconds(col("until_second"))))
        .to(SCHEMA);
  }

  private static Row row(Allocation a) {
    return RowFactory.create(
        a.prefix().toString(),
        a.prefix().key(),
        a.prefix().length(),
        a.customer(),
        a.kind(),
        a.since(),
        a.until());
  }
}
