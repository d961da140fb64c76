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
import slash64.baseline.NightTests;
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

  /** In place of a family: the numbers of the census. */
  private static final int CENSUS = -1;

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    NightTests tests = new NightTests(settings);
    Subtrees subtrees = new Subtrees(rows, day);
    Census census = new Census();
    while (subtrees.hasNext()) {
      Portion portion = subtrees.next();
      portion.count(census, reputation);
      portion.deviations().forEach(tests::add);
    }
    List<Row> result = new ArrayList<>();
    for (int family = 0; family < NightTests.FAMILIES; family++) {
      result.add(RowFactory.create(family, tests.tested(family), boxed(tests.small(family))));
    }
    result.add(RowFactory.create(CENSUS, 0L, boxed(census.numbers())));
    return result.iterator();
  }

  private static Double[] boxed(double[] values) {
    return Arrays.stream(values).boxed().toArray(Double[]::new);
  }

  private static double[] unboxed(Row row) {
    return row.<Double>getList(2).stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Gathers the census from the rows of all partitions. */
  static Census census(List<Row> rows) {
    Census census = new Census();
    for (Row row : rows) {
      if (row.getInt(0) == CENSUS) {
        census.add(unboxed(row));
      }
    }
    return census;
  }

  /** Gathers the rows of all partitions into the night's thresholds. */
  static Thresholds thresholds(List<Row> rows, BaselineSettings settings) {
    NightTests tests = new NightTests(settings);
    for (Row row : rows) {
      if (row.getInt(0) != CENSUS) {
        tests.add(row.getInt(0), row.getLong(1), unboxed(row));
      }
    }
    return tests.thresholds();
  }
}
