package slash64.baseline;

import java.util.Arrays;
import slash64.stats.ChiSquare;
import slash64.stats.Divergence;
import slash64.stats.Normal;

/**
 * Compares a day's histograms with the decayed mix, cell by cell, in one pass for each feature.
 *
 * <p>The statistic is G = 2 (n + m) JSD over its degrees of freedom. Were messages independent, it
 * would be near 1; they are not, and forwarders and lists are mixtures by nature. So it is compared
 * with the prefix's own past: days differ as by an intra-day correlation r, which raises the ratio
 * to 1 + r n m / (n + m), and the scatter around that gives the degrees of freedom of a scaled
 * chi-square (Satterthwaite 1946). While the prefix is young, r is mostly that of its level.
 *
 * <p>Cells too rare to count on (expected below 1) are pooled. A cell the mix does not know is
 * granted as much of the mix's rest as it could have had at most, so a novelty is never overstated.
 */
final class ContentTest {

  /** Fewer messages in a day, or less weight in the mix, are not judged. */
  static final int ENOUGH_MESSAGES = 12;

  private static final double ENOUGH_MIX = 20;
  private static final double ENOUGH_DAYS = 4;

  /** Known for so long, a sender of few messages is judged by its level's spread alone. */
  private static final int GROWN_DAYS = 28;

  /**
   * From then on what always was one and the same is judged by the level's spread too: days without
   * a second cell can never tell of a spread of its own.
   */
  private static final int STEADY_DAYS = 7;

  /** Share of one cell from which it is one and the same: a refusal or two change nothing. */
  private static final double STEADY_SHARE = 0.95;

  /** Days for which the level's spread counts beside the own. */
  private static final double PRIOR_DAYS = 2;

  /** A day is unseen when it is this much farther off than the farthest of late. */
  private static final double BEYOND_CUSTOM = 1.5;

  private ContentTest() {}

  static ContentReading read(
      Histograms day,
      ContentMix mix,
      double decay,
      Habits habits,
      Surroundings around,
      int knownDays) {
    FeatureReading[] features = new FeatureReading[Feature.COUNT];
    for (int feature = 0; feature < Feature.COUNT; feature++) {
      boolean isGrown =
          knownDays >= GROWN_DAYS
              || knownDays >= STEADY_DAYS && mix.heaviestShare(feature) >= STEADY_SHARE;
      features[feature] = feature(day, mix, decay, habits, around, isGrown, feature);
    }
    double novelty = novelty(day, mix);
    double messages = day.total(Feature.DIGEST);
    Feature known = messages > 0 ? Feature.DIGEST : Feature.SENDER_DOMAIN;
    int grown = grown(day, mix, known);
    return new ContentReading(
        Arrays.asList(features),
        novelty,
        noveltyLogP(novelty, messages, habits),
        grown < 0 ? 0 : day.cell(grown),
        grown < 0 ? 0 : day.count(grown) / (double) day.total(known));
  }

  private static FeatureReading feature(
      Histograms day,
      ContentMix mix,
      double decay,
      Habits habits,
      Surroundings around,
      boolean isGrown,
      int feature) {
    double n = (double) day.total(Feature.of(feature));
    double m = mix.total(feature) * decay;
    if (n < ENOUGH_MESSAGES || m < ENOUGH_MIX) {
      return FeatureReading.NONE;
    }
    Comparison cells = new Comparison(n, m);
    int i = mix.from(feature);
    int j = day.from(feature);
    double unknown = unknown(day, mix, feature);
    double mixRest = mix.rest(feature) * decay;
    double bound = mix.lightest(feature) * decay;
    while (i < mix.to(feature) || j < day.to(feature)) {
      if (j == day.to(feature) || i < mix.to(feature) && mix.cell(i) < day.cell(j)) {
        cells.add(0, mix.weight(i++) * decay);
      } else if (i == mix.to(feature) || day.cell(j) < mix.cell(i)) {
        double count = (double) day.count(j++);
        double granted = Math.min(bound, mix.rest(feature) * decay * count / unknown);
        mixRest -= granted;
        cells.add(count, granted);
      } else {
        cells.add((double) day.count(j++), mix.weight(i++) * decay);
      }
    }
    cells.pool((double) day.rest(feature), Math.max(0, mixRest));
    return judged(
        cells.finished(), n * m / (n + m), cells.moved(), habits, around, isGrown, feature);
  }

