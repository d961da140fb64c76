package slash64.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slash64.conf.ReportSettings;
import slash64.conf.Settings;
import slash64.lake.Lake;
import slash64.progress.Progress;
import slash64.report.Report;
import slash64.session.EmbeddedSpark;

/** A night to look at. */
@Command(
    name = "report",
    description =
        "Writes a night as one self-contained HTML page, and an index over all nights of the"
            + " folder.",
    footerHeading = "%nExample:%n",
    footer = "  ./slash64 report --date 2026-11-04 --warehouse demo/warehouse --to demo/report")
final class ReportCommand extends JobCommand {
  @Mixin private WarehouseOption warehouse;
  @Mixin private SparkOption spark;

  @Option(
      names = "--date",
      paramLabel = "D",
      description = "Day of the report, UTC; yesterday when not given.")
  private LocalDate date = LocalDate.now(ZoneOffset.UTC).minusDays(1);

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "Folder to write to: a path, or any that Hadoop knows (hdfs:, s3a:).")
  private String folder;

  @Override
  void run(Settings settings, Progress progress) throws IOException {
    try (EmbeddedSpark session = spark.open("slash64 report " + date, settings, progress)) {
      Lake lake = Lake.at(session.session(), warehouse.warehouse());
      int prefixes = ReportSettings.of(settings).prefixes();
      progress.step("Writing the report", () -> Report.write(lake, date, folder, prefixes));
      progress.note("report", folder + "/" + date + ".html");
    }
  }
}
