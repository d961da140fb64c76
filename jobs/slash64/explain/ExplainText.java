package slash64.explain;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;
import slash64.terminal.Bars;
import slash64.terminal.Ink;
import slash64.terminal.Screen;
import slash64.terminal.TextTable;

/** An explanation in a screenful: the answer first, then what it rests on. */
public final class ExplainText {
  private static final int MOST_CLUES = 5;
  private static final int MOST_ALERTS = 4;
  private static final int MOST_STOOD_FOR = 5;

  private final Explanation told;
  private final Screen screen;
  private final PrintWriter out;

  public ExplainText(Explanation told, Screen screen, PrintWriter out) {
    this.told = told;
    this.screen = screen;
    this.out = out;
  }

  /** Prints all of it. */
  public void print() {
    printAnswer();
    out.println();
    out.print(new ChainText(told, screen).text());
    told.past().ifPresent(past -> out.print(new PastText(told, past, screen).text()));
    printAlerts();
    printClues();
    printChanges();
    out.flush();
  }

  private void printAnswer() {
    out.println(
        screen.ink(Ink.HEADING, told.asked().toString())
            + " on "
            + told.day()
            + ": "
            + tier(told.tier()));
    if (told.entry().isEmpty()) {
      out.println("  No entry of the policy covers it, and what none covers is neutral.");
    }
    told.entry().ifPresent(this::printEntry);
    if (!told.inside().isEmpty()) {
      StringJoiner tiers = new StringJoiner(", ");
      told.inside().entrySet().stream()
          .sorted(Map.Entry.<Tier, Long>comparingByKey().reversed())
          .forEach(e -> tiers.add("%,d %s".formatted(e.getValue(), e.getKey().word())));
      out.println("  Entries inside it decide for their own prefixes: " + tiers);
    }
  }

  private void printEntry(PolicyEntry entry) {
    line(
        "  Entry %s  score %s  confidence %.2f  until %s"
            .formatted(
                entry.prefix(), decimal(entry.score()), entry.confidence(), entry.expires()));
    line("  " + entry.reason());
    if (told.stoodFor().isEmpty()) {
      return;
    }
    line("  To keep the table small it was put together for these; explain one of them:");
    told.stoodFor().stream()
        .limit(MOST_STOOD_FOR)
        .forEach(each -> line("  %s  %s".formatted(each.prefix(), each.reason())));
    if (told.stoodFor().size() > MOST_STOOD_FOR) {
      out.println("  ... and more");
    }
  }

  private void printAlerts() {
    if (told.alerts().isEmpty()) {
      return;
    }
    out.println();
    out.println(screen.ink(Ink.HEADING, "Alerts of the week on it, around it and inside it"));
    told.alerts().stream()
        .limit(MOST_ALERTS)
        .forEach(
            alert ->
                line(
                    "  %s %s %s on %s: %s"
                        .formatted(
                            alert.day(),
                            alert.severity(),
                            alert.kind(),
                            alert.prefix(),
                            alert.reason())));
    if (told.alerts().size() > MOST_ALERTS) {
      out.println("  ... and %d more".formatted(told.alerts().size() - MOST_ALERTS));
    }
  }

  private void printClues() {
    told.judged()
        .ifPresent(
            judged -> {
              out.println();
              line(
                  "What weighs most for %s, in messages' worth of evidence"
                      .formatted(judged.prefix()));
              line(
                  "  %s spam is expected from its surroundings; with its own, %s to %s"
                      .formatted(
                          percent(judged.shareAround()),
                          percent(judged.shareLow()),
                          percent(judged.shareHigh())));
            });
    double most = told.clues().stream().mapToDouble(Clue::weight).max().orElse(1);
    TextTable table = new TextTable(screen, 2).columns("lrll");
    for (Clue clue : told.clues().stream().limit(MOST_CLUES).toList()) {
      boolean isAgainst = clue.against() > clue.inFavour();
      table
          .row()
          .cell(isAgainst ? "against" : "for", isAgainst ? Ink.BAD : Ink.GOOD)
          .cell(decimal(Math.max(clue.against(), clue.inFavour())))
          .cell(Bars.bar(clue.weight() / most, screen.isWide() ? 16 : 8))
          .cell(text(clue));
    }
    out.print(table.text());
  }

  private static String text(Clue clue) {
    if (clue.count() >= 0) {
      return "%,d %s".formatted(clue.count(), clue.what());
    }
    return "%s: %s against, %s for"
        .formatted(clue.what(), decimal(clue.against()), decimal(clue.inFavour()));
  }

  private void printChanges() {
    if (told.changes().isEmpty()) {
      return;
    }
    out.println();
    out.println(screen.ink(Ink.HEADING, "What would change it"));
    told.changes().forEach(change -> line("  " + change));
  }

  private String tier(Tier tier) {
    String word = tier.word().toUpperCase(Locale.ROOT);
    Ink ink = ink(tier.word());
    return ink == null ? word : screen.ink(ink, word);
  }

  /** Returns how a tier stands out; null if it does not. */
  static Ink ink(String tier) {
    return switch (tier == null ? "" : tier) {
      case "reject", "greylist" -> Ink.BAD;
      case "throttle" -> Ink.WARNING;
      case "trusted" -> Ink.GOOD;
      default -> null;
    };
  }

  private void line(String text) {
    int indent = text.startsWith("  ") ? 2 : 0;
    out.println(screen.wrapped(text.strip(), indent, 4));
  }

  static String decimal(double number) {
    return String.format(Locale.ROOT, Math.abs(number) < 100 ? "%.1f" : "%,.0f", number);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
