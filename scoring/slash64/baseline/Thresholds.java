package slash64.baseline;

import java.io.Serializable;
import slash64.stats.BenjaminiHochberg;

/**
 * The p-values below which a night's departures count, one for each family of tests, in natural
 * logarithms. Negative infinity: none counts.
 */
public record Thresholds(double volume, double ramp, double content, double spread)
    implements Serializable {

  /**
   * Holds the share of false discoveries of one family.
   *
   * @param logPs all p-values tested that night, or at least all up to {@code settings.falseShare};
   *     no NaN
   * @param tested how many were tested
   */
  public static double of(double[] logPs, long tested, BaselineSettings settings) {
    return BenjaminiHochberg.logThreshold(logPs, tested, settings.falseShare());
  }
}
