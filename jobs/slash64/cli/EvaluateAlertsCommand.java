package slash64.cli;

import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slash64.conf.Settings;
import slash64.evaluate.alerts.AlertEvaluation;
import slash64.evaluate.alerts.AlertFigures;
import slash64.evaluate.alerts.WarehouseAlerts;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.progress.Progress;
import slash64.session.EmbeddedSpark;

/** Measures which events the nights' alerts find, how soon, and how often they are wrong. */
@Command(
    name = "alerts",
    description = {
      "Measures which events the alerts find, how soon, and how many are false: on simulated"
          + " worlds, or of a warehouse beside the truth that synth wrote."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./slash64 evaluate alerts --seeds 5",
      "  ./slash64 evaluate alerts --warehouse demo/warehouse --truth demo/world/truth"
    })
final class EvaluateAlertsCommand extends JobCommand {
  /** A warehouse and what is true of it. */
  private static final class Judged {
    @Option(
        names = "--warehouse",
        paramLabel = "W",
        required = true,
        description = "Folder of the tables to judge, instead of simulated worlds.")
    private String warehouse;

    @Option(
        names = "--truth",
        paramLabel = "DIR",
        required = true,
        description = "The folder truth that synth wrote beside the logs.")
    private Path truth;
  }

  private static final int MOST_DAYS = 3650;

  @Mixin private SparkOption spark;

  @ArgGroup(exclusive = false)
  private Judged judged;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Simulated worlds to run, some minutes each; ${DEFAULT-VALUE} when not given.")
  private int seeds;

  @Option(
      names = "--first-seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the first of them, to try worlds that nobody has looked at yet.")
  private long firstSeed;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "98",
      description = "Days of each world; ${DEFAULT-VALUE} when not given.")
  private int days;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "63",
      description = "Of these, days that are learnt only; ${DEFAULT-VALUE} when not given.")
  private int warmUp;

  @Override
  void run(Settings settings, Progress progress) {
    if (seeds < 1) {
      throw UserError.wrongUse(
          "Cannot evaluate %d worlds: --seeds is at least 1.".formatted(seeds));
    }
    if (warmUp < 1 || days < warmUp + AlertEvaluation.FEWEST_NIGHTS || days > MOST_DAYS) {
      throw UserError.wrongUse(
          "Cannot evaluate %d days after %d days of warm-up: need 1 <= warm-up, %d days more, and %d days at most."
              .formatted(days, warmUp, AlertEvaluation.FEWEST_NIGHTS, MOST_DAYS));
    }
    if (judged != null) {
      try (EmbeddedSpark open = spark.open("slash64 evaluate alerts", settings, progress)) {
        Lake lake = Lake.at(open.session(), judged.warehouse);
        progress
            .step("Comparing with the truth", () -> WarehouseAlerts.figures(lake, judged.truth))
            .forEach(progress::note);
      }
      return;
    }
    AlertFigures figures =
        progress.step(
            "Simulating nights",
            () -> AlertEvaluation.of(warmUp, days - warmUp).run(firstSeed, seeds));
    progress.count("prefix-days", figures.prefixDays());
    figures.figures().forEach(progress::note);
  }
}
