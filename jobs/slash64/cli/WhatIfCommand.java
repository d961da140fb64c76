package slash64.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import slash64.conf.Settings;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;
import slash64.feed.PolicyReader;
import slash64.lake.Lake;
import slash64.policy.PolicyEntry;
import slash64.progress.Progress;
import slash64.session.EmbeddedSpark;
import slash64.terminal.Screen;
import slash64.whatif.ChangedPolicy;
import slash64.whatif.WhatIf;
import slash64.whatif.WhatIfText;

/** Tries another policy on a day's mail. */
@Command(
    name = "whatif",
    description =
        "Replays the inbound mail of a day against the policy that was in force, made by the night"
            + " before, and against another: one from a file, or the one that night would have made"
            + " with other settings. Writes nothing.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./slash64 whatif --date 2026-11-04 --warehouse demo/warehouse --set policy.reject_above=0.8",
      "  ./slash64 whatif --date 2026-11-04 --warehouse demo/warehouse --set feed.budget=50",
      "  ./slash64 whatif --date 2026-11-04 --warehouse demo/warehouse --policy"
          + " demo/feed/current/policy.ndjson"
    })
final class WhatIfCommand implements Callable<Integer> {
  @Mixin private ConfigOptions configuration;
  @Mixin private SparkOption spark;
  @Mixin private WarehouseOption warehouse;
  @Mixin private FormOption output;
  @Spec private CommandSpec spec;

  @Option(
      names = "--date",
      paramLabel = "D",
      required = true,
      description = "Day whose mail is replayed, UTC.")
  private LocalDate date;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "A policy.ndjson to try, on any file system that Hadoop knows.")
  private Optional<String> policy = Optional.empty();

  @Override
  public Integer call() throws Exception {
    Settings settings = configuration.settings();
    try (Progress progress = Progress.onStandardError();
        EmbeddedSpark open = spark.open("slash64 whatif " + date, settings, progress)) {
      Lake lake = Lake.at(open.session(), warehouse.warehouse());
      lake.requireTables();
      List<PolicyEntry> before = WhatIf.inForce(lake, date);
      List<PolicyEntry> after =
          policy.isPresent()
              ? read(policy.get(), open.session())
              : progress.step("Scoring prefixes", () -> ChangedPolicy.of(lake, date, settings));
      WhatIf result = progress.step("Replaying", () -> WhatIf.replay(lake, date, before, after));
      PrintWriter out = spec.commandLine().getOut();
      WhatIfText text = new WhatIfText(result);
      switch (output.form()) {
        case TABLE -> text.print(Screen.ofStandardOutput(), out);
        case CSV -> text.printCsv(out);
        case JSON -> text.printJson(out);
      }
    }
    return ExitStatus.DONE.code();
  }

  private static List<PolicyEntry> read(String file, SparkSession session) {
    Path path = new Path(file);
    List<PolicyEntry> entries = new ArrayList<>();
    try (InputStream from = path.getFileSystem(session.sessionState().newHadoopConf()).open(path);
        PolicyReader reader = new PolicyReader(from, file)) {
      reader.forEachRemaining(entries::add);
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.wrongUse(
          "Cannot try the policy %s: %s. Look at --policy.".formatted(file, e.getMessage()), e);
    }
    entries.sort(PolicyEntry.BY_PREFIX);
    return entries;
  }
}
