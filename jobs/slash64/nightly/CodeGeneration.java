package slash64.nightly;

import java.util.Collection;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.SparkSession;

/**
 * Whether Spark generates code for a night's queries. They are many, and wide: for a small night
 * writing and compiling that code takes longer than all the rest, while for a large one it is what
 * makes it fast. What the operator has set stays.
 */
final class CodeGeneration {
  /** About a million lines of log: below, interpreting the plans is the faster by far. */
  private static final long LEAST_BYTES = 16L << 20;

  private static final List<String> KEYS =
      List.of("spark.sql.codegen.wholeStage", "spark.sql.codegen.factoryMode");
  private static final List<String> WITHOUT = List.of("false", "NO_CODEGEN");

  private CodeGeneration() {}

  /** Chooses for the night that reads these archives; the next one chooses anew. */
  static void choose(SparkSession spark, Collection<FileStatus> archives) {
    long bytes = archives.stream().mapToLong(FileStatus::getLen).sum();
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
