package slash64.json;

import java.util.Locale;

/** Numbers as people and programs both read them. */
public final class Significant {
  private Significant() {}

  /** Returns a finite number with four significant digits, a whole one below 1e15 with all. */
  public static String digits(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    String fixed = String.format(Locale.ROOT, "%.4g", value);
    return fixed.contains("e") || !fixed.contains(".") ? fixed : fixed.replaceFirst("\\.?0+$", "");
  }
}
