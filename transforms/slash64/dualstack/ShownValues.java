package slash64.dualstack;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

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
          .add("field", DataTypes.IntegerType, false, "ordinal of the Evidence")
          .add("value", DataTypes.LongType, false)
          .add("is_ipv4", DataTypes.BooleanType, false)
          .add("high", DataTypes.LongType, false)
          .add("low", DataTypes.LongType, false);

  private static final int FIRST_VALUE = 4;

  private final int[] fields;

  /**
   * @param fields of the values, in the order of their columns
   */
  ShownValues(List<Evidence> fields) {
    this.fields = fields.stream().mapToInt(Evidence::ordinal).toArray();
  }

  @Override
  public Iterator<Row> call(Iterator<Row> transactions) {
    return new Iterator<>() {
      private final Recent recent = new Recent();
      private Row transaction;
      private int column = fields.length;
      private Row next;

      @Override
      public boolean hasNext() {
        while (next == null) {
          if (column == fields.length) {
            if (!transactions.hasNext()) {
              return false;
            }
            transaction = transactions.next();
            column = 0;
          }
          next = shown(column++);
        }
        return true;
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        Row row = next;
        next = null;
        return row;
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
      long hash = mixed(mixed(mixed(mixed(low) + high) + value) + ((long) number << 8) + field);
      int at = (int) (hash >>> Long.SIZE - BITS);
      if (fingerprints[at] == hash) {
        return false;
      }
      fingerprints[at] = hash;
      return true;
    }

    /** The finalizer of Steele, Lea and Flood, Fast splittable pseudorandom numbers (2014). */
    private static long mixed(long bits) {
      long mixed = (bits ^ bits >>> 30) * 0xbf58_476d_1ce4_e5b9L;
      mixed = (mixed ^ mixed >>> 27) * 0x94d0_49bb_1331_11ebL;
      return mixed ^ mixed >>> 31;
    }
  }
}
