package slash64.cli;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import slash64.conf.Settings;
import slash64.failure.UserError;
import slash64.progress.Progress;
import slash64.synth.World;
import slash64.synth.WorldConfig;

/** Writes a synthetic world: logs to read, and beside them what is true about their senders. */
@Command(
    name = "synth",
    description = "Writes a synthetic world: mail logs of many days, and the truth beside them.",
    footerHeading = "%nExample:%n",
    footer = "  ./slash64 synth --out world --days 7 --seed 1")
final class SynthCommand extends JobCommand {
  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to write to.")
  private Path out;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "21",
      description = "Days of mail; ${DEFAULT-VALUE} when not given.")
  private int days;

  @Option(
      names = "--from",
      paramLabel = "D",
      defaultValue = "2026-11-01",
      description = "First day, UTC; ${DEFAULT-VALUE} when not given.")
  private LocalDate from;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed makes the same world; ${DEFAULT-VALUE} when not given.")
  private long seed;

  @Option(
      names = "--messages-per-day",
      paramLabel = "N",
      defaultValue = "4000",
      description = "About how many; ${DEFAULT-VALUE} when not given.")
  private int messagesPerDay;

  @Override
  void run(Settings settings, Progress progress) throws Exception {
    WorldConfig config =
        WorldConfig.demo(seed, from).withDays(days).withMessagesPerDay(messagesPerDay);
    World.Summary written =
        progress.step(
            "Writing logs",
            () -> {
              try {
                return World.write(config, out);
              } catch (FileAlreadyExistsException e) {
                throw UserError.wrongUse(e.getMessage(), e);
              }
            });
    progress.count("archives", written.archives());
    progress.count("lines", written.lines());
    progress.count("messages", written.messages());
    progress.note("logs", out.resolve("logs").toString());
    progress.note("truth", out.resolve("truth").toString());
  }
}
