package slash64.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slash64.conf.Settings;
import slash64.failure.UserError;
import slash64.nightly.Backfill;
import slash64.nightly.NightConf;
import slash64.progress.Progress;
import slash64.session.EmbeddedSpark;
import slash64.synth.World;
import slash64.synth.WorldConfig;

/** The whole night to look at, on a small world of its own. */
@Command(
    name = "demo",
    description = "Makes a small synthetic archive, runs every night of it and publishes.",
    footerHeading = "%nExample:%n",
    footer = "  ./slash64 demo --dir /tmp/slash64-demo")
final class DemoCommand extends JobCommand {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
  private static final int DAYS = 4;

  @Mixin private SparkOption spark;

  @Option(
      names = "--dir",
      paramLabel = "D",
      defaultValue = "demo",
      description = "Folder to write to; ${DEFAULT-VALUE} when not given.")
  private Path dir;

  @Override
  void run(Settings settings, Progress progress) throws IOException {
    Path world = dir.resolve("world");
    DemoFolder.empty(dir);
    progress.step(
        "Writing a world of mail",
        () -> World.write(WorldConfig.demo(1, FIRST).withDays(DAYS), world));
    NightConf conf =
        new NightConf(
            FIRST,
            List.of(world.resolve("logs") + "/*-{date}.*"),
            dir.resolve("warehouse").toString(),
            Optional.of(dir.resolve("feed").toString()),
            Optional.of(world.resolve("allocations.csv")),
            false,
            settings);
    try (EmbeddedSpark session = spark.open("slash64 demo", settings, progress)) {
      Backfill.run(session.session(), conf, FIRST.plusDays(DAYS - 1), progress);
    }
  }

  /** The demo's folder holds nothing but the demo: an old one makes way, anything else does not. */
  static final class DemoFolder {
    private static final List<String> OURS = List.of("world", "warehouse", "feed");

    private DemoFolder() {}

    static void empty(Path dir) throws IOException {
      if (!Files.exists(dir)) {
        return;
      }
      try (var children = Files.list(dir)) {
        for (Path child : children.toList()) {
          if (!OURS.contains(child.getFileName().toString())) {
            throw UserError.wrongUse(
                "Cannot use %s for the demo: it holds %s, which is not the demo's. Name another folder with --dir."
                    .formatted(dir, child.getFileName()));
          }
        }
      }
      for (String name : OURS) {
        org.apache.commons.io.FileUtils.deleteDirectory(dir.resolve(name).toFile());
      }
    }
  }
}
