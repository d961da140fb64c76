package slash64.explain;

import java.io.PrintWriter;
import java.time.LocalDate;
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
  /** Deviations less likely than this are told with their probability. */
  private static final double ODD = Math.log(0.001);

  private static final int MOST_CLUES = 5;
  private static final int MOST_ALERTS = 4;

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
    printChain();
    told.past().ifPresent(this::printPast);
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
  }

  private void printChain() {
    out.println();
    if (told.chain().isEmpty()) {
      out.println("It is wider than any prefix that is counted.");
      return;
    }
    boolean isWide = screen.isWide();
    int bar = isWide ? 10 : 5;
    TextTable table =
        new TextTable(screen, 0)
            .columns("lrrrrllll")
            .heading("Prefix", "mail", "good", "spam", "refused", "score", "", "tier", "deviation");
    for (PrefixReading row : told.chain()) {
      String name = isWide ? row.prefix().toString() : "/" + row.prefix().writtenLength();
      table.row();
      boolean isJudged = told.judged().filter(row::equals).isPresent();
      table.cell(name, isJudged ? Ink.HEADING : null);
      if (!row.isKnown()) {
        table
            .cell("–")
            .cell("–")
            .cell("–")
            .cell("–")
            .cell("–")
            .cell("")
            .cell("")
            .cell("nothing known");
        continue;
      }
      table.cell(row.transactions()).cell(row.ham()).cell(row.spam()).cell(row.refused());
      Ink ink = row.score() < 40 ? Ink.BAD : row.score() < 60 ? Ink.WARNING : Ink.GOOD;
      table.cell(decimal(row.score())).cell(Bars.bar(row.score() / 100, bar), ink);
      table.cell(row.tier() == null ? "" : row.tier(), ink(row.tier()));
      table.cell(deviation(row), isOdd(row) ? Ink.WARNING : null);
    }
    out.print(table.text());
  }

  private static boolean isOdd(PrefixReading row) {
    return isOdd(row.volumeLogP()) || isOdd(row.contentLogP());
  }

  private static boolean isOdd(Double logP) {
    return logP != null && logP < ODD;
  }

  /** {@code 12 x usual, p 1e-9; content p 1e-5}, as usual, or no past to compare with. */
  static String deviation(PrefixReading row) {
    StringJoiner parts = new StringJoiner("; ");
    if (isOdd(row.volumeLogP())) {
      parts.add("%s, p %s".formatted(times(row), probability(row.volumeLogP())));
    }
    if (isOdd(row.contentLogP())) {
      parts.add("content p " + probability(row.contentLogP()));
    }
    if (parts.length() > 0) {
      return parts.toString();
    }
    return row.expected() == null ? "no past" : times(row);
  }

  private static String times(PrefixReading row) {
    double expected = row.expected() == null ? 0 : row.expected();
    return expected < 0.05
        ? "%,d, none usual".formatted(row.transactions())
        : "%s x usual".formatted(decimal(row.transactions() / expected));
  }

  private static String probability(double logP) {
    double exponent = logP / Math.log(10);
    return exponent < -99
        ? "< 1e-99"
        : String.format(Locale.ROOT, "%.0e", Math.pow(10, exponent)).replace("e-0", "e-");
  }

  private void printPast(PastDays past) {
    PrefixReading judged = told.judged().orElseThrow();
    out.println();
    StringBuilder marks = new StringBuilder();
    StringBuilder line = new StringBuilder();
    LocalDate first = past.days().firstKey();
    for (LocalDate day = first; !day.isAfter(told.day()); day = day.plusDays(1)) {
      Long came = past.days().get(day);
      String height = came == null ? " " : Bars.height(came, past.most());
      boolean isAbove = came != null && past.hasBand() && came > past.high();
      line.append(isAbove ? screen.ink(Ink.BAD, height) : height);
      marks.append(
          came == null ? ' ' : isAbove ? '^' : past.hasBand() && came < past.low() ? 'v' : '-');
    }
    line("Mail of %s, %s to %s".formatted(judged.prefix(), first, told.day()));
    out.println("  " + line + "  " + usual(past, judged));
    if (past.hasBand()) {
      out.println("  " + screen.ink(Ink.FAINT, marks + "  - within the usual, ^ above, v below"));
    }
  }

  private static String usual(PastDays past, PrefixReading judged) {
    String expected =
        judged.expected() == null
            ? "nothing expected yet"
            : "the baseline expected " + decimal(judged.expected());
    return past.hasBand()
        ? "usually %,d to %,d; today %,d, %s"
            .formatted(past.low(), past.high(), past.today(), expected)
        : "its first scored day: %,d, %s".formatted(past.today(), expected);
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
    return "%s: %s spam, %s good"
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

  private static Ink ink(String tier) {
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
