package slash64.rows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.collection.immutable.ArraySeq;
import scala.collection.immutable.Seq;

/** Shows Spark's rows as {@link Row}: a column becomes a Java value when it is asked for. */
final class RowReader {
  private final StructType schema;
  private final DataType[] types;
  private final UnaryOperator<Object>[] toJava;

  @SuppressWarnings({"unchecked", "rawtypes"})
  RowReader(StructType schema) {
    this.schema = schema;
    StructField[] fields = schema.fields();
    types = new DataType[fields.length];
    toJava = new UnaryOperator[fields.length];
    for (int i = 0; i < fields.length; i++) {
      types[i] = fields[i].dataType();
      toJava[i] = toJava(types[i]);
    }
  }

  /** Returns a row that stays as it is when Spark uses {@code row} again for the next one. */
  Row read(InternalRow row) {
    return new View(this, row.copy());
  }

  /** What is inside a row that was copied stays as it is, too. */
  private Seq<Row> views(ArrayData array) {
    Row[] rows = new Row[array.numElements()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = array.isNullAt(i) ? null : new View(this, array.getStruct(i, types.length));
    }
    return ArraySeq.unsafeWrapArray(rows);
  }

  private static UnaryOperator<Object> toJava(DataType type) {
    if (type.equals(DataTypes.StringType)) {
      return Object::toString;
    }
    if (type.equals(DataTypes.DateType)) {
      return days -> LocalDate.ofEpochDay((Integer) days);
    }
    if (type.equals(DataTypes.TimestampType)) {
      return micros -> Instant.EPOCH.plus((Long) micros, ChronoUnit.MICROS);
    }
    if (!isNested(type)) {
      return value -> value;
    }
    if (type instanceof StructType inner) {
      RowReader reader = new RowReader(inner);
      return value -> new View(reader, (InternalRow) value);
    }
    if (type instanceof ArrayType array && array.elementType() instanceof StructType inner) {
      RowReader reader = new RowReader(inner);
      return value -> reader.views((ArrayData) value);
    }
    Function1<Object, Object> converter = CatalystTypeConverters.createToScalaConverter(type);
    return converter::apply;
  }

  /** Whether values are made of others; of all else we have, Java and Spark hold the same. */
  static boolean isNested(DataType type) {
    return type instanceof ArrayType || type instanceof MapType || type instanceof StructType;
  }

  private record View(RowReader reader, InternalRow row) implements Row {
    @Override
    public int length() {
      return reader.types.length;
    }

    @Override
    public StructType schema() {
      return reader.schema;
    }

    @Override
    public int fieldIndex(String name) {
      return reader.schema.fieldIndex(name);
    }

    @Override
    public boolean isNullAt(int i) {
      return row.isNullAt(i);
    }

    @Override
    public Object get(int i) {
      return row.isNullAt(i) ? null : reader.toJava[i].apply(row.get(i, reader.types[i]));
    }

    @Override
    public boolean getBoolean(int i) {
      requireValue(i);
      return row.getBoolean(i);
    }

    @Override
    public int getInt(int i) {
      requireValue(i);
      return row.getInt(i);
    }

    @Override
    public long getLong(int i) {
      requireValue(i);
      return row.getLong(i);
    }

    @Override
    public double getDouble(int i) {
      requireValue(i);
      return row.getDouble(i);
    }

    private void requireValue(int i) {
      if (row.isNullAt(i)) {
        throw new NullPointerException(
            "Column %s is null".formatted(reader.schema.fields()[i].name()));
      }
    }

    @Override
    public Row copy() {
      return this;
    }

    @Override
    public String toString() {
      return mkString("[", ",", "]");
    }
  }
}
