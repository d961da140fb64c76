package slash64.nightly;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;
import slash64.conf.MetricsSettings;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;
import slash64.feed.FeedGenerations;
import slash64.feed.FeedManifest;
import slash64.feed.FeedStamp;
import slash64.feed.FeedStore;
import slash64.feed.FeedStores;
import slash64.lake.Lake;
import slash64.lake.RunRecord;
import slash64.lake.Tables;
import slash64.metrics.NightMetrics;
import slash64.progress.FinishedStep;
import slash64.progress.Progress;
import slash64.progress.Summary;

/**
 * Keeps the record of a run, however it ends: a row of the table runs, and the metrics file. What
 * the run logs carries its id and day; what Spark's own threads log does not.
 */
final class RunLog {
  private final Lake lake;
  private final NightConf conf;
  private final Progress progress;
  private final String runId;
  private final Summary before;
  private final Instant started = Instant.now();

  private RunLog(Lake lake, NightConf conf, Progress progress, String runId) {
    this.lake = lake;
    this.conf = conf;
    this.progress = progress;
    this.runId = runId;
    this.before = progress.summary();
  }

  /** Does a night and keeps its record. */
  static void keep(Lake lake, NightConf conf, Progress progress, String runId, Runnable night) {
    RunLog log = new RunLog(lake, conf, progress, runId);
    MDC.put("run_id", runId);
    MDC.put("day", conf.date().toString());
    try {
      night.run();
      log.end(ExitStatus.DONE, null);
    } catch (Throwable e) { // Spark throws checked exceptions that its methods do not declare
      Optional<UserError> told = told(e);
      log.end(
          told.map(UserError::status).orElse(ExitStatus.FAILED),
          told.map(Throwable::getMessage).orElseGet(() -> String.valueOf(e)));
      throw e;
    } finally {
      MDC.remove("run_id");
      MDC.remove("day");
    }
  }

  private static Optional<UserError> told(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserError error) {
        return Optional.of(error);
      }
    }
    return Optional.empty();
  }

  /** What becomes of the record must not change how the run ends. */
  private void end(ExitStatus status, String error) {
    RunRecord run = record(status, error);
    try {
      // A run that was too early or wrong from the start makes no tables, not even for its record.
      if (lake.has(Tables.RUNS)) {
        run.write(lake);
      }
    } catch (Exception e) {
      progress.warn("Cannot write the run's record: %s".formatted(firstLine(e)));
    }
    Optional<Path> file = MetricsSettings.of(conf.settings()).file();
    try {
      if (file.isPresent()) {
        NightMetrics.write(file.get(), run, lake, inForce());
      }
    } catch (Exception e) {
      progress.warn("Cannot write metrics to %s: %s".formatted(file.get(), firstLine(e)));
    }
  }

  /** What filters have now, also if this run published nothing. */
  private Optional<FeedStamp> inForce() throws IOException {
    if (conf.export().isEmpty()) {
      return Optional.empty();
    }
    FeedStore store =
        FeedStores.at(conf.export().get(), lake.spark().sessionState().newHadoopConf());
    return new FeedGenerations(store).at(FeedGenerations.CURRENT).map(FeedManifest::stamp);
  }

  private RunRecord record(ExitStatus status, String error) {
    Summary now = progress.summary();
    Map<String, Double> steps = new LinkedHashMap<>();
    for (FinishedStep step : now.steps().subList(before.steps().size(), now.steps().size())) {
      steps.merge(step.name(), step.took().toMillis() / 1000.0, Double::sum);
    }
    List<String> warnings = now.warnings().subList(before.warnings().size(), now.warnings().size());
    return new RunRecord(
        conf.date(),
        runId,
        started,
        Instant.now(),
        status,
        error,
        Optional.ofNullable(RunLog.class.getPackage().getImplementationVersion())
            .orElse("development"),
        conf.settings().sha256(),
        progress.countedSince(before),
        steps,
        warnings);
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
