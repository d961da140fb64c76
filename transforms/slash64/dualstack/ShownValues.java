package slash64.dualstack;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.rows.LookAhead;

/**
 * From rows (number, is_ipv4, high, low, a value of each of some fields or null) to one row per
 * unit and value of a field. A row that was passed on a short while ago is not passed on again:
 * however much one unit sends, few rows go over the network for it. What is told twice all the same
 * costs bytes and nothing else.
 */
final class ShownValues implements MapPartitionsFunction<Row, Row> {
  static final StructType SCHEMA =
      new StructType()
          .add("number", DataTypes.IntegerType, false, "of the day")
          .add("field", DataTypes.IntegerType, false, "ordinal of the SharedField")
          .add("value", DataTypes.LongType, false)
          .add("is_ipv4", DataTypes.BooleanType, false)
          .add("high", DataTypes.LongType, false)
          .add("low", DataTypes.LongType, false);

  private static final int FIRST_VALUE = 4;

  private final int[] fields;

  /**
   * @param fields of the values, in the order of their columns
   */
  ShownValues(List<SharedField> fields) {
    this.fields = fields.stream().mapToInt(SharedField::ordinal).toArray();
  }

  @Override
  public Iterator<Row> call(Iterator<Row> transactions) {
    return new LookAhead<>() {
      private final Recent recent = new Recent();
      private Row transaction;
      private int column = fields.length;

      @Override
      protected Row find() {
        Row next = null;
        while (next == null && (column < fields.length || transactions.hasNext())) {
          if (column == fields.length) {
            transaction = transactions.next();
            column = 0;
          }
          next = shown(column++);
        }
        return next;
      }

      private Row shown(int i) {
        if (transaction.isNullAt(FIRST_VALUE + i)) {
          return null;
        }
        int number = transaction.getInt(0);
        boolean isIpv4 = transaction.getBoolean(1);
        long high = transaction.getLong(2);
        long low = transaction.getLong(3);
        long value = transaction.getLong(FIRST_VALUE + i);
        return recent.add(number, fields[i], value, high, low)
            ? RowFactory.create(number, fields[i], value, isIpv4, high, low)
            : null;
      }
    };
  }

  /** Remembers what it was given, each until something else takes its place: of bounded size. */
  private static final class Recent {
    private static final int BITS = 19;

    /** Of 64 bits each, so that two that differ are as good as never taken for one. */
    private final long[] fingerprints = new long[1 << BITS];

    /** Returns whether something is new, as far as is remembered. */
    boolean add(int number, int field, long value, long high, long low) {
      long hash = XXH64.hashLong(high, XXH64.hashLong(low, XXH64.hashLong(value, field)));
      hash = XXH64.hashLong(number, hash);
      int at = (int) (hash >>> Long.SIZE - BITS);
      if (fingerprints[at] == hash) {
        return false;
      }
      fingerprints[at] = hash;
      return true;
    }
  }
}
