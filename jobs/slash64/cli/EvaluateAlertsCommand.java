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

  @Override
  void run(Settings settings, Progress progress) {
    if (seeds < 1) {
      throw UserError.wrongUse(
          "Cannot evaluate %d worlds: --seeds is at least 1.".formatted(seeds));
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
        progress.step("Simulating nights", () -> AlertEvaluation.FULL.run(firstSeed, seeds));
    progress.count("prefix-days", figures.prefixDays());
    figures.figures().forEach(progress::note);
  }
}
