package slash64.reputation;

import java.io.Serializable;

/**
 * How often the verdicts that evidence is made of are wrong. Without it, a sender of nothing but
 * spam of which the filter misses a tenth could not be told from one with a tenth of good mail, and
 * ten lucky verdicts would outrank a thousand.
 *
 * @param falseSpam share of good messages taken for spam, 0 to 0.4
 * @param missedSpam share of spam taken for good, 0 to 0.4
 */
public record VerdictNoise(double falseSpam, double missedSpam) implements Serializable {
  private static final int STEPS = 24;

  public VerdictNoise {
    if (!(falseSpam >= 0 && falseSpam <= 0.4 && missedSpam >= 0 && missedSpam <= 0.4)) {
      throw new IllegalArgumentException(
          "Cannot build verdict noise: false spam %s, missed spam %s (need shares within 0 to 0.4)"
              .formatted(falseSpam, missedSpam));
    }
  }

  /**
   * Returns how much of a mass was truly spam, by expectation maximisation (Dempster, Laird, Rubin
   * 1977) from the prior's share: messages are reassigned by how likely each verdict is wrong under
   * the share found so far. A fixed number of steps, because near a share of 1 the last digits are
   * slow to come and mean nothing.
   *
   * @param spam mass judged spam, at least 0
   * @param ham mass judged good, at least 0
   * @param priorSpam pieces of evidence of the prior against, above 0
   * @param priorHam pieces of evidence of the prior for, above 0
   * @return between 0 and {@code spam + ham}; the rest was truly good
   */
  double trueSpam(double spam, double ham, double priorSpam, double priorHam) {
    double mass = spam + ham;
    if (mass == 0 || (falseSpam == 0 && missedSpam == 0)) {
      return spam;
    }
    double found = spam;
    for (int step = 0; step < STEPS; step++) {
      double share = (found + priorSpam) / (mass + priorSpam + priorHam);
      double missed = share * missedSpam;
      double caught = share - missed;
      double wrong = (1 - share) * falseSpam;
      double right = (1 - share) - wrong;
      found = spam * caught / (caught + wrong) + ham * missed / (missed + right);
    }
    return found;
  }
}
