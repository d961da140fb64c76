package slash64.reputation;

import java.io.Serializable;

/**
 * How evidence fades: each kind halves once per half-life. Fading happens when evidence is read, so
 * that a prefix that stayed silent need not be rewritten.
 *
 * @param spamHalfLife days, above 0 and finite
 * @param hamHalfLife days, above 0 and finite
 * @param formerHalfLife days of sending after which half is expected to go on of the good mail that
 *     a sender sent before it turned bad, above 0 and finite
 */
public record Decay(double spamHalfLife, double hamHalfLife, double formerHalfLife)
    implements Serializable {

  /**
   * Ten days for evidence of both kinds. A taken-over host is cleaned within days, an address
   * changes hands within weeks: after a month an eighth is left of what was known. Alike for both
   * kinds, so that silence makes a prefix uncertain without making it better or worse. Thirty days
   * for good mail of before: a customer or a server that was taken over is mended or gone within
   * months.
   */
  public static final Decay TEN_DAYS = new Decay(10, 10, 30);

  public Decay {
    if (!(spamHalfLife > 0
        && hamHalfLife > 0
        && formerHalfLife > 0
        && Double.isFinite(spamHalfLife)
        && Double.isFinite(hamHalfLife)
        && Double.isFinite(formerHalfLife))) {
      throw new IllegalArgumentException(
          "Cannot build decay: half-lives are %s, %s and %s days (need finite days > 0)"
              .formatted(spamHalfLife, hamHalfLife, formerHalfLife));
    }
  }

  /**
   * Returns evidence as it weighs on a later day.
   *
   * @throws IllegalArgumentException if the day lies before that of the evidence
   */
  public Evidence at(Evidence evidence, int day) {
    int days = day - evidence.day();
    if (days < 0) {
      throw new IllegalArgumentException(
          "Cannot decay evidence of day %d back to day %d: a night sees nothing later than itself"
              .formatted(evidence.day(), day));
    }
    if (days == 0) {
      return evidence;
    }
    double ham = left(days);
    double knownFor = memory() + (evidence.days() - memory()) * ham;
    return new Evidence(
        evidence.spam() * Math.pow(0.5, days / spamHalfLife),
        evidence.ham() * ham,
        // Silence tells nothing of what goes on: its share of the mail stays as it was.
        evidence.former() * ham * evidence.days() / knownFor,
        knownFor,
        day);
  }

  /**
   * Returns the good mail of before ({@link Evidence#former}) of a sender that sends today, having
   * been silent since the day of the evidence.
   */
  double formerWhenActive(Evidence evidence, int day) {
    return evidence.day() == day
        ? evidence.former()
        : at(evidence, day - 1).former() * Math.pow(0.5, 1 / formerHalfLife);
  }

  /** Returns which part of ham evidence is left after so many days, above 0 to 1. */
  double left(int days) {
    return Math.pow(0.5, days / hamHalfLife);
  }

  /** Returns how many days' evenly sent mail is remembered of a sender known for ever. */
  public double memory() {
    return 1 / (1 - Math.pow(0.5, 1 / hamHalfLife));
  }
}
