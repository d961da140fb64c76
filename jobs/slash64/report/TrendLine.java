package slash64.report;

import java.util.List;
import java.util.Locale;

/** A row of values as a line, the last one as a dot: how a figure went over the nights. */
final class TrendLine {
  private static final int WIDTH = 240;
  private static final int HEIGHT = 48;
  private static final int EDGE = 4;

  private TrendLine() {}

  /**
   * Draws a line from zero to the greatest value.
   *
   * @param what the figure, for who cannot see the line
   * @param values in the order of the days, none below 0, not empty
   */
  static Markup of(String what, List<Double> values) {
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double unit = most > 0 ? (HEIGHT - 2.0 * EDGE) / most : 0;
    double step = values.size() > 1 ? (WIDTH - 2.0 * EDGE) / (values.size() - 1) : 0;
    StringBuilder points = new StringBuilder();
    String x = "";
    String y = "";
    for (int i = 0; i < values.size(); i++) {
      x = Texts.measure(values.size() > 1 ? EDGE + i * step : WIDTH - EDGE);
      y = Texts.measure(HEIGHT - EDGE - values.get(i) * unit);
      points.append(x).append(',').append(y).append(' ');
    }
    String label =
        String.format(
            Locale.ROOT,
            "%s over %d nights: last %.3g, most %.3g",
            what,
            values.size(),
            values.get(values.size() - 1),
            most);
    return Markup.of("svg", "trend")
        .set("viewBox", "0 0 %d %d".formatted(WIDTH, HEIGHT))
        .set("role", "img")
        .set("aria-label", label)
        .add(
            Markup.of("polyline", "line").set("points", points.toString().strip()),
            Markup.of("circle", "today").set("cx", x).set("cy", y).set("r", 3));
  }
}
