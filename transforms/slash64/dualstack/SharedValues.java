package slash64.dualstack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.rows.LookAhead;

/**
 * From rows (number, field, value, is_ipv4, high, low), some of them repeated, those of one value
 * of a field side by side and each unit's too, to the pairs of an IPv6 and an IPv4 unit that share
 * a value. A value that more than 400 pairs share links nobody and gives none, so memory and output
 * stay bounded.
 */
final class SharedValues implements MapPartitionsFunction<Row, Row> {
  static final StructType SCHEMA =
      new StructType()
          .add("number", DataTypes.IntegerType)
          .add("field", DataTypes.IntegerType)
          .add("shared_by", DataTypes.LongType)
          .add("high6", DataTypes.LongType)
          .add("low6", DataTypes.LongType)
          .add("high4", DataTypes.LongType)
          .add("low4", DataTypes.LongType);

  private static final int MOST_PAIRS = 400;

  @Override
  public Iterator<Row> call(Iterator<Row> values) {
    return new LookAhead<>() {
      private Row ahead = values.hasNext() ? values.next() : null;
      private Iterator<Row> pairs = Collections.emptyIterator();

      @Override
      protected Row find() {
        while (!pairs.hasNext() && ahead != null) {
          pairs = nextGroup();
        }
        return pairs.hasNext() ? pairs.next() : null;
      }

      private Iterator<Row> nextGroup() {
        Row first = ahead;
        List<Row> six = new ArrayList<>();
        List<Row> four = new ArrayList<>();
        boolean isCommon = false;
        Row last = null;
        while (ahead != null && isSameValue(first, ahead)) {
          if (last == null || !isSameUnit(last, ahead)) {
            List<Row> side = ahead.getBoolean(3) ? four : six;
            isCommon |= side.size() == MOST_PAIRS;
            if (!isCommon) {
              side.add(ahead);
            }
          }
          last = ahead;
          ahead = values.hasNext() ? values.next() : null;
        }
        isCommon |= six.size() * four.size() > MOST_PAIRS;
        return isCommon ? Collections.emptyIterator() : pairs(six, four).iterator();
      }
    };
  }

  private static boolean isSameValue(Row a, Row b) {
    return a.getInt(0) == b.getInt(0) && a.getInt(1) == b.getInt(1) && a.getLong(2) == b.getLong(2);
  }

  private static boolean isSameUnit(Row a, Row b) {
    return a.getLong(5) == b.getLong(5)
        && a.getLong(4) == b.getLong(4)
        && a.getBoolean(3) == b.getBoolean(3);
  }

  private static List<Row> pairs(List<Row> six, List<Row> four) {
    List<Row> pairs = new ArrayList<>();
    for (Row a : six) {
      for (Row b : four) {
        pairs.add(
            RowFactory.create(
                a.getInt(0),
                a.getInt(1),
                (long) four.size(),
                a.getLong(4),
                a.getLong(5),
                b.getLong(4),
                b.getLong(5)));
      }
    }
    return pairs;
  }
}
