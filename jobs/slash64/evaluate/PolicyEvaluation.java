package slash64.evaluate;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import slash64.policy.PolicySettings;
import slash64.progress.Progress;
import slash64.synth.Attack;
import slash64.synth.WorldConfig;

/**
 * Measures reputation and policy on synthetic worlds: each night learns the days that have passed
 * and acts on the next. Runs what the nightly job runs, without logs and without Spark.
 *
 * @param firstSeed seed of the first world; the attacks run in that one, too
 * @param seeds number of worlds, seeded upwards from the first
 * @param days of each world
 * @param warmUp days that are learnt only, less than {@code days}
 * @param messagesPerDay of each world
 * @param falseSpam share of good mail the content filter calls spam
 * @param missedSpam share of spam it lets pass
 * @param attacks attacks to run, each in a world of its own
 * @param hasBudgets whether budgets of entries are compared with the best there are
 */
public record PolicyEvaluation(
    long firstSeed,
    int seeds,
    int days,
    int warmUp,
    int messagesPerDay,
    double falseSpam,
    double missedSpam,
    List<Attack> attacks,
    boolean hasBudgets) {
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 1);
  private static final int[] BUDGETS = {100, 1_000, 10_000};

  public PolicyEvaluation {
    attacks = List.copyOf(attacks.isEmpty() ? List.of() : EnumSet.copyOf(attacks));
  }

  private WorldConfig world(long seed) {
    return WorldConfig.demo(seed, FIRST_DAY)
        .withDays(days)
        .withMessagesPerDay(messagesPerDay)
        .withVerdictNoise(falseSpam, missedSpam);
  }

  /**
   * Runs all of it and prints what was found; the summary gets the figures that targets are for.
   */
  public void run(PolicySettings settings, Progress progress, PrintWriter out) throws Exception {
    PolicyReport report = new PolicyReport(out);
    if (seeds > 0) {
      PolicyFigures figures = new PolicyFigures();
      progress.step(
          "Learning and acting",
          () -> {
            for (int i = 0; i < seeds; i++) {
              figures.add(world(firstSeed + i), warmUp, settings);
            }
          });
      report.curves(figures);
      report.tiers(figures.tally());
      report.entries(figures.entries());
      note(figures, progress);
      if (hasBudgets) {
        progress.step("Comparing budgets", () -> report.budgets(budgets(figures.last())));
      }
    }
    if (!attacks.isEmpty()) {
      progress.step("Attacking", () -> report.attacks(attack(settings)));
    }
    out.flush();
  }

  private static List<BudgetFigures> budgets(Hierarchy nights) {
    List<BudgetFigures> budgets = new ArrayList<>();
    for (int budget : BUDGETS) {
      budgets.add(BudgetFigures.of(nights, budget));
    }
    return budgets;
  }

  private List<AttackFigures> attack(PolicySettings settings) {
    List<AttackFigures> figures = new ArrayList<>();
    for (Attack attack : attacks) {
      figures.add(AttackFigures.of(attack, world(firstSeed), warmUp, settings));
    }
    return figures;
  }

  private static void note(PolicyFigures figures, Progress progress) {
    for (double hamLost : PolicyFigures.HAM_LOST) {
      progress.note(
          String.format(Locale.ROOT, "of the clairvoyant's at %.1f %%", 100 * hamLost),
          figures.ofClairvoyant(PolicyFigures.OURS, hamLost),
          3);
    }
    progress.note(
        "AUC short of the clairvoyant's by",
        figures.curves().get(PolicyFigures.CLAIRVOYANT).areaUnderCurve()
            - figures.curves().get(PolicyFigures.OURS).areaUnderCurve(),
        4);
    figures.tally().note(progress);
    progress.note(
        "clean senders rejected", (long) figures.tally().rejectedCleanSenders(0.05).size());
  }
}
