package slash64.baseline;

import slash64.stats.Anscombe;
import slash64.stats.CountDistribution;

/**
 * What a prefix's own past lets expect of today: a closed form of Farrington et al. (1996) with the
 * weights of Noufaily et al. (2013), over the {@value #DAYS} days before.
 *
 * <p>A day's expectation is level x weekday factor x growth. Deviations from the papers: all days
 * of eight weeks serve, with a factor for each weekday, instead of a few weeks around the same date
 * of earlier years; the factors are posterior means under a gamma prior around 1, so that no
 * iteration over a design matrix is needed; the predictive distribution is negative binomial with
 * dispersion, uncertainty of the level and of the factor in its variance. Days under an alert have
 * no weight. As in the papers, growth counts only when it is significant, and never lifts the
 * expectation above what has been seen.
 *
 * <p>One fit costs five passes over the days. Instances hold buffers: use one for each thread.
 */
final class VolumeModel {

  static final int DAYS = 56;

  /** Fewer days than this say nothing without the newcomers' expectation. */
  static final int ENOUGH_DAYS = 7;

  /** Strength of the belief that weekdays are alike: 1 / variance of the factors. */
  private static final double WEEKDAY_PRIOR = 2;

  /** A residual beyond this is an outlier (Noufaily et al. 2013, 3.3). */
  private static final double OUTLIER = 2.58;

  /** The two-sided 1 % point: weaker growth is left out of the expectation. */
  private static final double SIGNIFICANT = 2.58;

  /** Messages added to the whole past, so that a silent one still expects something. */
  private static final double NEVER_NOTHING = 0.5;

  /** In its first fortnight, the siblings of a newcomer count for up to as many days. */
  private static final double CAUTION_DAYS = 3;

  private static final int ROUNDS = 3;

  private final double[] seen = new double[DAYS];
  private final int[] back = new int[DAYS];
  private final int[] weekday = new int[DAYS];
  private final double[] weight = new double[DAYS];
  private final double[] shape = new double[DAYS];
  private final double[] factor = new double[7];
  private int days;
  private double level;
  private double dispersion;
  private double growth;
  private double growthError;

  /**
   * Returns the distribution of today's count, or null when neither the past nor newcomers say
   * anything of it.
   */
  VolumeFit fit(History history, int today, Surroundings around) {
    gather(history, today);
    Debut newcomers = around.newcomers();
    if (days < ENOUGH_DAYS && !newcomers.isKnown()) {
      return null;
    }
    double prior = Math.max(1, around.typical().dispersion());
    if (days == 0) {
      return new VolumeFit(
          combined(newcomers, 0, newcomers.mean(), 0, prior), newcomers.mean(), prior, 0, 0);
    }
    settle(prior);
    double mean = level * factor[Math.floorMod(today, 7)];
    double spread = relativeVariance(today, mean);
    if (growth != 0) {
      // The level is that of today, t = 0; Farrington's rule against running ahead.
      mean = Math.min(mean, greatest() * Math.max(1, factor[Math.floorMod(today, 7)]));
    }
    return new VolumeFit(
        newcomers.isKnown()
            ? combined(newcomers, credibility(newcomers), mean, spread, dispersion)
            : predictive(mean, dispersion * mean + spread * mean * mean),
        mean,
        dispersion,
        growth,
        days);
  }

  /**
   * Returns what the last fit expects of a day like this, without growth; 0 when it learnt none.
   */
  double usual(int day) {
    return days == 0 ? 0 : level * factor[Math.floorMod(day, 7)];
  }

  private void gather(History history, int today) {
    int known = Math.min(DAYS, history.known(today));
    days = 0;
    for (int lag = 1; lag <= known; lag++) {
      int day = today - lag;
      if (history.teaches(day)) {
        seen[days] = history.count(day);
        back[days] = lag;
        weekday[days] = Math.floorMod(day, 7);
        weight[days] = 1;
        days++;
      }
    }
  }

  /** Fits level, factors, growth and dispersion, sets outliers back, and fits again. */
  private void settle(double prior) {
    java.util.Arrays.fill(factor, 1);
    growth = 0;
    growthError = 0;
    dispersion = prior;
    for (int round = 0; round < ROUNDS; round++) {
      shapeDays();
      fitLevel();
      fitFactors();
      shapeDays();
      fitLevel();
      if (round == ROUNDS - 1) {
        fitGrowth();
      }
      fitDispersion(prior);
      if (round < ROUNDS - 1) {
        setOutliersBack();
      }
    }
  }

  private void shapeDays() {
    for (int i = 0; i < days; i++) {
      shape[i] = factor[weekday[i]];
    }
  }

  private void fitLevel() {
    double messages = NEVER_NOTHING;
    double exposure = 0;
    for (int i = 0; i < days; i++) {
      messages += weight[i] * seen[i];
      exposure += weight[i] * shape[i];
    }
    level = messages / exposure;
  }

