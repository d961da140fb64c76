package slash64.reputation;

/**
 * How much of the good mail that a sender sent before it turned bad goes on behind the spam.
 *
 * <p>Some of it does when a customer or a server was taken over. None does when the prefix was
 * sold, or when the good mail was sent only to be trusted; then the filter calls good no more than
 * what it misses of spam. The good verdicts since the change tell which: what goes on is among
 * them. Where misses alone vary by more than was ever sent, nobody can tell, and the sender is
 * given the benefit of the doubt; where they do not, each further day of spam tells more.
 *
 * @param probability that some of it goes on, 0 to 1
 * @param perDay good messages a day if some does, at least 0
 */
record TakeOver(double probability, double perDay) {
  private static final TakeOver NONE = new TakeOver(0, 0);

  /**
   * Good messages from which a prefix is as likely to have sent good mail as not: one or two good
   * verdicts are as well a spammer's that the filter missed.
   */
  private static final double DOUBT = 2;

  /**
   * Multiples of the good mail of before that are tried, up to three: what a customer sends differs
   * from week to week, but hardly by more.
   */
  private static final int STEPS = 60;

  private static final double MOST = 3;

  /** Means and variances below this are taken for it: a distribution needs some. */
  private static final double LEAST = 1e-3;

  /** The largest weight of a step is e to this, so that all of them together stay finite. */
  private static final double LARGEST_EXPONENT = 300;

  /**
   * Returns what is believed of a sender. A priori, of what was sent before any share may go on,
   * exponentially distributed about all of it; the integral over it is taken in equal steps.
   *
   * @param carry evidence since the change
   * @param noise how often verdicts are wrong, whatever the settings say
   */
  static TakeOver of(Evidence carry, ReputationSettings settings, VerdictNoise noise) {
    if (carry.former() == 0) {
      return NONE;
    }
    double missed = carry.spam() * noise.missedSpam() / (1 - noise.missedSpam());
    double excess = VerdictNoise.MISSES_VARY * missed * missed;
    double before = carry.former() * carry.days() * (1 - noise.falseSpam());
    double logGone = logProbability(carry.ham(), missed, missed + excess);
    double all = 0;
    double likely = 0;
    double share = 0;
    for (int step = 0; step < STEPS; step++) {
      double goesOn = MOST * (step + 0.5) / STEPS;
      double prior = Math.exp(-goesOn);
      double mean = missed + goesOn * before;
      double logTold = logProbability(carry.ham(), mean, mean + excess) - logGone;
      double weight = prior * Math.exp(Math.min(LARGEST_EXPONENT, logTold));
      all += prior;
      likely += weight;
      share += weight * goesOn;
    }
    double mass = carry.former() * settings.decay().memory();
    double takenOver = settings.takenOver() * mass / (mass + DOUBT);
    double odds = takenOver / (1 - takenOver) * likely / all;
    return new TakeOver(odds / (1 + odds), likely == 0 ? 0 : carry.former() * share / likely);
  }

  /** Returns how many good messages a day are to be expected to go on. */
  double expected() {
    return probability * perDay;
  }

  /** Of a count with a negative binomial distribution, which varies more than a Poisson one. */
  private static double logProbability(double count, double mean, double variance) {
    double clear = Math.max(LEAST, mean);
    double size = clear * clear / Math.max(LEAST, variance - mean);
    return -GammaFunction.logBeta(count + 1, size)
        - Math.log(count + size)
        + size * Math.log(size / (size + clear))
        + count * Math.log(clear / (size + clear));
  }
}
