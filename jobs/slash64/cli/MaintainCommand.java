package slash64.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import slash64.care.Maintenance;
import slash64.conf.RestateSettings;
import slash64.conf.RetainSettings;
import slash64.conf.Settings;
import slash64.progress.Progress;
import slash64.session.EmbeddedSpark;

/** The care of the tables. */
@Command(
    name = "maintain",
    description =
        "Forgets days older than retain.* allows, joins small files and sorts them by prefix, deletes"
            + " files that were replaced, and checks that the tables agree with each other, with"
            + " their files and with the archives. Once a week.",
    footerHeading = "%nExample:%n",
    footer = "  ./slash64 maintain --warehouse demo/warehouse")
final class MaintainCommand extends JobCommand {
  @Mixin private SparkOption spark;
  @Mixin private WarehouseOption warehouse;

  @Override
  void run(Settings settings, Progress progress) {
    RetainSettings retain = RetainSettings.of(settings);
    try (EmbeddedSpark session = spark.open("slash64 maintain", settings, progress)) {
      Maintenance.run(
          session.session(),
          warehouse.warehouse(),
          retain,
          RestateSettings.of(settings),
          LocalDate.now(ZoneOffset.UTC),
          progress);
    }
  }
}
