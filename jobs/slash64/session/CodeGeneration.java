package slash64.session;

import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Whether Spark generates code for the queries of a step. They are many, and wide: where little is
 * read, writing and compiling that code takes longer than all the rest, while much is read fast by
 * nothing else. What the operator has set stays.
 */
public final class CodeGeneration {
  /**
   * About a million lines of log in packed archives, 150,000 messages or 50,000 prefixes in tables:
   * below, interpreting the plans is the faster by far.
   */
  private static final long LEAST_BYTES = 16L << 20;

  private static final List<String> KEYS =
      List.of("spark.sql.codegen.wholeStage", "spark.sql.codegen.factoryMode");
  private static final List<String> WITHOUT = List.of("false", "NO_CODEGEN");

  private CodeGeneration() {}

  /**
   * Chooses for the step that comes; the next one chooses anew.
   *
   * @param bytes of the files that are read, packed
   */
  public static void choose(SparkSession spark, long bytes) {
    for (int i = 0; i < KEYS.size(); i++) {
      if (spark.sparkContext().getConf().contains(KEYS.get(i))) {
        continue;
      }
      if (bytes < LEAST_BYTES) {
        spark.conf().set(KEYS.get(i), WITHOUT.get(i));
      } else {
        spark.conf().unset(KEYS.get(i));
      }
    }
  }
}
