package slash64.explain;

import java.time.LocalDate;
import slash64.terminal.Bars;
import slash64.terminal.Ink;
import slash64.terminal.Screen;

/** The last days of the prefix that counts, beside the usual ones. */
final class PastText {
  private final Explanation told;
  private final PastDays past;
  private final Screen screen;

  PastText(Explanation told, PastDays past, Screen screen) {
    this.told = told;
    this.past = past;
    this.screen = screen;
  }

  /** Returns the lines, each with its end; days that were not scored are left blank. */
  String text() {
    PrefixReading judged = told.judged().orElseThrow();
    LocalDate first = past.days().firstKey();
    StringBuilder heights = new StringBuilder();
    StringBuilder marks = new StringBuilder();
    for (LocalDate day = first; !day.isAfter(told.day()); day = day.plusDays(1)) {
      Long came = past.days().get(day);
      char mark = came == null ? ' ' : mark(came);
      String height = came == null ? " " : Bars.height(came, (double) past.most());
      heights.append(mark == '^' ? screen.ink(Ink.BAD, height) : height);
      marks.append(mark);
    }
    String text =
        "\nMail of %s, %s to %s\n  %s\n".formatted(judged.prefix(), first, told.day(), heights);
    if (past.hasBand()) {
      String key = "  - within the usual, ^ above, v below";
      text += "  " + screen.ink(Ink.FAINT, marks + key) + "\n";
    }
    return text + screen.wrapped(usual(judged), 2, 4) + "\n";
  }

  private char mark(long came) {
    if (!past.hasBand()) {
      return '-';
    }
    return came > past.high() ? '^' : came < past.low() ? 'v' : '-';
  }

  private String usual(PrefixReading judged) {
    String expected =
        judged.expected() == null
            ? "nothing expected yet"
            : "the baseline expected " + ExplainText.decimal(judged.expected());
    return past.hasBand()
        ? "usually %,d to %,d; today %,d, %s"
            .formatted(past.low(), past.high(), past.today(), expected)
        : "its first scored day: %,d, %s".formatted(past.today(), expected);
  }
}
