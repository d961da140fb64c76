package slash64.baseline;

import java.util.Locale;

/** How soon somebody should look. */
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /** Points from which a severity applies: orders of magnitude, certainty and harm together. */
  private static final double MEDIUM_FROM = 3;

  private static final double HIGH_FROM = 5;
  private static final double CRITICAL_FROM = 7;

  /**
   * Weighs an event.
   *
   * @param excess messages it accounts for
   * @param logP log p of the departure
   * @param badShare share of the day's mail that was unwanted, 0 to 1
   * @param complaints whether that is clearly more than usual
   */
  static Severity of(double excess, double logP, double badShare, boolean complaints) {
    double size = Math.log10(1 + excess); // 100 messages are 2 points, 10,000 are 4
    double certainty = Math.min(1, Double.isNaN(logP) ? 0 : -logP / Math.log(1e12));
    double harm = 3 * badShare + (complaints ? 1 : 0);
    double points = size + certainty + harm;
    if (points >= CRITICAL_FROM) {
      return CRITICAL;
    }
    return points >= HIGH_FROM ? HIGH : points >= MEDIUM_FROM ? MEDIUM : LOW;
  }

  /** Returns the name as written in the feed, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
