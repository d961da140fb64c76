package slash64.terminal;

/** Small pictures made of block elements (Unicode 2580 to 259F). */
public final class Bars {
  private static final String HEIGHTS = "▁▂▃▄▅▆▇█";
  private static final String WIDTHS = "▏▎▍▌▋▊▉█";
  private static final int STEPS = 8;

  private Bars() {}

  /**
   * Returns a bar that grows to the right, in eighths of a character; anything above nothing shows.
   *
   * @param share of the whole, 0 to 1
   * @param columns of the whole
   */
  public static String bar(double share, int columns) {
    double clamped = Math.max(0, Math.min(1, share));
    int eighths = (int) Math.round(clamped * columns * STEPS);
    if (clamped > 0) {
      eighths = Math.max(1, eighths);
    }
    int rest = eighths % STEPS;
    return "█".repeat(eighths / STEPS) + (rest == 0 ? "" : WIDTHS.substring(rest - 1, rest));
  }

  /**
   * Returns how high one of a row of values stands: the root of its share, so that a fortyfold day
   * leaves the usual ones to be seen; a dot for nothing.
   */
  public static String height(double value, double most) {
    if (!(value > 0)) {
      return "·";
    }
    int step = (int) Math.ceil(STEPS * Math.sqrt(Math.min(1, value / most)));
    return HEIGHTS.substring(Math.max(1, step) - 1, Math.max(1, step));
  }
}
