package slash64.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import slash64.doctor.Doctor;
import slash64.doctor.Finding;
import slash64.doctor.Finding.Verdict;
import slash64.doctor.TablesCheck;
import slash64.failure.ExitStatus;
import slash64.progress.Progress;
import slash64.session.EmbeddedSpark;

/** Looks at the machine and the settings, and says how to mend what is wrong. */
@Command(
    name = "doctor",
    description =
        "Checks Java, memory, disk, paths, settings and tables, and says how to mend each.",
    footerHeading = "%nExample:%n",
    footer = "  ./slash64 doctor --warehouse demo/warehouse --export demo/feed")
final class DoctorCommand implements Callable<Integer> {
  @Mixin private ConfigOptions configuration;
  @Mixin private SparkOption spark;
  @Spec private CommandSpec spec;

  @Option(names = "--warehouse", paramLabel = "W", description = "Folder of the tables to look at.")
  private Optional<String> warehouse = Optional.empty();

  @Option(names = "--export", paramLabel = "E", description = "Folder of the feed to look at.")
  private Optional<String> export = Optional.empty();

  @Override
  public Integer call() {
    List<Finding> findings =
        new ArrayList<>(Doctor.examine(configuration::settings, warehouse, export));
    warehouse.filter(TablesCheck::isNeeded).ifPresent(w -> findings.addAll(tables(w)));
    PrintWriter out = spec.commandLine().getOut();
    for (Finding finding : findings) {
      out.printf("%-8s  %-15s  %s%n", finding.verdict().word(), finding.subject(), finding.text());
    }
    out.flush();
    boolean isWell = findings.stream().noneMatch(finding -> finding.verdict() == Verdict.BAD);
    return (isWell ? ExitStatus.DONE : ExitStatus.WRONG_USE).code();
  }

  private List<Finding> tables(String tables) {
    try (Progress progress = Progress.onStandardError();
        EmbeddedSpark open = spark.open("slash64 doctor", configuration.settings(), progress)) {
      return TablesCheck.findings(open.session(), tables);
    }
  }
}
