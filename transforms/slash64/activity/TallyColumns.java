package slash64.activity;

import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.apache.spark.sql.types.DataTypes.createMapType;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** The columns of a table that show a tally. */
final class TallyColumns {
  private static final DataType LONG = DataTypes.LongType;
  // Never null; Delta has no way to say so inside an array.
  private static final StructType CELL =
      new StructType().add("cell", DataTypes.IntegerType).add("count", LONG);

  private static final Measure[] MEASURES = Measure.values();
  private static final Breakdown[] BREAKDOWNS = Breakdown.values();
  private static final Feature[] FEATURES = Feature.values();
  private static final Distinction[] DISTINCTIONS = Distinction.values();

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
    for (Feature feature : FEATURES) {
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
   * Writes the columns of a tally but for its sketches, which become null. Times are microseconds,
   * for the caller's encoder to be the same whichever date classes the session uses.
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
      row[at++] = CollectionConverters.asScala(counts(tally.cells(), breakdown));
    }
    for (Feature feature : FEATURES) {
      at = writeFullest(tally.cells(), feature, row, at);
    }
  }

  /** Writes the sketches of a tally into its columns. */
  static void writeSketches(Tally tally, Object[] row) {
    for (int i = 0; i < DISTINCTIONS.length; i++) {
      row[sketchAt(i)] = tally.distinct(DISTINCTIONS[i]).sketch();
    }
  }

  private static Map<String, Long> counts(CellCounts cells, Breakdown breakdown) {
    int first = CellCounts.cell(breakdown, 0);
    int end = cells.indexOf(first + 0x1_0000);
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int i = cells.indexOf(first); i < end; i++) {
      counts.put(breakdown.names().get(cells.cellAt(i) - first), cells.countAt(i));
    }
    return counts;
  }

  /** The fullest cells; among equals the lower cell, so that the choice is the same always. */
  private static int writeFullest(CellCounts cells, Feature feature, Object[] row, int at) {
    int first = CellCounts.cell(feature, 0);
    int start = cells.indexOf(first);
    int end = cells.indexOf(first + 0x1_0000);
    int[] kept = IntStream.range(start, end).toArray();
    if (kept.length > Feature.KEPT) {
      kept = fullest(cells, kept);
    }
    long rest = 0;
    for (int i = start; i < end; i++) {
      rest += cells.countAt(i);
    }
    Row[] fullest = new Row[kept.length];
    for (int i = 0; i < kept.length; i++) {
      rest -= cells.countAt(kept[i]);
      fullest[i] = RowFactory.create(cells.cellAt(kept[i]) - first, cells.countAt(kept[i]));
    }
    row[at++] = fullest;
    row[at++] = rest;
    return at;
  }

  private static int[] fullest(CellCounts cells, int[] indexes) {
    List<Integer> sorted =
        Arrays.stream(indexes)
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> -cells.countAt(i)))
            .limit(Feature.KEPT)
            .sorted()
            .toList();
    return sorted.stream().mapToInt(Integer::intValue).toArray();
  }
}
