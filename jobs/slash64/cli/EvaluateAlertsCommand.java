package slash64.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import slash64.conf.Settings;
import slash64.evaluate.alerts.AlertEvaluation;
import slash64.evaluate.alerts.AlertFigures;
import slash64.progress.Progress;

/** Measures which events the nights' alerts find, how soon, and how often they are wrong. */
@Command(
    name = "alerts",
    description = "Measures which events the alerts find, how soon, and how many are false.",
    footerHeading = "%nExample:%n",
    footer = "  ./slash64 evaluate alerts --seeds 5")
final class EvaluateAlertsCommand extends JobCommand {
  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Simulated worlds to run, some minutes each; ${DEFAULT-VALUE} when not given.")
  private int seeds;

  @Override
  void run(Settings settings, Progress progress) {
    AlertFigures figures =
        progress.step("Simulating nights", () -> AlertEvaluation.FULL.run(seeds));
    progress.count("prefix-days", figures.prefixDays());
    figures.lines().forEach(progress::note);
  }
}
