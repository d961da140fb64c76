package slash64.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slash64.conf.Settings;
import slash64.nightly.Nightly;
import slash64.progress.Progress;
import slash64.session.EmbeddedSpark;

/** The main job. */
@Command(
    name = "nightly",
    description =
        "Takes in every archive not yet taken in, restates the days it touches, scores a day and"
            + " publishes its policy.",
    footerHeading = "%nExample:%n",
    footer =
        "  ./slash64 nightly --date 2026-11-04 --input demo/world/logs --warehouse demo/warehouse"
            + " --export demo/feed")
final class NightlyCommand extends JobCommand {
  @Mixin private NightOptions night;
  @Mixin private FeedOptions feed;
  @Mixin private SparkOption spark;

  @Option(
      names = "--date",
      paramLabel = "D",
      description = "Day to score, UTC; yesterday when not given.")
  private LocalDate date = LocalDate.now(ZoneOffset.UTC).minusDays(1);

  @Override
  void run(Settings settings, Progress progress) {
    try (EmbeddedSpark session = spark.open("slash64 nightly " + date, settings, progress)) {
      Nightly.run(session.session(), night.conf(date, settings, feed.choice()), progress);
    }
  }
}
