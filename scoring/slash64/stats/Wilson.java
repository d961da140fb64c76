package slash64.stats;

/**
 * Wilson's score interval of a share (1927). Unlike the textbook interval it stays in [0, 1] and
 * holds its level at few trials.
 */
public final class Wilson {

  private Wilson() {}

  /** Returns the lower bound at {@code z} standard deviations; 0 when there were no trials. */
  public static double lower(double successes, double trials, double z) {
    return bound(successes, trials, z, -1);
  }

  /** Returns the upper bound at {@code z} standard deviations; 1 when there were no trials. */
  public static double upper(double successes, double trials, double z) {
    return bound(successes, trials, z, 1);
  }

  private static double bound(double successes, double trials, double z, int sign) {
    if (!(successes >= 0 && successes <= trials && z >= 0)) {
      throw new IllegalArgumentException(
          "Cannot bound share: %s of %s at z %s (need 0 <= successes <= trials, z >= 0)"
              .formatted(successes, trials, z));
    }
    if (trials == 0) {
      return sign < 0 ? 0 : 1;
    }
    double share = successes / trials;
    double zz = z * z / trials;
    double spread = z * Math.sqrt((share * (1 - share) + zz / 4) / trials);
    return Math.min(1, Math.max(0, (share + zz / 2 + sign * spread) / (1 + zz)));
  }
}
