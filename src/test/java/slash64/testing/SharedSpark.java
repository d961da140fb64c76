package slash64.testing;

import java.util.Map;
import org.apache.spark.sql.SparkSession;
import slash64.session.EmbeddedSpark;

/**
 * The one Spark session of all tests: set up as the commands' own, with two processors and few
 * partitions. It starts when the first test asks for it and ends with the process, so a test run
 * pays for one start.
 *
 * <p>Tests share it: they take names of their own for views, write only into folders of their own,
 * and never stop it.
 */
public final class SharedSpark {
  private SharedSpark() {}

  /** Returns the session, started on first use. */
  public static SparkSession session() {
    return Holder.SPARK.session();
  }

  private static final class Holder {
    private static final EmbeddedSpark SPARK =
        EmbeddedSpark.open(
            "slash64-tests",
            Map.of("spark.master", "local[2]", "spark.sql.shuffle.partitions", "2"));
  }
}
