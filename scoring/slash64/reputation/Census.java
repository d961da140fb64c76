package slash64.reputation;

import slash64.net.Prefix;

/**
 * What all senders of a night together say of the site: how often its content filter errs, how bad
 * newcomers are, and how much good mail comes from senders as bad as any. All three decide how a
 * single sender is read, and differ from site to site. Censuses of parts of a night add up.
 *
 * <p>The errors are those of a mixture of three kinds of senders: good ones, whose spam verdicts
 * are all mistakes, bad ones, whose ham verdicts are, and others, of whom any share is as likely.
 * It is fitted by expectation maximisation (Dempster, Laird, Rubin 1977) from several starts; the
 * settings' own errors take part as so many messages. A sender counts with at most 40 messages, so
 * that it takes very many to make the filter look worse than it is.
 */
public final class Census {
  /** With fewer verdicts, a sender tells too little of which kind it is. */
  private static final int FEWEST = 10;

  /** A sender counts with at most so many messages. */
  private static final int MOST = 40;

  /** Spam shares are told apart in steps of half a percent. */
  private static final int BINS = 200;

  /** Where senders by messages and spam verdicts among them begin. */
  private static final int CELLS = 0;

  /** Where spam and ham of newcomers begin, two numbers for each family. */
  private static final int NEWCOMERS = CELLS + (MOST + 1) * (MOST + 1);

  /**
   * Where messages a day of senders by their spam share begin. A day's, since tomorrow's mail is
   * asked for: of one that turned bad yesterday little has been gathered yet.
   */
  private static final int SHARES = NEWCOMERS + 4;

  /**
   * The same of senders that turned bad, by the share that is not their good mail of before: as
   * many bins for each of {@link #MISSED}, since that depends on what the filter misses, which is
   * not known before all are counted.
   */
  private static final int TURNED = SHARES + BINS + 1;

  /**
   * Shares of spam that a filter may miss for which {@link #TURNED} is kept: all that is believed.
   */
  private static final double[] MISSED = {0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4};

  /** How many numbers a census is. */
  public static final int SIZE = TURNED + MISSED.length * (BINS + 1);

  /** Messages that the settings' share of false spam counts as. */
  private static final double PRIOR_GOOD = 60;

  /** The same of missed spam, in which filters differ more, and of which fewer senders tell. */
  private static final double PRIOR_BAD = 20;

  /** Messages of newcomers that the settings' base share counts as. */
  private static final double PRIOR_NEWCOMERS = 20;

  /** Rounds of expectation maximisation from each start. */
  private static final int STEPS = 100;

  /** Where a filter seems to err more often than this, it is the senders that are of both kinds. */
  private static final double MOST_FALSE_SPAM = 0.1;

  private static final double MOST_MISSED_SPAM = 0.4;

  /** No filter is without errors, and a likelihood needs some. */
  private static final double LEAST_ERROR = 0.001;

  /** However bad or good newcomers are, one in twenty may be of the other kind. */
  private static final double LEAST_BASE = 0.05;

  /** Shares of senders that are good, bad, and other to begin with; all starts share them. */
  private static final double[] START_WEIGHTS = {0.6, 0.3, 0.1};

  private static final double[] STARTS_FALSE_SPAM = {0.01, 0.05};
  private static final double[] STARTS_MISSED_SPAM = {0.05, 0.2, 0.35};

  /** However few are seen, one sender in twenty may be a bit of both. */
  private static final double MOST_PURE = 0.95;

  /** By how much of a budget of good mail a threshold may exceed it when it is nearest to it. */
  private static final double MOST_BEYOND = 0.5;

  /** Evidence below this does not make a sender known. */
  private static final double UNKNOWN = 0.1;

  private final double[] numbers = new double[SIZE];

  /** Adds a census of another part of the night, given by its {@link #numbers}. */
  public void add(double[] others) {
    for (int i = 0; i < SIZE; i++) {
      numbers[i] += others[i];
    }
  }

