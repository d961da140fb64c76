package slash64.nightly;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import slash64.conf.InputSettings;
import slash64.conf.PrivacySettings;
import slash64.conf.RestateSettings;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.lake.WarehouseLock;
import slash64.progress.Progress;
import slash64.publication.Publication;
import slash64.publication.PublicationConf;
import slash64.session.CodeGeneration;

/** The night, from archive to feed. */
public final class Nightly {
  private Nightly() {}

  /**
   * Takes in every archive not yet taken in, restates the days it touches, scores the night's day
   * and what depends on it, and publishes. Doing it again changes nothing.
   *
   * @throws UserError if there is no mail of the day, an archive is unfit, another run holds the
   *     warehouse, or the feed must not be published
   */
  public static void run(SparkSession spark, NightConf conf, Progress progress) {
    Lake lake = Lake.at(spark, conf.warehouse());
    String runId = UUID.randomUUID().toString();
    RunLog.keep(lake, conf, progress, runId, () -> run(lake, conf, progress, runId));
  }

  private static void run(Lake lake, NightConf conf, Progress progress, String runId) {
    SparkSession spark = lake.spark();
    Optional<PublicationConf> publication = conf.publication(); // wrong settings are told at once
    Configuration hadoop = spark.sessionState().newHadoopConf();
    // Before anything is made or held: most failed nights are a wrong path or a day too early.
    Inputs.find(Inputs.Wanted.ARCHIVES, conf.inputs(), conf.date(), hadoop, leftOut -> {});
    CodeGeneration.choose(spark, 0);
    FeedbackInput feedback =
        FeedbackInput.read(conf.feedback(), conf.date(), hadoop, progress::warn);
    try (WarehouseLock lock = WarehouseLock.acquire(lake.warehouse(), hadoop, runId)) {
      progress.step("Preparing tables", () -> lake.prepare(Tables.ALL));
      Pseudonyms pseudonyms =
          Pseudonyms.of(lake, PrivacySettings.of(conf.settings()), conf.allocations());
      Intake intake =
          new Intake(lake, pseudonyms, InputSettings.of(conf.settings()), progress, runId);
      intake.run(conf.inputs(), conf.date());
      SilentHosts.warn(lake, conf.date(), progress);
      LocalDate horizon = conf.date().minusDays(RestateSettings.of(conf.settings()).horizonDays());
      new Restatement(lake, conf, progress).run(horizon);
      feedback.write(lake, horizon, progress::warn);
      new Scoring(lake, conf, progress, pseudonyms.allocations()).run();
      lock.requireHeld();
      if (publication.isPresent()) {
        // Before the feed: when a guard holds it back, the report is what somebody looks at.
        NightReport.write(lake, conf, publication.get().export(), progress);
        new Publication(lake, publication.get(), progress).run();
      }
    } catch (IOException e) {
      throw UserError.failed(
          "Cannot read the lock of %s: %s.".formatted(conf.warehouse(), e.getMessage()), e);
    }
  }
}
