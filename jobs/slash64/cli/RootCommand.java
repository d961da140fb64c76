package slash64.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code slash64} itself: the list of commands and what they share. */
@Command(
    name = "slash64",
    description = "Prefix reputation and mail policy from a night's mail logs.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    usageHelpWidth = 100,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit status:%n",
    subcommands = {
      DemoCommand.class,
      NightlyCommand.class,
      BackfillCommand.class,
      ExportCommand.class,
      ParseCommand.class,
      WhatIfCommand.class,
      ExplainCommand.class,
      ReportCommand.class,
      SqlCommand.class,
      NotebookCommand.class,
      TraceCommand.class,
      MaintainCommand.class,
      ForgetCommand.class,
      SynthCommand.class,
      EvaluateCommand.class,
      ConfigCommand.class,
      DoctorCommand.class,
      CommandLine.HelpCommand.class
    })
final class RootCommand implements Runnable {
  @Spec private CommandSpec spec;

  private boolean isVerbose;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Show Spark's log and, when a command fails, where in the code.")
  void beVerbose(boolean verbose) {
    isVerbose = verbose;
    if (verbose) {
      System.setProperty("slash64.log", "INFO"); // read by conf/log4j2.properties when Spark starts
      System.setProperty("slash64.stack", "full");
    }
  }

  /** Called when no command is named. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  /** Tells the user of a failure and returns the exit status. */
  int tell(Throwable failure, PrintWriter err) {
    Failure told = Failure.of(failure);
    if (!Signals.isStopping()) {
      err.println("slash64: " + told.sentence());
    }
    if (isVerbose) {
      failure.printStackTrace(err);
    }
    return told.status().code();
  }
}
