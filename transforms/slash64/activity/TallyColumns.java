package slash64.activity;

import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.apache.spark.sql.types.DataTypes.createMapType;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The columns of a table that show a tally. */
final class TallyColumns {
  private static final DataType LONG = DataTypes.LongType;
  // Never null; Delta has no way to say so inside an array.
  private static final StructType CELL =
      new StructType().add("cell", DataTypes.IntegerType).add("count", LONG);

  private static final Measure[] MEASURES = Measure.values();
  private static final Breakdown[] BREAKDOWNS = Breakdown.values();
  private static final CellFeature[] FEATURES = CellFeature.values();
  private static final Distinction[] DISTINCTIONS = Distinction.values();
  private static final UTF8String[][] NAMES =
      Arrays.stream(BREAKDOWNS)
          .map(b -> b.names().stream().map(UTF8String::fromString).toArray(UTF8String[]::new))
          .toArray(UTF8String[][]::new);

  private static final GenericArrayData NO_CELLS = new GenericArrayData(new Object[0]);
  private static final MapData NO_COUNTS = new ArrayBasedMapData(NO_CELLS, NO_CELLS);

  private TallyColumns() {}

  /** Returns {@code schema} with these columns after its own. */
  static StructType addTo(StructType schema) {
    for (Measure measure : MEASURES) {
      DataType type = measure.unit() == 1 ? LONG : DataTypes.DoubleType;
      schema = schema.add(measure.column(), type, true, measure.comment());
    }
    schema =
        schema
            .add("first_seen", DataTypes.TimestampType, true, "first log line, UTC")
            .add("last_seen", DataTypes.TimestampType, true, "last log line, UTC")
            .add("hours", DataTypes.IntegerType, true, "UTC hours active: bit 0 from 00:00, to 23");
    for (Distinction distinction : DISTINCTIONS) {
      schema =
          schema
              .add(distinction.column(), LONG, true, distinction.comment())
              .add(
                  distinction.sketchColumn(),
                  DataTypes.BinaryType,
                  true,
                  distinction.sketchComment());
    }
    for (Breakdown breakdown : BREAKDOWNS) {
      DataType type = createMapType(DataTypes.StringType, LONG, false);
      schema = schema.add(breakdown.column(), type, true, breakdown.comment());
    }
    for (CellFeature feature : FEATURES) {
      schema =
          schema
              .add(feature.column(), createArrayType(CELL, false), true, feature.comment())
              .add(feature.restColumn(), LONG, true, "transactions in all other cells");
    }
    return schema;
  }

  /** How many columns show a tally. */
  static final int COUNT = addTo(new StructType()).length();

  private static final int FIRST_DISTINCT = Measure.COUNT + 3;

  /** Returns where the sketch of a distinction stands among the columns. */
  static int sketchAt(int distinction) {
    return FIRST_DISTINCT + 2 * distinction + 1;
  }

  /**
   * Writes the columns of a tally but for its sketches, which become null, in Spark's own form: a
   * tally shows in up to five rows, one for each level.
   */
  static void write(Tally tally, Object[] row) {
    int at = 0;
    for (Measure measure : MEASURES) {
      long amount = tally.get(measure);
      if (measure.unit() == 1) {
        row[at++] = amount;
      } else {
        row[at++] = (double) amount / measure.unit();
      }
    }
    row[at++] = tally.firstSeen();
    row[at++] = tally.lastSeen();
    row[at++] = tally.hours();
    for (Distinction distinction : DISTINCTIONS) {
      row[at++] = tally.distinct(distinction).estimate();
      row[at++] = null;
    }
    for (Breakdown breakdown : BREAKDOWNS) {
      row[at++] = counts(tally.cells(), breakdown);
    }
    for (CellFeature feature : FEATURES) {
      at = writeFullest(tally.cells(), feature, row, at);
    }
  }

  /** Writes the sketches of a tally into its columns. */
  static void writeSketches(Tally tally, Object[] row) {
    for (int i = 0; i < DISTINCTIONS.length; i++) {
      row[sketchAt(i)] = tally.distinct(DISTINCTIONS[i]).sketch();
    }
  }

  private static MapData counts(CellCounts cells, Breakdown breakdown) {
    int first = CellCounts.cell(breakdown, 0);
    int start = cells.indexOf(first);
    int end = cells.indexOf(first + 0x1_0000);
    if (start == end) {
      return NO_COUNTS;
    }
    Object[] names = new Object[end - start];
    long[] counts = new long[end - start];
    for (int i = start; i < end; i++) {
      names[i - start] = NAMES[breakdown.ordinal()][cells.cellAt(i) - first];
      counts[i - start] = cells.countAt(i);
    }
    return new ArrayBasedMapData(
        new GenericArrayData(names), UnsafeArrayData.fromPrimitiveArray(counts));
  }

  /** The fullest cells; among equals the lower cell, so that the choice is the same always. */
  private static int writeFullest(CellCounts cells, CellFeature feature, Object[] row, int at) {
    int first = CellCounts.cell(feature, 0);
    int start = cells.indexOf(first);
    int end = cells.indexOf(first + 0x1_0000);
    long rest = 0;
    Object[] fullest = new Object[Math.min(end - start, CellFeature.KEPT)];
    if (end - start > CellFeature.KEPT) {
      int[] kept = fullest(cells, start, end);
      for (int i = start; i < end; i++) {
        rest += cells.countAt(i);
      }
      for (int i = 0; i < kept.length; i++) {
        rest -= cells.countAt(kept[i]);
        fullest[i] = cell(cells, kept[i], first);
      }
    } else {
      for (int i = start; i < end; i++) {
        fullest[i - start] = cell(cells, i, first);
      }
    }
    row[at++] = fullest.length == 0 ? NO_CELLS : new GenericArrayData(fullest);
    row[at++] = rest;
    return at;
  }

  private static InternalRow cell(CellCounts cells, int index, int first) {
    return new GenericInternalRow(new Object[] {cells.cellAt(index) - first, cells.countAt(index)});
  }

  private static int[] fullest(CellCounts cells, int start, int end) {
    return IntStream.range(start, end)
        .boxed()
        .sorted(Comparator.comparingLong((Integer i) -> -cells.countAt(i)))
        .limit(CellFeature.KEPT)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }
}
