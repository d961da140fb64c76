package slash64.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import slash64.cli.SummaryOption.Form;
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

  @Option(
      names = "--output",
      paramLabel = "text|json",
      description = "Aligned text (default), or one line of JSON.")
  private Form form = Form.TEXT;

  @Option(names = "--json", description = "The same as --output json.")
  void beJson(boolean isAsked) {
    form = isAsked ? Form.JSON : form;
  }

  @Override
  public Integer call() {
    List<Finding> findings =
        new ArrayList<>(Doctor.examine(configuration::settings, warehouse, export));
    warehouse.filter(TablesCheck::isNeeded).ifPresent(w -> findings.addAll(tables(w)));
    boolean isWell = findings.stream().noneMatch(finding -> finding.verdict() == Verdict.BAD);
    ExitStatus status = isWell ? ExitStatus.DONE : ExitStatus.WRONG_USE;
    PrintWriter out = spec.commandLine().getOut();
    out.print(form == Form.JSON ? json(findings, status) + "\n" : text(findings));
    out.flush();
    return status.code();
  }

  private static String text(List<Finding> findings) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      text.append(
          "%-8s  %-15s  %s%n"
              .formatted(finding.verdict().word(), finding.subject(), finding.text()));
    }
    return text.toString();
  }

  private static String json(List<Finding> findings, ExitStatus status) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("command", "doctor");
    json.put("status", status.name().toLowerCase(Locale.ROOT));
    json.put("exit_status", status.code());
    ArrayNode list = json.putArray("findings");
    for (Finding finding : findings) {
      list.addObject()
          .put("verdict", finding.verdict().word())
          .put("subject", finding.subject())
          .put("text", finding.text());
    }
    return json.toString();
  }

  private List<Finding> tables(String tables) {
    try (Progress progress = Progress.onStandardError();
        EmbeddedSpark open = spark.open("slash64 doctor", configuration.settings(), progress)) {
      return TablesCheck.findings(open.session(), tables);
    }
  }
}
