package slash64.cli;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import slash64.conf.PolicyConf;
import slash64.conf.Settings;
import slash64.explain.ExplainLines;
import slash64.explain.ExplainText;
import slash64.explain.Explainer;
import slash64.explain.Explanation;
import slash64.failure.ExitStatus;
import slash64.lake.Lake;
import slash64.net.Prefix;
import slash64.progress.Progress;
import slash64.session.CodeGeneration;
import slash64.session.EmbeddedSpark;
import slash64.terminal.Screen;

/** Why a prefix is treated as it is. */
@Command(
    name = "explain",
    description =
        "Why a prefix or an address is treated as it is: the entry that decides, the evidence at each"
            + " prefix length around it, its last days beside the usual ones, alerts, and what would"
            + " change it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./slash64 explain 2001:db8:4000::/48 --warehouse demo/warehouse",
      "  ./slash64 explain 2001:db8:4000:100::7 --date 2026-11-04 --warehouse demo/warehouse --json"
    })
final class ExplainCommand implements Callable<Integer> {
  @Mixin private ConfigOptions configuration;
  @Mixin private SparkOption spark;
  @Mixin private WarehouseOption warehouse;
  @Mixin private FormOption output;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PREFIX|ADDRESS",
      description = "2001:db8:1::/48, 2001:db8::7, 192.0.2.0/24 or 192.0.2.7.")
  private String asked;

  @Option(
      names = "--date",
      paramLabel = "D",
      description = "Day that was scored, UTC; the last one when not given.")
  private Optional<LocalDate> date = Optional.empty();

  @Override
  public Integer call() throws Exception {
    Prefix prefix = Prefixes.parse(asked);
    Settings settings = configuration.settings();
    try (Progress progress = Progress.onStandardError();
        EmbeddedSpark open = spark.open("slash64 explain " + prefix, settings, progress)) {
      CodeGeneration.choose(open.session(), 0); // some rows of a few tables, found by key
      Lake lake = Lake.at(open.session(), warehouse.warehouse());
      Explanation told = new Explainer(lake, PolicyConf.of(settings)).explain(prefix, date);
      PrintWriter out = spec.commandLine().getOut();
      switch (output.form()) {
        case TABLE -> new ExplainText(told, Screen.ofStandardOutput(), out).print();
        case CSV -> ExplainLines.csv(told, out);
        case JSON -> ExplainLines.json(told, out);
      }
    }
    return ExitStatus.DONE.code();
  }
}
