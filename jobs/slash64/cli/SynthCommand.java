package slash64.cli;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    footer = "  ./slash64 synth --out /tmp/slash64-world --days 2 --seed 1")
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

  @Option(
      names = "--attack",
      paramLabel = "NAME",
      arity = "1..*",
      split = ",",
      completionCandidates = AttackNames.class,
      description = "Attacks on the reputation system, or all: ${COMPLETION-CANDIDATES}.")
  private List<String> attacks = new ArrayList<>();

  @Option(
      names = "--inject",
      paramLabel = "EVENT=N",
      split = ",",
      description =
          "Events beyond those that happen anyway: ${COMPLETION-CANDIDATES}. When not given,"
              + " volume_spikes=4.",
      completionCandidates = InjectedEvents.class)
  private Map<String, Integer> injected = Map.of();

  @Option(
      names = "--false-spam",
      paramLabel = "SHARE",
      defaultValue = "0.03",
      description = "Good mail the content filter calls spam; ${DEFAULT-VALUE} when not given.")
  private double falseSpam;

  @Option(
      names = "--missed-spam",
      paramLabel = "SHARE",
      defaultValue = "0.2",
      description = "Spam it lets pass; ${DEFAULT-VALUE} when not given.")
  private double missedSpam;

  @Option(
      names = "--ipv6-share",
      paramLabel = "SHARE",
      defaultValue = "0.7",
      description = "Mail servers outside reached over IPv6; ${DEFAULT-VALUE} when not given.")
  private double ipv6Share;

  @Override
  void run(Settings settings, Progress progress) throws Exception {
    WorldConfig config = config();
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

  private WorldConfig config() {
    try {
      WorldConfig config =
          WorldConfig.demo(seed, from)
              .withDays(days)
              .withMessagesPerDay(messagesPerDay)
              .withVerdictNoise(falseSpam, missedSpam)
              .withIpv6Share(ipv6Share)
              .withAttacks(Set.copyOf(AttackNames.attacks(attacks)));
      return injected.isEmpty() ? config : config.withInjections(InjectedEvents.of(injected));
    } catch (IllegalArgumentException e) {
      throw UserError.wrongUse(e.getMessage() + ".", e);
    }
  }
}
