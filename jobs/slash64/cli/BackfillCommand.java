package slash64.cli;

import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slash64.conf.Settings;
import slash64.nightly.Backfill;
import slash64.progress.Progress;
import slash64.session.EmbeddedSpark;

/** A row of nights. */
@Command(
    name = "backfill",
    description = "Does the nights of many days in turn; a day sees nothing later than itself.",
    footerHeading = "%nExample:%n",
    footer =
        "  ./slash64 backfill --from 2026-11-01 --to 2026-11-04 --input 'demo/world/logs/*-{date}.*'"
            + " --warehouse demo/warehouse --export demo/feed")
final class BackfillCommand extends JobCommand {
  @Mixin private NightOptions night;
  @Mixin private SparkOption spark;

  @Option(names = "--from", paramLabel = "D", required = true, description = "First day, UTC.")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "D", required = true, description = "Last day, UTC.")
  private LocalDate to;

  @Override
  void run(Settings settings, Progress progress) {
    try (EmbeddedSpark session = spark.open("slash64 backfill", settings, progress)) {
      Backfill.run(session.session(), night.conf(from, settings), to, progress);
    }
  }
}
