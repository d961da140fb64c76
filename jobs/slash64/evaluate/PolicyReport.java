package slash64.evaluate;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import slash64.policy.Tier;

/** Prints what an evaluation found, for people. */
final class PolicyReport {
  private final PrintWriter out;

  PolicyReport(PrintWriter out) {
    this.out = out;
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  void curves(PolicyFigures figures) {
    line("%-14s %8s %8s %8s   %s", "spam caught at", "0.1 %", "0.5 %", "1 %", "of ham lost");
    figures
        .curves()
        .forEach(
            (name, curve) ->
                line(
                    "%-14s %8.3f %8.3f %8.3f   AUC %.4f",
                    name,
                    curve.caught(PolicyFigures.HAM_LOST[0]),
                    curve.caught(PolicyFigures.HAM_LOST[1]),
                    curve.caught(PolicyFigures.HAM_LOST[2]),
                    curve.areaUnderCurve()));
    for (double hamLost : PolicyFigures.HAM_LOST) {
      double[] interval = figures.interval(hamLost);
      line(
          "of the clairvoyant's at %.1f %%: %.3f (95 %% by provider: %.3f to %.3f)",
          100 * hamLost,
          figures.ofClairvoyant(PolicyFigures.OURS, hamLost),
          interval[0],
          interval[1]);
    }
    line("");
  }

  void tiers(TierTally tally) {
    TierTally.Kind all = tally.all();
    line("%-20s %10s %10s", "tier and worse", "spam", "ham");
    for (Tier tier : List.of(Tier.REJECT, Tier.GREYLIST, Tier.THROTTLE)) {
      line(
          "%-20s %9.2f%% %9.4f%%",
          tier.word(),
          100 * all.spamFrom(tier) / all.allSpam(),
          100 * all.hamFrom(tier) / all.allHam());
    }
    line("");
    line(
        "%-22s %9s %9s | %8s %9s | %9s %9s",
        "kind", "spam", "ham", "rejected", "of ham", "throttled", "of ham");
    for (Map.Entry<String, TierTally.Kind> kind : tally.kinds().entrySet()) {
      TierTally.Kind mail = kind.getValue();
      line(
          "%-22s %9.0f %9.0f | %7.1f%% %8.3f%% | %8.1f%% %8.3f%%",
          kind.getKey(),
          mail.allSpam(),
          mail.allHam(),
          percent(mail.spamFrom(Tier.REJECT), mail.allSpam()),
          percent(mail.hamFrom(Tier.REJECT), mail.allHam()),
          percent(mail.spamFrom(Tier.THROTTLE), mail.allSpam()),
          percent(mail.hamFrom(Tier.THROTTLE), mail.allHam()));
    }
    line(
        "clean senders of whose mail more than 5 %% was rejected: %d of %d",
        tally.rejectedCleanSenders(0.05).size(), tally.cleanSenders());
    for (String kind : PolicyTrial.NEVER_REJECTED.stream().sorted().toList()) {
      TierTally.Kind mail = tally.kinds().get(kind);
      if (mail != null && mail.spamFrom(Tier.REJECT) + mail.hamFrom(Tier.REJECT) > 0) {
        line(
            "rejected, and should never be: %s, %.0f messages",
            kind, mail.spamFrom(Tier.REJECT) + mail.hamFrom(Tier.REJECT));
      }
    }
    line("");
  }

  private static double percent(double part, double all) {
    return all == 0 ? 0 : 100 * part / all;
  }

  void entries(EntriesNeeded entries) {
    line(
        "entries a night: %.0f, of one tier %.0f; a list of /64 and IPv4 addresses that catches as much: %s%.0f, %.1f and %.1f times as many",
        entries.ours(),
        entries.oneTier(),
        entries.unreachedShare() > 0 ? "more than " : "",
        entries.list(),
        entries.list() / entries.ours(),
        entries.list() / entries.oneTier());
    line("");
  }

  void budgets(List<BudgetFigures> budgets) {
    line("%-8s %12s %12s %10s", "entries", "worth", "exact", "short by");
    for (BudgetFigures budget : budgets) {
      line(
          "%-8d %12.1f %12.1f %9.4f%%",
          budget.budget(), budget.worth(), budget.exact(), 100 * budget.gap());
    }
    line("");
  }

  void attacks(List<AttackFigures> attacks) {
    line(
        "%-20s %8s %9s %12s %10s %9s %10s %s",
        "attack",
        "spam",
        "good mail",
        "through at",
        "throttled",
        "rejected",
        "innocent",
        "of all ham");
    line("%-20s %8s %9s %12s %10s %9s %10s %s", "", "", "sent", "first", "+", "", "rejected", "");
    for (AttackFigures attack : attacks) {
      line(
          "%-20s %8.0f %9.0f %12.0f %9.1f%% %8.1f%% %10d %.4f%%",
          attack.attack().label(),
          attack.spam(),
          attack.investedHam(),
          attack.passedBeforeCaught(),
          100 * attack.throttledShare(),
          100 * attack.rejectedShare(),
          attack.innocentsRejected().size(),
          100 * attack.hamRejectedShare());
    }
    line("");
  }
}
