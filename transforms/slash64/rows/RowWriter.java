package slash64.rows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Function1;

/** Turns our rows into Spark's. */
final class RowWriter {
  private final UnaryOperator<Object>[] toSpark;

  private final GenericInternalRow row;
  private final Object[] values;

  @SuppressWarnings({"unchecked", "rawtypes"})
  RowWriter(StructType schema) {
    StructField[] fields = schema.fields();
    toSpark = new UnaryOperator[fields.length];
    for (int i = 0; i < fields.length; i++) {
      toSpark[i] = toSpark(fields[i].dataType());
    }
    values = new Object[fields.length];
    row = new GenericInternalRow(values);
  }

  /** Returns the row in Spark's form, good until the next one is written. */
  InternalRow write(Row from) {
    for (int i = 0; i < values.length; i++) {
      Object value = from.get(i);
      values[i] = value == null ? null : toSpark[i].apply(value);
    }
    return row;
  }

  private static UnaryOperator<Object> toSpark(DataType type) {
    if (type.equals(DataTypes.StringType)) {
      return value -> value instanceof String text ? UTF8String.fromString(text) : value;
    }
    if (type.equals(DataTypes.DateType)) {
      return value -> value instanceof LocalDate day ? (Object) (int) day.toEpochDay() : value;
    }
    if (type.equals(DataTypes.TimestampType)) {
      return value ->
          value instanceof Instant time
              ? (Object) ChronoUnit.MICROS.between(Instant.EPOCH, time)
              : value;
    }
    if (!RowReader.isNested(type)) {
      return value -> value;
    }
    Function1<Object, Object> converter = CatalystTypeConverters.createToCatalystConverter(type);
    return value ->
        value instanceof InternalRow || value instanceof ArrayData || value instanceof MapData
            ? value
            : converter.apply(value);
  }
}
