package slash64.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SortedMap;

/**
 * The small picture of an alert: a line through the transactions of each day, behind it a band that
 * held the middle eight tenths of the days before, today as a dot, what the baseline expected as a
 * bar. Heights are by the root, so that a fortyfold day leaves the usual ones to be seen.
 */
final class BandChart {
  static final int WIDTH = 240;
  static final int HEIGHT = 56;
  private static final int EDGE = 5;

  private final SortedMap<LocalDate, Long> days;
  private final Double expected;
  private final double most;

  private BandChart(SortedMap<LocalDate, Long> days, Double expected) {
    this.days = days;
    this.expected = expected;
    double seen = days.values().stream().mapToLong(Long::longValue).max().orElse(0);
    this.most = Math.max(1, Math.max(seen, expected == null ? 0 : expected));
  }

  /**
   * Draws the picture.
   *
   * @param days transactions by day, today last, not empty
   * @param expected transactions that the baseline expected today, null when nothing
   */
  static Markup of(SortedMap<LocalDate, Long> days, Double expected) {
    return new BandChart(days, expected).draw();
  }

  private Markup draw() {
    LocalDate today = days.lastKey();
    long[] usual =
        days.headMap(today).values().stream().mapToLong(Long::longValue).sorted().toArray();
    Markup svg =
        Markup.of("svg", "band")
            .set("viewBox", "0 0 %d %d".formatted(WIDTH, HEIGHT))
            .set("role", "img")
            .set("aria-label", label(today, usual));
    if (usual.length > 0) {
      double high = y((double) quantile(usual, 0.9));
      double low = y((double) quantile(usual, 0.1));
      svg.add(
          Markup.of("rect", "usual")
              .set("x", 0)
              .set("y", Texts.measure(high - 1))
              .set("width", WIDTH)
              .set("height", Texts.measure(low - high + 2)));
      svg.add(Markup.of("polyline", "line").set("points", points(today)));
    }
    if (expected != null) {
      String level = Texts.measure(y(expected));
      svg.add(
          Markup.of("line", "expected")
              .set("x1", WIDTH - 3 * EDGE)
              .set("x2", WIDTH)
              .set("y1", level)
              .set("y2", level));
    }
    return svg.add(
        Markup.of("circle", "today")
            .set("cx", Texts.measure(x(today, today)))
            .set("cy", Texts.measure(y(days.get(today))))
            .set("r", 4));
  }

  private String points(LocalDate today) {
    StringBuilder points = new StringBuilder();
    for (Map.Entry<LocalDate, Long> day : days.entrySet()) {
      points.append(Texts.measure(x(day.getKey(), today))).append(',');
      points.append(Texts.measure(y(day.getValue()))).append(' ');
    }
    return points.toString().strip();
  }

  private String label(LocalDate today, long[] usual) {
    String came = "%s transactions on %s".formatted(Texts.count(days.get(today)), today);
    return usual.length == 0
        ? came + ", no earlier day"
        : "%s; on most of the %d days before %s to %s"
            .formatted(
                came,
                usual.length,
                Texts.count(quantile(usual, 0.1)),
                Texts.count(quantile(usual, 0.9)));
  }

  private double x(LocalDate day, LocalDate today) {
    long ago = ChronoUnit.DAYS.between(day, today);
    return WIDTH - EDGE - (WIDTH - 2.0 * EDGE) * ago / AlertQuery.HISTORY;
  }

  private double y(double transactions) {
    return HEIGHT - EDGE - (HEIGHT - 2.0 * EDGE) * Math.sqrt(transactions / most);
  }

  /** Nearest rank. */
  private static long quantile(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
  }
}
