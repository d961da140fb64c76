package slash64.reputation;

import java.util.ArrayList;
import java.util.List;

/**
 * Senders by how many verdicts there are on each and how many of these say spam, and what errors of
 * the filter make them likeliest.
 *
 * <p>A mixture of three kinds of senders: good ones, whose spam verdicts are all mistakes, bad
 * ones, whose ham verdicts are, and others, of whom any share is as likely. It is fitted by
 * expectation maximisation (Dempster, Laird, Rubin 1977) from several starts; the settings' own
 * errors take part as so many messages. A sender counts with at most 40 messages, so that it takes
 * very many to make the filter look worse than it is.
 */
final class VerdictMixture {
  /** With fewer verdicts, a sender tells too little of which kind it is. */
  static final int FEWEST = 10;

  /** A sender counts with at most so many messages. */
  static final int MOST = 40;

  /** How many cells there are. */
  static final int SIZE = (MOST + 1) * (MOST + 1);

  /** Messages that the settings' share of false spam counts as. */
  private static final double PRIOR_GOOD = 60;

  /** The same of missed spam, in which filters differ more, and of which fewer senders tell. */
  private static final double PRIOR_BAD = 20;

  /** Rounds of expectation maximisation from each start. */
  private static final int STEPS = 100;

  /** Where a filter seems to err more often than this, it is the senders that are of both kinds. */
  private static final double MOST_FALSE_SPAM = 0.1;

  private static final double MOST_MISSED_SPAM = 0.4;

  /** No filter is without errors, and a likelihood needs some. */
  private static final double LEAST_ERROR = 0.001;

  /** Shares of senders that are good, bad, and other to begin with; all starts share them. */
  private static final double[] START_WEIGHTS = {0.6, 0.3, 0.1};

  private static final double[] STARTS_FALSE_SPAM = {0.01, 0.05};
  private static final double[] STARTS_MISSED_SPAM = {0.05, 0.2, 0.35};

  /** However few are seen, one sender in twenty may be a bit of both. */
  private static final double MOST_PURE = 0.95;

  /** Senders with as many verdicts, and the logarithm of the binomial coefficient of these. */
  private record Cell(double senders, int messages, int spam, double logChoices) {
    double likelihood(double logSpam, double logHam) {
      return Math.exp(logChoices + spam * logSpam + (messages - spam) * logHam);
    }
  }

  private final List<Cell> cells = new ArrayList<>();
  private final double counted;

  /**
   * @param senders how many there are of each {@link #cell}, at least 0; {@value #SIZE} numbers
   */
  VerdictMixture(double[] senders) {
    double all = 0;
    for (int n = FEWEST; n <= MOST; n++) {
      for (int s = 0; s <= n; s++) {
        double count = senders[cell(n, s)];
        if (count > 0) {
          cells.add(new Cell(count, n, s, logChoices(n, s)));
          all += count;
        }
      }
    }
    counted = all;
  }

  /** Returns where senders with so many verdicts count, of which so many say spam. */
  static int cell(int messages, int spam) {
    return messages * (MOST + 1) + spam;
  }

  /**
   * The mixture as fitted.
   *
   * @param pure share of senders that are not a bit of both
   * @param senders how many it was fitted to
   * @param logLikelihood of these and of the settings' own messages, at the last step
   */
  record Fit(VerdictNoise noise, double pure, double senders, double logLikelihood) {}

  /**
   * The best of the fits from several starts: errors far from the settings' own are a summit of the
   * likelihood of their own, which no small steps reach.
   */
  Fit fit(VerdictNoise prior) {
    Fit best = fit(prior, prior);
    for (double falseSpam : STARTS_FALSE_SPAM) {
      for (double missed : STARTS_MISSED_SPAM) {
        Fit other = fit(prior, new VerdictNoise(falseSpam, missed));
        best = other.logLikelihood() > best.logLikelihood() ? other : best;
      }
    }
    return best;
  }

  private Fit fit(VerdictNoise prior, VerdictNoise start) {
    double falseSpam = Math.max(LEAST_ERROR, start.falseSpam());
    double missed = Math.max(LEAST_ERROR, start.missedSpam());
    double[] weights = START_WEIGHTS.clone();
    double logLikelihood = 0;
    for (int step = 0; step < STEPS; step++) {
      double[] kinds = {1, 1, 1};
      double[] good = {PRIOR_GOOD * prior.falseSpam(), PRIOR_GOOD};
      double[] bad = {PRIOR_BAD * prior.missedSpam(), PRIOR_BAD};
      logLikelihood =
          Math.log(weights[0] * weights[1] * weights[2])
              + PRIOR_GOOD * logLikelihood(prior.falseSpam(), falseSpam)
              + PRIOR_BAD * logLikelihood(prior.missedSpam(), missed);
      double logFalse = Math.log(falseSpam);
      double logRight = Math.log1p(-falseSpam);
      double logMissed = Math.log(missed);
      double logCaught = Math.log1p(-missed);
      for (Cell cell : cells) {
        double asGood = weights[0] * cell.likelihood(logFalse, logRight);
        double asBad = weights[1] * cell.likelihood(logCaught, logMissed);
        double asOther = weights[2] / (cell.messages + 1);
        double all = asGood + asBad + asOther;
        logLikelihood += cell.senders * Math.log(all);
        double areGood = cell.senders * asGood / all;
        double areBad = cell.senders * asBad / all;
        kinds[0] += areGood;
        kinds[1] += areBad;
        kinds[2] += cell.senders * asOther / all;
        good[0] += areGood * cell.spam;
        good[1] += areGood * cell.messages;
        bad[0] += areBad * (cell.messages - cell.spam);
        bad[1] += areBad * cell.messages;
      }
      double sum = kinds[0] + kinds[1] + kinds[2];
      for (int kind = 0; kind < weights.length; kind++) {
        weights[kind] = kinds[kind] / sum;
      }
      falseSpam = Math.min(MOST_FALSE_SPAM, Math.max(LEAST_ERROR, good[0] / good[1]));
      missed = Math.min(MOST_MISSED_SPAM, Math.max(LEAST_ERROR, bad[0] / bad[1]));
    }
    return new Fit(
        new VerdictNoise(falseSpam, missed),
        Math.min(MOST_PURE, 1 - weights[2]),
        counted,
        logLikelihood);
  }

  /** Of the settings' own messages, with their share of errors, when {@code share} is the truth. */
  private static double logLikelihood(double errors, double share) {
    return errors * Math.log(share) + (1 - errors) * Math.log1p(-share);
  }

  private static double logChoices(int n, int s) {
    return -Math.log(n + 1) - GammaFunction.logBeta(s + 1, n - s + 1);
  }
}
