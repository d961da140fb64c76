package slash64.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import slash64.conf.PolicyConf;
import slash64.conf.Settings;
import slash64.evaluate.PolicyEvaluation;
import slash64.evaluate.PublishedPolicy;
import slash64.failure.UserError;
import slash64.policy.PolicySettings;
import slash64.progress.Progress;

/** Measures reputation and policy where the truth is known. */
@Command(
    name = "policy",
    description =
        "Measures reputation and policy on synthetic worlds: every night learns what has passed and"
            + " acts on the next day, beside a clairvoyant and nine other systems. With --feed it"
            + " judges a published policy by the truth of a world that synth wrote.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./slash64 evaluate policy --seeds 1 --messages-per-day 2000",
      "  ./slash64 evaluate policy --feed demo/feed/current --truth demo/world --date 2026-11-04"
    })
final class EvaluatePolicyCommand extends JobCommand {
  @Spec private CommandSpec spec;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many worlds; ${DEFAULT-VALUE} when not given.")
  private int seeds;

  @Option(
      names = "--first-seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Seed of the first of them, and of the attacks' world, to try worlds that nobody has"
              + " looked at yet.")
  private long firstSeed;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "28",
      description = "Days of each world; ${DEFAULT-VALUE} when not given.")
  private int days;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "14",
      description = "Of these, days that are learnt only; ${DEFAULT-VALUE} when not given.")
  private int warmUp;

  @Option(
      names = "--messages-per-day",
      paramLabel = "N",
      defaultValue = "4000",
      description = "About how many; ${DEFAULT-VALUE} when not given.")
  private int messagesPerDay;

  @Option(
      names = "--false-spam",
      paramLabel = "SHARE",
      defaultValue = "0.03",
      description =
          "Share of good mail the worlds' filter calls spam; ${DEFAULT-VALUE} when not given.")
  private double falseSpam;

  @Option(
      names = "--missed-spam",
      paramLabel = "SHARE",
      defaultValue = "0.2",
      description = "Share of spam it lets pass; ${DEFAULT-VALUE} when not given.")
  private double missedSpam;

  @Option(
      names = "--attack",
      paramLabel = "NAME",
      arity = "1..*",
      split = ",",
      description = "Also runs these attacks, or all: ${COMPLETION-CANDIDATES}.",
      completionCandidates = AttackNames.class)
  private List<String> attacks = new ArrayList<>();

  @Option(
      names = "--budgets",
      description =
          "Also compares budgets of 100, 1,000 and 10,000 entries with the best there is.")
  private boolean hasBudgets;

  @Option(
      names = "--feed",
      paramLabel = "DIR",
      description = "Folder of a published night, with its policy.ndjson.")
  private Optional<Path> feed = Optional.empty();

  @Option(
      names = "--truth",
      paramLabel = "DIR",
      description = "Folder of the world, as synth wrote it. Needed with --feed.")
  private Optional<Path> truth = Optional.empty();

  @Option(
      names = "--date",
      paramLabel = "D",
      description =
          "Day of the world's mail to judge by, UTC: the one after the night. Needed with --feed.")
  private Optional<LocalDate> date = Optional.empty();

  @Override
  void run(Settings settings, Progress progress) throws Exception {
    if (feed.isPresent() || truth.isPresent() || date.isPresent()) {
      if (feed.isEmpty() || truth.isEmpty() || date.isEmpty()) {
        throw UserError.wrongUse(
            "Cannot judge a published policy: give all of --feed, --truth and --date.");
      }
      PublishedPolicy.judge(
          feed.get(), truth.get(), date.get(), progress, spec.commandLine().getOut());
      return;
    }
    if (seeds < 0 || days < 2 || warmUp < 1 || warmUp >= days || days > 3650) {
      throw UserError.wrongUse(
          "Cannot evaluate %d worlds of %d days after %d days of warm-up: need 0 or more worlds and 1 <= warm-up < days <= 3650."
              .formatted(seeds, days, warmUp));
    }
    PolicySettings policy = PolicyConf.of(settings);
    PolicyEvaluation evaluation;
    try {
      evaluation =
          new PolicyEvaluation(
              firstSeed,
              seeds,
              days,
              warmUp,
              messagesPerDay,
              falseSpam,
              missedSpam,
              AttackNames.attacks(attacks),
              hasBudgets);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongUse(e.getMessage() + ".", e);
    }
    evaluation.run(policy, progress, spec.commandLine().getOut());
  }
}
