package slash64.explain;

import java.util.Locale;
import java.util.StringJoiner;
import slash64.terminal.Bars;
import slash64.terminal.Ink;
import slash64.terminal.Screen;
import slash64.terminal.TextTable;

/** The prefixes around the one asked for, a row each. */
final class ChainText {
  /** Deviations less likely than this are told with their probability. */
  private static final double ODD = Math.log(0.001);

  private static final String NONE = "–";
  private static final int FIGURES = 5;

  private final Explanation told;
  private final Screen screen;

  ChainText(Explanation told, Screen screen) {
    this.told = told;
    this.screen = screen;
  }

  /** Returns the lines, each with its end. */
  String text() {
    if (told.chain().isEmpty()) {
      return "It is wider than any prefix that is counted.\n";
    }
    TextTable table =
        new TextTable(screen, 0)
            .columns("lrrrrllll")
            .heading("Prefix", "mail", "good", "spam", "refused", "score", "", "tier", "deviation");
    told.chain().forEach(row -> add(table.row(), row));
    return table.text();
  }

  private void add(TextTable table, PrefixReading row) {
    boolean isJudged = told.judged().filter(row::equals).isPresent();
    table.cell(
        screen.isWide() ? row.prefix().toString() : "/" + row.prefix().writtenLength(),
        isJudged ? Ink.HEADING : null);
    if (!row.isKnown()) {
      for (int i = 0; i < FIGURES; i++) {
        table.cell(NONE);
      }
      table.cell("").cell("").cell("nothing known");
      return;
    }
    Ink ink = row.score() < 40 ? Ink.BAD : row.score() < 60 ? Ink.WARNING : Ink.GOOD;
    table.cell(row.transactions()).cell(row.ham()).cell(row.spam()).cell(row.refused());
    table.cell(ExplainText.decimal(row.score()));
    table.cell(Bars.bar(row.score() / 100, screen.isWide() ? 10 : 5), ink);
    table.cell(row.tier() == null ? "" : row.tier(), ExplainText.ink(row.tier()));
    boolean isOdd = isOdd(row.volumeLogP()) || isOdd(row.contentLogP());
    table.cell(deviation(row), isOdd ? Ink.WARNING : null);
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
        : "%s x usual".formatted(ExplainText.decimal(row.transactions() / expected));
  }

  private static String probability(double logP) {
    double exponent = logP / Math.log(10);
    return exponent < -99
        ? "< 1e-99"
        : String.format(Locale.ROOT, "%.0e", Math.pow(10, exponent)).replace("e-0", "e-");
  }
}
