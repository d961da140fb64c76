package slash64.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how good the scores are, on worlds whose truth is known: one subcommand a question. */
@Command(
    name = "evaluate",
    description = "Measures alerts and policies on worlds whose truth is known.",
    synopsisSubcommandLabel = "WHAT",
    footerHeading = "%nExample:%n",
    footer = "  ./slash64 evaluate alerts --seeds 1",
    subcommands = {EvaluateAlertsCommand.class, EvaluatePolicyCommand.class})
final class EvaluateCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Called when nothing to evaluate is named. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Evaluate what?");
  }
}
