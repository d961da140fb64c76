package slash64.testing;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Compares data frames: spark-testing-base's assertions, made to run under JUnit Jupiter on the
 * {@link SharedSpark} session. A failure is an {@link AssertionError} that shows the rows.
 */
public final class FrameAssertions {
  private static final Suite SUITE = new Suite();

  private FrameAssertions() {}

  /**
   * Checks schema and rows, whatever the order of rows; equal rows count as often as they occur.
   */
  public static void assertSameRows(Dataset<Row> actual, Dataset<Row> expected) {
    SUITE.assertDataFrameNoOrderEquals(expected, actual);
  }

  /** Checks schema and rows in their order. */
  public static void assertSameRowsInOrder(Dataset<Row> actual, Dataset<Row> expected) {
    SUITE.assertDataFrameEquals(expected, actual);
  }

  /**
   * Checks schema and rows in their order, where decimals and doubles may differ by a tolerance.
   *
   * @param tolerance largest difference of two numbers that are taken as equal, at least 0
   */
  public static void assertCloseRowsInOrder(
      Dataset<Row> actual, Dataset<Row> expected, double tolerance) {
    SUITE.assertDataFrameApproximateEquals(expected, actual, tolerance);
  }

  /** The base class looks for its session in a JUnit 4 rule; ours comes from the shared holder. */
  private static final class Suite extends JavaDataFrameSuiteBase {
    @Override
    public SparkSession spark() {
      return SharedSpark.session();
    }
  }
}
