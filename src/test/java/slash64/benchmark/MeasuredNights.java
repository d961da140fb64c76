package slash64.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import slash64.conf.Settings;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.nightly.NightConf;
import slash64.nightly.Nightly;
import slash64.progress.Progress;
import slash64.testing.StepCosts;

/**
 * Nights in a row in one warehouse, each over a log of its own size, measured by Spark's metrics.
 */
final class MeasuredNights {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 23);

  private MeasuredNights() {}

  /**
   * What a night cost.
   *
   * @param textBytes of its log
   * @param messages rows of the table messages on its day
   * @param prefixes rows of prefix_activity on its day
   */
  record Measured(
      long textBytes, long messages, long prefixes, Map<String, StepCosts.Cost> bySteps) {}

  /** Writes a log of each of these sizes into an empty folder and does the night after each. */
  static List<Measured> run(SparkSession spark, Path folder, List<Long> bytes) throws Exception {
    NightConf conf =
        new NightConf(
            FIRST,
            List.of(folder + "/mx1-{date}.log"),
            folder.resolve("warehouse").toString(),
            Optional.of(folder.resolve("feed").toString()),
            Optional.empty(),
            false,
            Settings.standard());
    List<Measured> measured = new ArrayList<>();
    try (Progress progress = Progress.onStandardError()) {
      progress.watch(spark);
      LocalDate day = FIRST;
      for (long size : bytes) {
        measured.add(night(spark, folder, conf.on(day, day), size, progress));
        day = day.plusDays(1);
      }
    }
    return measured;
  }

  private static Measured night(
      SparkSession spark, Path folder, NightConf conf, long bytes, Progress progress)
      throws Exception {
    long textBytes = write(folder, conf.date(), bytes).bytes();
    StepCosts costs = new StepCosts();
    spark.sparkContext().addSparkListener(costs);
    try {
      Nightly.run(spark, conf, progress);
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      spark.sparkContext().removeSparkListener(costs);
    }
    Lake lake = Lake.at(spark, conf.warehouse());
    return new Measured(
        textBytes,
        lake.read(Tables.MESSAGES, conf.date()).count(),
        lake.read(Tables.PREFIX_ACTIVITY, conf.date()).count(),
        costs.bySteps());
  }

  private static MailLogText.Written write(Path folder, LocalDate day, long bytes)
      throws IOException {
    Path log = folder.resolve("mx1-%s.log".formatted(day));
    try (OutputStream to = Files.newOutputStream(log)) {
      return MailLogText.write(to, bytes, "mx1", "Nov " + day.getDayOfMonth(), day.getDayOfMonth());
    }
  }
}
