package slash64.baseline;

import java.util.Arrays;
import slash64.stats.Anscombe;

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
 * <p>One fit costs some twenty passes over the days and several sorts of them. Instances hold
 * buffers: use one for each thread.
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

  /**
   * Known for less than this, a prefix may mail once a month without anybody knowing: the shape of
   * its distribution is not known either.
   */
  private static final int MONTH = 32;

  /** How often outliers are set back and all is fitted again; the last time no more are. */
  private static final int ROUNDS = 3;

  /** Days from which a trend shows in the medians of two halves. */
  private static final int TREND_DAYS = 42;

  /** The steepest trend of medians that is believed, by the logarithm of a day's growth. */
  private static final double MOST_TREND = 0.05;

  /** Days from which growth is fitted at all: four weeks. */
  private static final int GROWTH_DAYS = 28;

  /** The steepest growth that is fitted, by the logarithm of a day's. */
  private static final double MOST_GROWTH = 0.2;

  /** Days that the surroundings' dispersion counts as, to begin with. */
  private static final double PRIOR_DAYS = 4;

  /** Of {@link #PRIOR_DAYS}, what stays when the own past is long: it never speaks quite alone. */
  private static final double LEAST_PRIOR = 0.05;

  /** Degrees of freedom with which only {@link #LEAST_PRIOR} stays. */
  private static final double OWN_DEGREES = 28;

  /** Days whose expectation is up to so many times greater or smaller than today's are like it. */
  private static final double ALIKE = 3;

  /** Days that the dispersion of all days counts as beside that of the days like today. */
  private static final double ALL_DAYS_WEIGHT = 2;

  /** Where more of the days than this are like today, all of them tell as much. */
  private static final double MOST_ALIKE = 0.9;

  /**
   * From medians, which lie low for counts, only what stands out by far is set back: with the usual
   * threshold many days would count less, the dispersion come out too small, and stay so.
   */
  private static final double GROSS = 4;

  /** Days alike in what is expected of them that tell the dispersion of such days alone. */
  private static final double ENOUGH_ALIKE = 14;

  /** The median of chi-square with one degree of freedom. */
  private static final double MEDIAN_CHI_SQUARE = 0.4549;

  private final double[] seen = new double[DAYS];
  private final double[] sorted = new double[DAYS];
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
  private double trend;

  /**
   * Returns the distribution of today's count, or null when neither the past nor newcomers say
   * anything of it.
   */
  VolumeFit fit(History history, int today, Surroundings around) {
    gather(history, today);
    Debut newcomers = around.newcomers();
    if (days < ENOUGH_DAYS && !newcomers.isKnown()) {
      days = 0; // level and factors are those of whatever was fitted before
      return null;
    }
    double prior = Math.max(1, around.typical().dispersion());
    if (days == 0) {
      return new VolumeFit(
          NewcomerBlend.withoutPast(newcomers, prior), newcomers.mean(), prior, 0, 0, true);
    }
    settle(prior);
    double mean = level * factor[Math.floorMod(today, 7)];
    localiseDispersion(mean);
    double spread = relativeVariance(today, mean);
    if (growth != 0) {
      // The level is that of today, t = 0; Farrington's rule against running ahead.
      mean = Math.min(mean, greatest() * Math.max(1, factor[Math.floorMod(today, 7)]));
    }
    return new VolumeFit(
        newcomers.isKnown() && days < NewcomerBlend.GROWN_DAYS
            ? NewcomerBlend.of(newcomers, days, mean, spread, dispersion)
            : NewcomerBlend.predictive(mean, dispersion * mean + spread * mean * mean),
        mean,
        dispersion,
        growth,
        days,
        history.known(today) < MONTH);
  }

  /**
   * Returns what the last fit expects of a day like this, without growth, or of any day if that is
   * less: a weekly mailing stands out though its weekday is known for it; 0 when it learnt none.
   */
  double usual(int day) {
    return days == 0 ? 0 : level * Math.min(1, factor[Math.floorMod(day, 7)]);
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
    growth = 0;
    growthError = 0;
    startFromMedians(prior);
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
        setOutliersBack(OUTLIER);
      }
    }
  }

  /**
   * Starts from medians over all days and over each weekday. From means, a mailing every other week
   * would pass for its weekday's habit and hide what makes it stand out; the lower of two middle
   * days leaves it an outlier.
   */
  private void startFromMedians(double prior) {
    dispersion = prior;
    Arrays.fill(factor, 1);
    trend = medianTrend();
    level = lowerMedian(-1);
    if (level < 1) {
      return; // silent on most days: their mean says more
    }
    for (int w = 0; w < 7; w++) {
      int known = 0;
      for (int i = 0; i < days; i++) {
        known += weekday[i] == w ? 1 : 0;
      }
      if (known > 0) {
        factor[w] =
            (known * lowerMedian(w) / prior + WEEKDAY_PRIOR)
                / (known * level / prior + WEEKDAY_PRIOR);
      }
    }
    shapeDays();
    for (int i = 0; i < days; i++) {
      double mean = trended(i);
      double off = seen[i] - mean;
      sorted[i] = off * off / mean;
    }
    Arrays.sort(sorted, 0, days);
    double robust = sorted[days / 2] / MEDIAN_CHI_SQUARE;
    dispersion = Math.max(1, (days * robust + PRIOR_DAYS * prior) / (days + PRIOR_DAYS));
    setOutliersBack(GROSS);
  }

  /** Returns growth per day from one half of the past to the other, 0 while those are too short. */
  private double medianTrend() {
    if (days < TREND_DAYS) {
      return 0;
    }
    double late = median(0, days / 2);
    double early = median(days / 2, days);
    double rate = Math.log((late + 1) / (early + 1)) * 2 / days;
    return Math.max(-MOST_TREND, Math.min(MOST_TREND, rate));
  }

  private double median(int from, int to) {
    System.arraycopy(seen, from, sorted, 0, to - from);
    Arrays.sort(sorted, 0, to - from);
    return sorted[(to - from) / 2];
  }

  /** Returns what is expected of a day so that growth alone makes no outlier of it. */
  private double trended(int i) {
    double centre = days / 2.0;
    return level * shape[i] * (trend == 0 ? 1 : Math.exp(trend * (centre - back[i])));
  }

  /** Returns the lower median of all days, or of one weekday. */
  private double lowerMedian(int ofWeekday) {
    int size = 0;
    for (int i = 0; i < days; i++) {
      if (ofWeekday < 0 || weekday[i] == ofWeekday) {
        sorted[size++] = seen[i];
      }
    }
    Arrays.sort(sorted, 0, size);
    return sorted[(size - 1) / 2];
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
    double parameters = weekdays(exposure) + (growth == 0 ? 0 : 1);
    double degrees = Math.max(0, effective - Math.max(1, parameters));
    double pull = PRIOR_DAYS * Math.max(LEAST_PRIOR, 1 - degrees / OWN_DEGREES);
    dispersion = Math.max(1, (pearson + pull * prior) / (degrees + pull));
  }

  /**
   * Returns how many weekday factors the days have taught, for those shrunk to 1 are fitted in
   * part.
   *
   * @param exposure days by weekday, by their weights
   */
  private double weekdays(double[] exposure) {
    double taught = 0;
    for (int w = 0; w < 7; w++) {
      double known = level * exposure[w] / dispersion;
      taught += known / (known + WEEKDAY_PRIOR);
    }
    return taught;
  }

  /**
   * Takes the dispersion from days of a like expectation, where they are enough: variance grows
   * faster than the mean, so a busy weekday would widen what is expected of a quiet one.
   */
  private void localiseDispersion(double today) {
    double pearson = 0;
    double effective = 0;
    double[] exposure = new double[7];
    for (int i = 0; i < days; i++) {
      double mean = level * shape[i];
      if (mean <= ALIKE * today && today <= ALIKE * mean) {
        double off = seen[i] - mean;
        pearson += weight[i] * off * off / mean;
        effective += weight[i];
        exposure[weekday[i]] += weight[i];
      }
    }
    if (effective >= ENOUGH_ALIKE && effective < MOST_ALIKE * days) {
      dispersion =
          Math.max(
              1,
              (pearson + ALL_DAYS_WEIGHT * dispersion)
                  / (effective - weekdays(exposure) + ALL_DAYS_WEIGHT));
    }
  }

  /**
   * @param from residual from which a day counts less, in standard deviations
   */
  private void setOutliersBack(double from) {
    for (int i = 0; i < days; i++) {
      double residual = Anscombe.residual(seen[i], trended(i), dispersion);
      weight[i] = residual > from ? 1 / (residual * residual) : 1;
    }
  }

  /** Log-linear growth by three Newton steps from none, kept when the first is significant. */
  private void fitGrowth() {
    if (days < GROWTH_DAYS) {
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
      rate = Math.max(-MOST_GROWTH, Math.min(MOST_GROWTH, rate + score / information));
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
}
