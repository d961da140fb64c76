package slash64.baseline;

import java.util.Arrays;

/**
 * What is usual for a prefix beside its counts and its mix: sums over the days that taught, each
 * day's weight halving every 14 days, rounded to two bytes ({@link Codes#ofWeight}).
 */
public final class Habits {

  private static final int DISPERSION = 0;
  private static final int MESSAGES = 1;
  private static final int BAD = 2;
  private static final int DAYS = 3;

  /** Kept with its square because states are written with both; nothing asks for them. */
  private static final int ACTIVE = 4;

  private static final int ACTIVE_SQUARES = 5;
  private static final int FRESH = 6;
  private static final int FRESH_SQUARES = 7;
  private static final int NOVELTY_DAYS = 8;
  private static final int NOVELTY = 9;
  private static final int NOVELTY_SQUARES = 10;
  private static final int EXCESS = 11;
  private static final int EXPOSURE = EXCESS + Feature.COUNT;
  private static final int UNREST = EXPOSURE + Feature.COUNT;
  private static final int CONTENT_DAYS = UNREST + Feature.COUNT;

  private static final int WORST = CONTENT_DAYS + Feature.COUNT;

  static final int SIZE = WORST + Feature.COUNT;

  static final Habits NONE = new Habits(new float[SIZE]);

  private final float[] sums;

  /** Takes the array as it is; its values are already rounded. */
  Habits(float[] sums) {
    this.sums = sums;
  }

  float[] sums() {
    return sums;
  }

  /** Returns the last fitted dispersion of daily counts; NaN before the first fit. */
  public double dispersion() {
    return sums[DISPERSION] == 0 ? Double.NaN : sums[DISPERSION];
  }

  double messages() {
    return sums[MESSAGES];
  }

  double bad() {
    return sums[BAD];
  }

  double days() {
    return sums[DAYS];
  }

  double fresh() {
    return sums[FRESH];
  }

  double freshSquares() {
    return sums[FRESH_SQUARES];
  }

  double noveltyDays() {
    return sums[NOVELTY_DAYS];
  }

  double novelty() {
    return sums[NOVELTY];
  }

  double noveltySquares() {
    return sums[NOVELTY_SQUARES];
  }

  /** Returns, summed over days, G per degree of freedom beyond one. */
  double excess(int feature) {
    return sums[EXCESS + feature];
  }

  /** Returns, summed over days, the messages that excess would be proportional to. */
  double exposure(int feature) {
    return sums[EXPOSURE + feature];
  }

  /** Returns, summed over days, the squared deviation of G from its expectation, relative to it. */
  double unrest(int feature) {
    return sums[UNREST + feature];
  }

  double contentDays(int feature) {
    return sums[CONTENT_DAYS + feature];
  }

  /** Returns the intra-day correlation of a feature's content; NaN before enough days were seen. */
  double spread(int feature) {
    return contentDays(feature) < 4 ? Double.NaN : excess(feature) / exposure(feature);
  }

  /**
   * Returns the greatest correlation that a single ordinary day showed, fading by half in 56 days.
   * What happens once a week or a month is too rare to shape a mean.
   */
  double worst(int feature) {
    return sums[WORST + feature];
  }

  /** Returns the habits with a day added, after everything before has been decayed. */
  Habits plus(Deviation day, double decay) {
    double[] next = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      next[i] = sums[i] * fading(i, decay);
    }
    next[DISPERSION] = day.volume() == null ? sums[DISPERSION] : day.volume().dispersion();
    next[MESSAGES] += day.activity().messages();
    next[BAD] += day.activity().bad();
    next[DAYS] += 1;
    double active = day.activity().children().active();
    double fresh = day.activity().children().fresh();
    next[ACTIVE] += active;
    next[ACTIVE_SQUARES] += active * active;
    next[FRESH] += fresh;
    next[FRESH_SQUARES] += fresh * fresh;
    addContent(day.content(), next);
    float[] rounded = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      rounded[i] = Codes.weight(Codes.ofWeight(next[i]));
    }
    return new Habits(rounded);
  }

  /** Returns the habits after a day that teaches nothing. */
  Habits faded(double decay) {
    float[] next = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      next[i] = Codes.weight(Codes.ofWeight(sums[i] * fading(i, decay)));
    }
    return new Habits(next);
  }

  private static double fading(int index, double decay) {
    if (index == DISPERSION) {
      return 1;
    }
    return index < WORST ? decay : Math.sqrt(Math.sqrt(decay));
  }

  private static void addContent(ContentReading reading, double[] next) {
    if (reading.hasNovelty()) {
      double angle = reading.noveltyAngle();
      next[NOVELTY_DAYS] += 1;
      next[NOVELTY] += angle;
      next[NOVELTY_SQUARES] += angle * angle;
    }
    for (int feature = 0; feature < Feature.COUNT; feature++) {
      FeatureReading one = reading.feature(feature);
      if (one.isRead()) {
        next[EXCESS + feature] = Math.max(0, next[EXCESS + feature] + one.ratio() - 1);
        next[EXPOSURE + feature] += one.exposure();
        double off = one.relative() - 1;
        next[UNREST + feature] += off * off;
        next[CONTENT_DAYS + feature] += 1;
        next[WORST + feature] = Math.max(next[WORST + feature], one.correlation());
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Habits that && Arrays.equals(sums, that.sums);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sums);
  }
}
