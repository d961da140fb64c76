package slash64.nightly;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import scala.reflect.ClassTag$;
import slash64.activity.Cuts;
import slash64.activity.PrefixActivity;
import slash64.baseline.GrownStates;
import slash64.conf.Settings;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.progress.Progress;
import slash64.registry.Allocations;
import slash64.session.EmbeddedSpark;
import slash64.testing.ManyMessages;

/**
 * Seconds to score a day over a stored past, from the tables to the tables: the step "Scoring
 * prefixes" of a night, policy and alerts included.
 *
 * <pre>
 * src/test/benchmark state [SUBNETS [PROVIDERS]]
 * </pre>
 *
 * Each /64 has two addresses; with one provider all of them lie in one /32, which one task has to
 * work on. The states are those of steady mailers of ten weeks.
 */
final class ScoringBenchmark {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
  private static final int MESSAGES_OF_SUBNET = 4;
  private static final int STATES = 2_000;
  private static final int ROUNDS = 3;

  private ScoringBenchmark() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    long subnets = Long.parseLong(arguments[0]);
    int providers = Integer.parseInt(arguments[1]);
    Path folder = Files.createTempDirectory("slash64-benchmark-");
    try (EmbeddedSpark embedded =
            EmbeddedSpark.open("benchmark", Map.of("spark.master", "local[2]"));
        Progress progress = Progress.onStandardError()) {
      SparkSession spark = embedded.session();
      Lake lake = Lake.at(spark, folder.resolve("warehouse").toString());
      lake.prepare(Tables.ALL);
      for (LocalDate day : List.of(DAY, DAY.plusDays(1))) {
        Dataset<Row> messages =
            ManyMessages.of(spark, day, MESSAGES_OF_SUBNET * subnets, subnets, providers, 0);
        lake.replaceDays(Tables.MESSAGES, messages, List.of(day));
        Dataset<Row> stored = lake.read(Tables.MESSAGES, day);
        lake.replaceDays(
            Tables.PREFIX_ACTIVITY,
            PrefixActivity.of(stored, Cuts.between(stored, 2)),
            List.of(day));
      }
      score(lake, DAY, progress);
      age(lake);
      System.out.printf(
          "%,d prefixes have a state, %,d are active%n",
          lake.read(Tables.PREFIX_STATE).count(),
          lake.read(Tables.PREFIX_ACTIVITY, DAY.plusDays(1)).count());
      for (int round = 1; round <= ROUNDS; round++) {
        long start = System.nanoTime();
        long processor = processorTime();
        long collected = collectionTime();
        score(lake, DAY.plusDays(1), progress);
        System.out.printf(
            "round %d: %.1f s, %.1f s of processor time, %.1f s collecting garbage%n",
            round,
            (System.nanoTime() - start) / 1e9,
            (processorTime() - processor) / 1e9,
            (collectionTime() - collected) / 1e3);
      }
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  /** Puts a long past in place of that of one day. */
  private static void age(Lake lake) {
    byte[][] states = GrownStates.of(STATES, (int) DAY.toEpochDay()).toArray(byte[][]::new);
    UDF2<byte[], String, byte[]> grown =
        (state, key) -> state == null ? null : states[Math.floorMod(key.hashCode(), states.length)];
    Dataset<Row> young = lake.read(Tables.PREFIX_STATE, DAY).localCheckpoint();
    Dataset<Row> old =
        young.withColumn(
            "baseline", udf(grown, DataTypes.BinaryType).apply(col("baseline"), col("prefix_key")));
    lake.replaceDays(Tables.PREFIX_STATE, old, List.of(DAY));
  }

  private static void score(Lake lake, LocalDate day, Progress progress) {
    NightConf conf =
        new NightConf(
            day,
            List.of(),
            lake.warehouse().toString(),
            Optional.empty(),
            Optional.empty(),
            true,
            Settings.load(Optional.empty(), List.of()));
    new Scoring(
            lake,
            conf,
            progress,
            lake.spark()
                .sparkContext()
                .broadcast(Allocations.none(), ClassTag$.MODULE$.apply(Allocations.class)))
        .run();
  }

  private static long processorTime() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }

  private static long collectionTime() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(collector -> collector.getCollectionTime())
        .sum();
  }
}
