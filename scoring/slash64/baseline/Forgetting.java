package slash64.baseline;

/** How fast the past is forgotten: by half in {@value #HALF_LIFE} days. */
final class Forgetting {

  static final int HALF_LIFE = 14;

  private Forgetting() {}

  /** Returns the weight that something keeps over some days, in (0, 1]. */
  static double over(int days) {
    return Math.exp(-Math.log(2) / HALF_LIFE * days);
  }
}