  /** Returns messages of the day in cells the mix does not know one by one. */
  private static double unknown(Histograms day, ContentMix mix, int feature) {
    double unknown = (double) day.rest(feature);
    for (int at = day.from(feature); at < day.to(feature); at++) {
      unknown += mix.contains(Feature.of(feature), day.cell(at)) ? 0 : (double) day.count(at);
    }
    return unknown;
  }

  private static FeatureReading judged(
      Divergence cells,
      double exposure,
      double moved,
      Habits habits,
      Surroundings around,
      boolean isGrown,
      int feature) {
    int degrees = cells.degrees();
    if (degrees == 0) {
      return FeatureReading.NONE;
    }
    double ratio = cells.g() / degrees;
    double prior = PRIOR_DAYS * exposure;
    double correlation =
        (habits.excess(feature) + prior * around.typical().contentSpread().get(feature))
            / (habits.exposure(feature) + prior);
    double relative = ratio / (1 + correlation * exposure);
    double days = habits.contentDays(feature);
    if (days < ENOUGH_DAYS && !isGrown) {
      return new FeatureReading(ratio, exposure, relative, degrees, moved, false, Double.NaN);
    }
    double scatter = (habits.unrest(feature) + PRIOR_DAYS * 2 / degrees) / (days + PRIOR_DAYS);
    double effective = Math.min(degrees, Math.max(1, 2 / scatter));
    double logP = ChiSquare.logUpper(effective * relative, effective);
    boolean isUnseen = (ratio - 1) / exposure > BEYOND_CUSTOM * habits.worst(feature);
    return new FeatureReading(ratio, exposure, relative, degrees, moved, isUnseen, logP);
  }

  private static double novelty(Histograms day, ContentMix mix) {
    int feature = Feature.DIGEST.index();
    double total = (double) day.total(Feature.DIGEST);
    if (total == 0) {
      return Double.NaN;
    }
    double unseen = (double) day.rest(feature);
    for (int at = day.from(feature); at < day.to(feature); at++) {
      unseen += mix.contains(Feature.DIGEST, day.cell(at)) ? 0 : (double) day.count(at);
    }
    return Math.min(1, unseen / total);
  }

  private static double noveltyLogP(double novelty, double messages, Habits habits) {
    double days = habits.noveltyDays();
    if (Double.isNaN(novelty) || days < ENOUGH_DAYS || messages < ENOUGH_MESSAGES) {
      return Double.NaN;
    }
    double mean = habits.novelty() / days;
    double variance = Math.max(0, habits.noveltySquares() / days - mean * mean);
    // 1 / 4n is the variance of an angle by chance; 0.05 squared what no short past can rule out.
    double spread = Math.sqrt(variance * (1 + 1 / days) + 1 / (4 * messages) + 0.0025);
    return Normal.logUpper((Math.asin(Math.sqrt(novelty)) - mean) / spread);
  }

  /** Returns where the cell lies that has most messages beyond its share of the mix, or -1. */
  private static int grown(Histograms day, ContentMix mix, Feature feature) {
    int best = -1;
    double most = 0;
    double scale = day.total(feature) / Math.max(1, mix.total(feature.index()));
    int i = mix.from(feature.index());
    for (int at = day.from(feature.index()); at < day.to(feature.index()); at++) {
      while (i < mix.to(feature.index()) && mix.cell(i) < day.cell(at)) {
        i++;
      }
      boolean isKnown = i < mix.to(feature.index()) && mix.cell(i) == day.cell(at);
      double growth = day.count(at) - (isKnown ? mix.weight(i) * scale : 0);
      if (growth > most) {
        most = growth;
        best = at;
      }
    }
    return best;
  }
}