  /** Returns {@link #SIZE} numbers that can travel and be added up. */
  public double[] numbers() {
    return numbers.clone();
  }

  /** Counts the day's verdicts on a prefix, if it is of a length that stands for one sender. */
  public void addVerdicts(Prefix prefix, long spam, long ham) {
    long all = spam + ham;
    if (isCounted(Level.of(prefix)) && all >= FEWEST) {
      int messages = (int) Math.min(MOST, all);
      numbers[CELLS + messages * (MOST + 1) + (int) Math.round(messages * (double) spam / all)]++;
    }
  }

  /**
   * Counts the evidence of a prefix.
   *
   * @param isRoot whether no prefix around it is listed
   */
  public void add(NodeEvidence node, boolean isRoot, ReputationSettings settings) {
    Level level = Level.of(node.prefix());
    if (isCounted(level)) {
      Evidence all = Conduct.carry(settings.decay(), node, Conduct.changed(settings, node));
      if (all.former() > 0 && all.spam() > all.ham()) {
        addTurned(all, settings);
      } else {
        numbers[SHARES + (int) Math.floor(BINS * all.spamShare())] += all.perDay();
      }
    }
    if (isRoot && node.carried().mass() < UNKNOWN && node.today().mass() > 0) {
      double factor = Math.min(1, settings.voice(level) / node.today().mass());
      int at = NEWCOMERS + (level.isIpv4() ? 2 : 0);
      numbers[at] += factor * node.today().spam();
      numbers[at + 1] += factor * node.today().ham();
    }
  }

  private void addTurned(Evidence all, ReputationSettings settings) {
    for (int i = 0; i < MISSED.length; i++) {
      VerdictNoise noise = new VerdictNoise(settings.noise().falseSpam(), MISSED[i]);
      double goesOn = TakeOver.of(all, settings, noise).expected();
      double good = all.withFormer(goesOn).goodShare();
      numbers[turned(i) + (int) Math.floor(BINS * (1 - good))] += all.perDay();
    }
  }

  /** Returns where the bins for one of {@link #MISSED} begin. */
  private static int turned(int missed) {
    return TURNED + missed * (BINS + 1);
  }

  private static int nearest(double missed) {
    int nearest = 0;
    for (int i = 1; i < MISSED.length; i++) {
      nearest = Math.abs(MISSED[i] - missed) < Math.abs(MISSED[nearest] - missed) ? i : nearest;
    }
    return nearest;
  }

  /** Each sender counts once: its /64 does, not the addresses in that too. */
  private static boolean isCounted(Level level) {
    return level == Level.IPV6_64 || level == Level.IPV4_32;
  }

  /** Returns the settings with the errors and newcomers of this night in place of their own. */
  public ReputationSettings learnt(ReputationSettings settings) {
    Fit fit = fit(settings.noise());
    VerdictNoise noise = fit.noise();
    return settings.with(
        noise,
        fit.pure(),
        fit.senders(),
        base(0, settings.baseShare(), noise),
        base(1, settings.baseShareIpv4(), noise));
  }

  /**
   * Returns the spam share, 0 to 1, from which on all senders together are expected to send about
   * {@code hamShare} of the site's good mail: as near to it as can be where single senders send
   * much of it, but never half as much again.
   *
   * @param noise what {@link #learnt} found
   */
  public double shareFor(double hamShare, VerdictNoise noise) {
    double allHam = 0;
    double[] ham = new double[BINS + 1];
    int turned = turned(nearest(noise.missedSpam()));
    for (int bin = 0; bin <= BINS; bin++) {
      double middle = Math.min(1, (bin + 0.5) / BINS); // the last bin is the share of 1 alone
      double share = trueShare(middle, noise);
      ham[bin(share)] += numbers[SHARES + bin] * (1 - share);
      ham[bin] += numbers[turned + bin] * (1 - middle);
    }
    for (double part : ham) {
      allHam += part;
    }
    double left = hamShare * allHam;
    for (int bin = BINS; bin >= 0; bin--) {
      double before = left;
      left -= ham[bin];
      if (left < 0 && (-left > before || -left > MOST_BEYOND * hamShare * allHam)) {
        return (double) (bin + 1) / BINS;
      }
    }
    return 0;
  }

