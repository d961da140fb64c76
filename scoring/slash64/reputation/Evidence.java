package slash64.reputation;

import java.io.Serializable;

/**
 * What speaks against and for a prefix, in messages, as it weighs at the end of one day. Evidence
 * fades ({@link Decay}) and adds up.
 *
 * @param spam mass against, at least 0
 * @param ham mass for, at least 0
 * @param former good messages a day that a sender sent before it turned bad, at least 0: no
 *     evidence of its conduct now, but of the good mail that goes on behind the spam when a
 *     customer or a server was taken over
 * @param days over which the masses were gathered, as faded as they are, above 0: mass by days is a
 *     rate, of a sender known since yesterday as of one known for years
 * @param day UTC day the masses are stated for, counted from 1970-01-01
 */
public record Evidence(double spam, double ham, double former, double days, int day)
    implements Serializable {
  /** {@link #days} of a sender of which it was not written down: all that is remembered. */
  public static final double KNOWN_FOR_LONG = Decay.TEN_DAYS.memory();

  /** How many times the good mail of before is allowed for, see {@link #goodShare}. */
  private static final double ALLOWANCE = 2;

  public Evidence {
    if (!(spam >= 0
        && ham >= 0
        && former >= 0
        && days > 0
        && Double.isFinite(days)
        && Double.isFinite(spam)
        && Double.isFinite(ham)
        && Double.isFinite(former))) {
      throw new IllegalArgumentException(
          "Cannot build evidence of day %d: spam is %s, ham is %s, former is %s, days are %s (need finite masses >= 0, days > 0)"
              .formatted(day, spam, ham, former, days));
    }
  }

  /** Evidence of a single day. */
  public Evidence(double spam, double ham, int day) {
    this(spam, ham, 0, 1, day);
  }

  Evidence withFormer(double changed) {
    return new Evidence(spam, ham, changed, days, day);
  }

  /** Returns the messages a day, good and bad, that the masses stand for. */
  public double perDay() {
    return mass() / days;
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

  /**
   * Returns which share of the mail is to be taken for the good mail of before that goes on, 0 to
   * 0.5. Twice of it is allowed for: it differs from day to day, and is known to be wanted.
   */
  public double goodShare() {
    return former == 0 ? 0 : Math.min(0.5, ALLOWANCE * former / Math.max(former, perDay()));
  }
}
