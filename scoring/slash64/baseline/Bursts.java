package slash64.baseline;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * How often a prefix bursts at no fixed date, and how high: peaks over a threshold (Davison and
 * Smith 1990) with exponential excesses, the threshold twice the usual of each day. Days in a row
 * are one burst, counted by its highest. The negative binomial of the {@link VolumeModel} knows
 * nothing of bursts, for they are set back as outliers where they are few.
 *
 * <p>Deviations from the paper: the shape is held at 0, since two or three bursts tell no shape,
 * and a heavy tail would excuse attacks of any size after two bursts; and the scale is taken from
 * the lower median of the heights, so that one attack of the past does not excuse the next.
 */
final class Bursts {

  /** A day is a burst from this many times the usual on. */
  private static final double HIGH = 2;

  /** Fewer bursts than this are no habit. */
  private static final int ENOUGH = 2;

  /** The same where no digest tells them from mailings: two of those are a month apart. */
  private static final int ENOUGH_UNTOLD = 3;

  private Bursts() {}

  /**
   * Returns log p that a day bursts as high as today; negative infinity where the past shows no
   * habit of it. Days that came with harm, or whose digests tell a mailing, are no bursts.
   *
   * @param tenor what today's digests tell
   * @param usual what the model expects of a day, 0 when nothing is known
   */
  static double logP(
      History history, int today, long messages, Tenor tenor, IntToDoubleFunction usual) {
    int known = Math.min(History.DAYS - 1, history.known(today));
    double[] heights = new double[known];
    int bursts = 0;
    boolean isInBurst = false;
    for (int back = 1; back <= known; back++) {
      double height = height(history, today - back, usual);
      if (height > 0) {
        bursts += isInBurst ? 0 : 1;
        heights[bursts - 1] = Math.max(heights[bursts - 1], height);
      }
      isInBurst = height > 0;
    }
    double here = messages / usual.applyAsDouble(today) - HIGH;
    if (bursts < (tenor == Tenor.UNTOLD ? ENOUGH_UNTOLD : ENOUGH)
        || !(here < Double.POSITIVE_INFINITY)) {
      return Double.NEGATIVE_INFINITY;
    }
    Arrays.sort(heights, 0, bursts);
    double scale = heights[(bursts - 1) / 2] / Math.log(2);
    return Math.log(bursts / (double) known) - Math.max(0, here) / scale;
  }

  /** Returns by how much a day is above the threshold, in times the usual; 0 if it is not. */
  private static double height(History history, int day, IntToDoubleFunction usual) {
    if (history.wasHarmful(day) || history.tenor(day) == Tenor.MAILING) {
      return 0;
    }
    return Math.max(0, history.count(day) / usual.applyAsDouble(day) - HIGH);
  }
}
