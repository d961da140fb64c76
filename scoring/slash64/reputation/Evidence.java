package slash64.reputation;

import java.io.Serializable;

/**
 * What speaks against and for a prefix, in messages, as it weighs at the end of one day. Evidence
 * fades ({@link Decay}) and adds up.
 *
 * @param spam mass against, at least 0
 * @param ham mass for, at least 0
 * @param day UTC day the masses are stated for, counted from 1970-01-01
 */
public record Evidence(double spam, double ham, int day) implements Serializable {

  public Evidence {
    if (!(spam >= 0 && ham >= 0 && Double.isFinite(spam) && Double.isFinite(ham))) {
      throw new IllegalArgumentException(
          "Cannot build evidence of day %d: spam is %s, ham is %s (need finite masses >= 0)"
              .formatted(day, spam, ham));
    }
  }

  /** Returns evidence of nothing. */
  public static Evidence none(int day) {
    return new Evidence(0, 0, day);
  }

  public double mass() {
    return spam + ham;
  }

  /** Returns the spam share of the mass, 0 to 1; 0 when there is no mass. */
  public double spamShare() {
    return mass() == 0 ? 0 : spam / mass();
  }
}
