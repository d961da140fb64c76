package slash64.scores;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.baseline.BaselineSettings;
import slash64.baseline.Deviation;
import slash64.baseline.Thresholds;
import slash64.reputation.Census;
import slash64.reputation.ReputationSettings;

/**
 * First pass: how many tests each family had, and the p-values that may count. Those above the
 * share of false discoveries never do (Benjamini-Hochberg), so only the small ones travel.
 */
record PValues(int day, BaselineSettings settings, ReputationSettings reputation)
    implements MapPartitionsFunction<Row, Row> {
  static final StructType SCHEMA =
      new StructType()
          .add("family", DataTypes.IntegerType, false)
          .add("tested", DataTypes.LongType, false)
          .add("log_p", DataTypes.createArrayType(DataTypes.DoubleType, false), false);

  private static final int FAMILIES = 4;

  /** In place of a family: the numbers of the census. */
  private static final int CENSUS = -1;

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    long[] tested = new long[FAMILIES];
    List<List<Double>> small = new ArrayList<>();
    for (int family = 0; family < FAMILIES; family++) {
      small.add(new ArrayList<>());
    }
    Subtrees subtrees = new Subtrees(rows, day);
    Census census = new Census();
    while (subtrees.hasNext()) {
      Portion portion = subtrees.next();
      portion.count(census, reputation);
      for (Deviation deviation : portion.deviations()) {
        double[] logPs = {
          deviation.volumeLogP(),
          deviation.rampLogP(),
          deviation.contentLogP(),
          deviation.spreadLogP()
        };
        for (int family = 0; family < FAMILIES; family++) {
          if (!Double.isNaN(logPs[family])) {
            tested[family]++;
            if (logPs[family] <= Math.log(settings.falseShare())) {
              small.get(family).add(logPs[family]);
            }
          }
        }
      }
    }
    List<Row> result = new ArrayList<>();
    for (int family = 0; family < FAMILIES; family++) {
      result.add(
          RowFactory.create(family, tested[family], small.get(family).toArray(Double[]::new)));
    }
    result.add(
        RowFactory.create(
            CENSUS, 0L, Arrays.stream(census.numbers()).boxed().toArray(Double[]::new)));
    return result.iterator();
  }

  /** Gathers the census from the rows of all partitions. */
  static Census census(List<Row> rows) {
    Census census = new Census();
    for (Row row : rows) {
      if (row.getInt(0) == CENSUS) {
        census.add(row.<Double>getList(2).stream().mapToDouble(Double::doubleValue).toArray());
      }
    }
    return census;
  }

  /** Gathers the rows of all partitions into the night's thresholds. */
  static Thresholds thresholds(List<Row> rows, BaselineSettings settings) {
    long[] tested = new long[FAMILIES];
    List<List<Double>> logPs = new ArrayList<>();
    for (int family = 0; family < FAMILIES; family++) {
      logPs.add(new ArrayList<>());
    }
    for (Row row : rows) {
      if (row.getInt(0) == CENSUS) {
        continue;
      }
      tested[row.getInt(0)] += row.getLong(1);
      logPs.get(row.getInt(0)).addAll(row.getList(2));
    }
    double[] limits = new double[FAMILIES];
    for (int family = 0; family < FAMILIES; family++) {
      double[] values = logPs.get(family).stream().mapToDouble(Double::doubleValue).toArray();
      limits[family] = Thresholds.of(values, tested[family], settings);
    }
    return new Thresholds(limits[0], limits[1], limits[2], limits[3]);
  }
}
