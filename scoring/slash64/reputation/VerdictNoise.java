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

  /**
   * Variance of what the filter misses of one sender's spam over the square of what it misses on
   * average: it differs by a quarter, as spam does.
   */
  static final double MISSES_VARY = 1.0 / 16;

  /** However sure a filter seems, no verdict proves what kind of sender it is of. */
  private static final double LEAST = 1e-4;

  public VerdictNoise {
    if (!(falseSpam >= 0 && falseSpam <= 0.4 && missedSpam >= 0 && missedSpam <= 0.4)) {
      throw new IllegalArgumentException(
          "Cannot build verdict noise: false spam %s, missed spam %s (need shares within 0 to 0.4)"
              .formatted(falseSpam, missedSpam));
    }
  }

  /** Returns the logarithm of the probability of verdicts on a sender without spam, in order. */
  double logLikelihoodOfGood(double spam, double ham) {
    return spam * Math.log(Math.max(LEAST, falseSpam)) + ham * Math.log1p(-falseSpam);
  }

  /**
   * Returns the logarithm of the probability of verdicts on a sender of nothing but spam, in order.
   * What is missed of it is beta distributed: a thousand verdicts on a sly one need not look like
   * those on a sender with some good mail.
   */
  double logLikelihoodOfBad(double spam, double ham) {
    double missed = Math.max(LEAST, missedSpam);
    double strength = (1 - missed) / (missed * MISSES_VARY) - 1;
    return new BetaDistribution(strength * (1 - missed), strength * missed)
        .logLikelihood(spam, ham);
  }

  /**
   * Returns the logarithm of the probability of verdicts when the true share is drawn from a
   * distribution. The share of spam verdicts is then taken as beta distributed, too, as spread as
   * the true one.
   */
  double logLikelihood(BetaDistribution share, double spam, double ham) {
    double called = falseSpam + (1 - falseSpam - missedSpam) * share.mean();
    double strength = share.a() + share.b();
    return new BetaDistribution(
            strength * Math.max(LEAST, called), strength * Math.max(LEAST, 1 - called))
        .logLikelihood(spam, ham);
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