  /** Posterior means of the factors: messages and exposure by weekday, thinned by dispersion. */
  private void fitFactors() {
    double[] messages = new double[7];
    double[] exposure = new double[7];
    for (int i = 0; i < days; i++) {
      messages[weekday[i]] += weight[i] * seen[i];
      exposure[weekday[i]] += weight[i];
    }
    for (int w = 0; w < 7; w++) {
      factor[w] =
          (messages[w] / dispersion + WEEKDAY_PRIOR)
              / (level * exposure[w] / dispersion + WEEKDAY_PRIOR);
    }
  }

  /**
   * Pearson's estimate over the degrees of freedom left, pulled to the prior while those are few.
   */
  private void fitDispersion(double prior) {
    double pearson = 0;
    double effective = 0;
    double[] exposure = new double[7];
    for (int i = 0; i < days; i++) {
      double mean = level * shape[i];
      double off = seen[i] - mean;
      pearson += weight[i] * off * off / mean;
      effective += weight[i];
      exposure[weekday[i]] += weight[i];
    }
    double parameters = growth == 0 ? 0 : 1;
    for (int w = 0; w < 7; w++) {
      double known = level * exposure[w] / dispersion;
      parameters += known / (known + WEEKDAY_PRIOR);
    }
    double degrees = Math.max(0, effective - Math.max(1, parameters));
    double pull = 4 * Math.max(0.05, 1 - degrees / 28);
    dispersion = Math.max(1, (pearson + pull * prior) / (degrees + pull));
  }

  private void setOutliersBack() {
    for (int i = 0; i < days; i++) {
      double residual = Anscombe.residual(seen[i], level * shape[i], dispersion);
      weight[i] = residual > OUTLIER ? 1 / (residual * residual) : 1;
    }
  }

  /** Log-linear growth by two Newton steps from none, kept when its first step is significant. */
  private void fitGrowth() {
    if (days < 28) {
      return;
    }
    double rate = 0;
    for (int step = 0; step < 3; step++) {
      double sum = 0;
      double sumT = 0;
      double sumTt = 0;
      double messages = NEVER_NOTHING;
      double messagesT = 0;
      for (int i = 0; i < days; i++) {
        double t = -back[i];
        double expected = weight[i] * factor[weekday[i]] * (rate == 0 ? 1 : Math.exp(rate * t));
        sum += expected;
        sumT += expected * t;
        sumTt += expected * t * t;
        messages += weight[i] * seen[i];
        messagesT += weight[i] * seen[i] * t;
      }
      double at = messages / sum;
      double score = messagesT - at * sumT;
      double information = at * (sumTt - sumT * sumT / sum);
      if (step == 0
          && score * score < SIGNIFICANT * SIGNIFICANT * Math.max(1, dispersion) * information) {
        return;
      }
      rate = Math.max(-0.2, Math.min(0.2, rate + score / information));
      growthError = dispersion / information;
    }
    growth = rate;
    for (int i = 0; i < days; i++) {
      shape[i] = factor[weekday[i]] * Math.exp(-growth * back[i]);
    }
    fitLevel();
  }

  private double relativeVariance(int today, double mean) {
    double messages = 0;
    double sameDay = 0;
    double centre = 0;
    double exposure = 0;
    int w = Math.floorMod(today, 7);
    for (int i = 0; i < days; i++) {
      messages += weight[i] * seen[i];
      sameDay += weekday[i] == w ? weight[i] * seen[i] : 0;
      centre += weight[i] * shape[i] * back[i];
      exposure += weight[i] * shape[i];
    }
    centre /= exposure;
    // For a mean near nothing the relative error is large and of no account.
    double ofLevel = dispersion / (messages + NEVER_NOTHING);
    double ofFactor =
        Math.min(1 / WEEKDAY_PRIOR, dispersion / (sameDay + WEEKDAY_PRIOR * dispersion));
    double ofGrowth = growth == 0 || mean == 0 ? 0 : growthError * centre * centre;
    return ofLevel + ofFactor + ofGrowth;
  }

  private double greatest() {
    double greatest = 1;
    for (int i = 0; i < days; i++) {
      greatest = weight[i] == 1 ? Math.max(greatest, seen[i]) : greatest;
    }
    return greatest;
  }

  /** Buehlmann's credibility of the own past: days / (days + variance within / between). */
  private double credibility(Debut newcomers) {
    double ratio = dispersion * newcomers.mean() / between(newcomers, dispersion);
    double caution = CAUTION_DAYS * Math.max(0, 1 - days / 14.0);
    return days / (days + Math.max(caution, ratio));
  }

  private static double between(Debut newcomers, double dispersion) {
    double mean = newcomers.mean();
    return Math.max(newcomers.variance() - dispersion * mean, 0.1 * mean * mean);
  }

  private static CountDistribution combined(
      Debut newcomers, double own, double mean, double spread, double dispersion) {
    double expected = own * mean + (1 - own) * newcomers.mean();
    return predictive(
        expected,
        dispersion * expected
            + own * own * spread * mean * mean
            + (1 - own) * between(newcomers, dispersion));
  }

  private static CountDistribution predictive(double mean, double variance) {
    return new CountDistribution(mean, Math.max(1, variance / mean));
  }
}
