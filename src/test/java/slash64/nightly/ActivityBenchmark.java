package slash64.nightly;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import slash64.activity.Cuts;
import slash64.activity.PrefixActivity;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.session.EmbeddedSpark;
import slash64.testing.ManyMessages;

/**
 * Seconds to make a day of prefix_activity, from a stored table of messages to the stored result.
 *
 * <pre>
 * src/test/benchmark activity MESSAGES SUBNETS SHARE_OF_ONE_SUBNET
 * </pre>
 */
final class ActivityBenchmark {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 1);

  private static final int ROUNDS = 3;

  private ActivityBenchmark() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    long messages = Long.parseLong(arguments[0]);
    long subnets = Long.parseLong(arguments[1]);
    double giant = Double.parseDouble(arguments[2]);
    Path folder = Files.createTempDirectory("slash64-benchmark-");
    try (EmbeddedSpark embedded =
        EmbeddedSpark.open("benchmark", Map.of("spark.master", "local[2]"))) {
      SparkSession spark = embedded.session();
      Lake lake = Lake.at(spark, folder.resolve("warehouse").toString());
      lake.replaceDays(
          Tables.MESSAGES,
          ManyMessages.of(spark, DAY, messages, subnets, ManyMessages.PROVIDERS, giant),
          List.of(DAY));
      int parts =
          Partitions.of(
              spark.sparkContext().defaultParallelism(), lake.bytes(Tables.MESSAGES, List.of(DAY)));
      for (int round = 1; round <= ROUNDS; round++) {
        long start = System.nanoTime();
        long processor = processorTime();
        Dataset<Row> stored = lake.readWhole(Tables.MESSAGES, DAY);
        Dataset<Row> activity = PrefixActivity.of(stored, Cuts.between(stored, parts));
        lake.replaceDays(Tables.PREFIX_ACTIVITY, activity, List.of(DAY));
        System.out.printf(
            "round %d, %d parts: %.1f s, %.1f s of processor time%n",
            round, parts, (System.nanoTime() - start) / 1e9, (processorTime() - processor) / 1e9);
      }
      lake.read(Tables.PREFIX_ACTIVITY, DAY)
          .groupBy("family", "bits", "is_rest")
          .count()
          .orderBy("family", "bits")
          .show();
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private static long processorTime() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }
}