  private static int bin(double share) {
    return (int) Math.min(BINS, Math.floor(BINS * share));
  }

  private static double trueShare(double called, VerdictNoise noise) {
    double share = (called - noise.falseSpam()) / (1 - noise.falseSpam() - noise.missedSpam());
    return Math.min(1, Math.max(0, share));
  }

  /**
   * The mixture as fitted.
   *
   * @param pure share of senders that are not a bit of both
   * @param senders how many it was fitted to
   * @param logLikelihood of these and of the settings' own messages, at the last step
   */
  private record Fit(VerdictNoise noise, double pure, double senders, double logLikelihood) {}

  /**
   * The best of the fits from several starts: errors far from the settings' own are a summit of the
   * likelihood of their own, which no small steps reach.
   */
  private Fit fit(VerdictNoise prior) {
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
      double[] senders = {1, 1, 1};
      double[] good = {PRIOR_GOOD * prior.falseSpam(), PRIOR_GOOD};
      double[] bad = {PRIOR_BAD * prior.missedSpam(), PRIOR_BAD};
      logLikelihood =
          Math.log(weights[0] * weights[1] * weights[2])
              + PRIOR_GOOD * logLikelihood(prior.falseSpam(), falseSpam)
              + PRIOR_BAD * logLikelihood(prior.missedSpam(), missed);
      for (int n = FEWEST; n <= MOST; n++) {
        for (int s = 0; s <= n; s++) {
          double count = numbers[CELLS + n * (MOST + 1) + s];
          if (count > 0) {
            double logChoices = logChoices(n, s);
            double asGood = weights[0] * binomial(logChoices, n, s, falseSpam);
            double asBad = weights[1] * binomial(logChoices, n, n - s, missed);
            double asOther = weights[2] / (n + 1);
            double all = asGood + asBad + asOther;
            logLikelihood += count * Math.log(all);
            senders[0] += count * asGood / all;
            senders[1] += count * asBad / all;
            senders[2] += count * asOther / all;
            good[0] += count * asGood / all * s;
            good[1] += count * asGood / all * n;
            bad[0] += count * asBad / all * (n - s);
            bad[1] += count * asBad / all * n;
          }
        }
      }
      double sum = senders[0] + senders[1] + senders[2];
      for (int kind = 0; kind < weights.length; kind++) {
        weights[kind] = senders[kind] / sum;
      }
      falseSpam = Math.min(MOST_FALSE_SPAM, Math.max(LEAST_ERROR, good[0] / good[1]));
      missed = Math.min(MOST_MISSED_SPAM, Math.max(LEAST_ERROR, bad[0] / bad[1]));
    }
    double counted = 0;
    for (int cell = CELLS; cell < NEWCOMERS; cell++) {
      counted += numbers[cell];
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

  private static double binomial(double logChoices, int n, int hits, double share) {
    return Math.exp(logChoices + hits * Math.log(share) + (n - hits) * Math.log1p(-share));
  }

  private double base(int family, double prior, VerdictNoise noise) {
    double spam = numbers[NEWCOMERS + 2 * family];
    double all = spam + numbers[NEWCOMERS + 2 * family + 1];
    double bad = all == 0 ? 0 : all * trueShare(spam / all, noise);
    double share = (bad + PRIOR_NEWCOMERS * prior) / (all + PRIOR_NEWCOMERS);
    return Math.min(1 - LEAST_BASE, Math.max(LEAST_BASE, share));
  }
}
