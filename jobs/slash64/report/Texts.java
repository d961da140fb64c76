package slash64.report;

import java.util.Locale;

/** Numbers as the report writes them. */
final class Texts {
  private Texts() {}

  /** {@code 1,204,332}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 12.5 %} of a whole; a dash of nothing. */
  static String share(long part, long whole) {
    return whole > 0 ? percent((double) part / whole) : "–";
  }

  /** {@code 12.5 %}; from ten percent on without decimals, a trace is told as such. */
  static String percent(double share) {
    if (Double.isNaN(share)) {
      return "–";
    }
    double percent = 100 * share;
    if (percent > 0 && percent < 0.1) {
      return "< 0.1 %";
    }
    return String.format(Locale.ROOT, percent >= 10 ? "%.0f %%" : "%.1f %%", percent);
  }

  /** A measure of a picture: at most two decimals, no trailing zeros. */
  static String measure(double number) {
    String text = String.format(Locale.ROOT, "%.2f", number);
    return text.replaceFirst("\\.?0+$", "").replaceFirst("^-0$", "0");
  }

  /** A score, rounded; a dash where there is none. */
  static String score(Double score) {
    return score == null ? "–" : Long.toString(Math.round(score));
  }

  /** The class of a score's colour: s0 (bad) to s4 (good), s9 where there is none. */
  static String scoreClass(Double score) {
    return score == null ? "s9" : "s" + (int) Math.min(4, Math.max(0, score / 20));
  }

  /** The first so many characters of a text, with an ellipsis for the rest. */
  static String shortened(String text, int most) {
    if (text == null) {
      return "";
    }
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
