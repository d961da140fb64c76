package slash64.activity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import slash64.shape.Shape;

/**
 * Days and times as numbers while rows are made in Java: what class a date has there depends on a
 * setting of the session.
 */
final class Times {
  private Times() {}

  /** Returns the schema with dates as days and timestamps as microseconds since 1970 UTC. */
  static StructType asNumbers(StructType schema) {
    return new StructType(
        Arrays.stream(schema.fields())
            .map(f -> new StructField(f.name(), asNumber(f.dataType()), f.nullable(), f.metadata()))
            .toArray(StructField[]::new));
  }

  private static DataType asNumber(DataType type) {
    if (type.equals(DataTypes.DateType)) {
      return DataTypes.IntegerType;
    }
    return type.equals(DataTypes.TimestampType) ? DataTypes.LongType : type;
  }

  /** Returns rows of {@link #asNumbers} in the shape of {@code schema}. */
  static Dataset<Row> restore(Dataset<Row> rows, StructType schema) {
    return Shape.of(
        rows.select(Arrays.stream(schema.fields()).map(Times::column).toArray(Column[]::new)),
        schema);
  }

  private static Column column(StructField field) {
    Column column = col(field.name());
    if (field.dataType().equals(DataTypes.DateType)) {
      return date_from_unix_date(column).as(field.name());
    }
    return field.dataType().equals(DataTypes.TimestampType)
        ? timestamp_micros(column).as(field.name())
        : column;
  }
}
