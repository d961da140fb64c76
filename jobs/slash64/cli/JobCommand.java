package slash64.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import slash64.conf.Settings;
import slash64.failure.ExitStatus;
import slash64.progress.Progress;

/**
 * A command that does work in steps and ends with a summary: what all of these share. A new command
 * extends this, declares its own options, and is named in {@link RootCommand}.
 */
abstract class JobCommand implements Callable<Integer> {
  @Mixin private ConfigOptions configuration;
  @Mixin private SummaryOption summary;
  @Spec private CommandSpec spec;

  /**
   * Does the work. A failure is thrown: {@link slash64.failure.UserError} when somebody else than
   * us can mend it.
   *
   * @param settings all settings in force
   * @param progress to name the steps, to count, and to note what belongs into the summary
   */
  abstract void run(Settings settings, Progress progress) throws Exception;

  @Override
  public final Integer call() throws Exception {
    try (Progress progress = Progress.onStandardError()) {
      Signals.onStop(progress::close);
      try {
        run(configuration.settings(), progress);
      } catch (Exception | OutOfMemoryError failure) {
        Failure told = Failure.of(failure);
        progress.note("error", told.sentence());
        if (summary.isJson()) { // who reads JSON reads it after a failure too
          printSummary(progress, told.status());
        }
        throw failure;
      }
      printSummary(progress, ExitStatus.DONE);
      return ExitStatus.DONE.code();
    }
  }

  private void printSummary(Progress progress, ExitStatus status) {
    PrintWriter out = spec.commandLine().getOut();
    if (summary.isJson()) {
      out.println(progress.summary().json(spec.name(), status));
    } else {
      out.print(progress.summary().text());
    }
    out.flush();
  }
}
