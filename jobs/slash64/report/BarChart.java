package slash64.report;

import java.util.List;
import java.util.Locale;

/**
 * Values side by side as horizontal bars: for each label one bar a series, all on one scale that
 * begins at zero, with the number at its end.
 */
final class BarChart {
  private static final int WIDTH = 720;
  private static final int NAMES = 230;
  private static final int NUMBERS = 80;
  private static final int BAR = 16;
  private static final int GAP = 8;
  private static final int LETTERS = 34; // of a label; the rest is told when pointed at
  private static final String[] LOOKS = {"s4", "s0", "s2", "s3", "s1"};

  private BarChart() {}

  /**
   * A label with a value for each series.
   *
   * @param values none below 0; NaN where there is none
   */
  record Group(String label, List<Double> values) {}

  /** Draws the bars, the first group on top. */
  static Markup of(List<String> series, List<Group> groups) {
    double most = 0;
    for (Group group : groups) {
      for (double value : group.values()) {
        most = Math.max(most, Double.isNaN(value) ? 0 : value);
      }
    }
    Markup svg = Markup.of("svg", "bars").set("role", "img");
    int y = series.size() > 1 ? legend(svg, series) : 0;
    for (Group group : groups) {
      y += GAP;
      svg.add(
          text(NAMES - 8, y + 12, "end", Texts.shortened(group.label(), LETTERS))
              .add(Markup.of("title").text(group.label())));
      for (int i = 0; i < group.values().size(); i++) {
        bar(svg, LOOKS[i % LOOKS.length], y, group.values().get(i), most);
        y += BAR;
      }
    }
    return svg.set("viewBox", "0 0 %d %d".formatted(WIDTH, y + GAP))
        .set("aria-label", told(series, groups));
  }

  private static int legend(Markup svg, List<String> series) {
    int x = NAMES;
    for (int i = 0; i < series.size(); i++) {
      svg.add(
          Markup.of("rect", LOOKS[i % LOOKS.length])
              .set("x", x)
              .set("y", 2)
              .set("width", 12)
              .set("height", 12),
          text(x + 17, 13, "start", series.get(i)));
      x += 30 + 7 * series.get(i).length();
    }
    return BAR + 2;
  }

  private static void bar(Markup svg, String look, int y, double value, double most) {
    double length = Double.isNaN(value) || most == 0 ? 0 : (WIDTH - NAMES - NUMBERS) * value / most;
    svg.add(
        Markup.of("rect", look)
            .set("x", NAMES)
            .set("y", y)
            .set("width", Texts.measure(length))
            .set("height", BAR - 2),
        text(NAMES + (int) length + 6, y + 12, "start", number(value)));
  }

  private static Markup text(int x, int y, String anchor, String text) {
    return Markup.of("text").set("x", x).set("y", y).set("text-anchor", anchor).text(text);
  }

  private static String told(List<String> series, List<Group> groups) {
    StringBuilder told = new StringBuilder(String.join(", ", series));
    for (Group group : groups) {
      told.append("; ").append(group.label()).append(':');
      for (double value : group.values()) {
        told.append(' ').append(number(value));
      }
    }
    return told.toString();
  }

  /** A count whole, a share with three digits. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Texts.count((long) value)
        : String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%,.1f", value);
  }
}
