package slash64.baseline;

import java.util.Arrays;

/**
 * What a prefix usually sends: messages by cell and feature, each day's weight halving every 14
 * days. The heaviest cells are kept one by one ({@link Feature#tracked}), the others as one rest,
 * as in a Space-Saving sketch: no cell of the rest outweighs the lightest that is kept, save by
 * what a day's own {@link Histograms} had pooled.
 *
 * <p>Weights are those of the last day that taught; they are rounded to two bytes ({@link Codes})
 * as they arise, so that a state read back equals the one written. Cells ascend within a feature.
 */
final class ContentMix {

  static final ContentMix EMPTY =
      new ContentMix(
          new int[Feature.COUNT + 1], new int[0], new float[0], new float[Feature.COUNT]);

  /** Lighter cells are forgotten: one message, four half-lives ago. */
  private static final double FORGOTTEN = 1 / 16.0;

  private final int[] start;
  private final int[] cells;
  private final float[] weights;
  private final float[] rest;

  /** Takes the arrays as they are: cells of feature f from start[f] to start[f + 1]. */
  ContentMix(int[] start, int[] cells, float[] weights, float[] rest) {
    this.start = start;
    this.cells = cells;
    this.weights = weights;
    this.rest = rest;
  }

  int from(int feature) {
    return start[feature];
  }

  int to(int feature) {
    return start[feature + 1];
  }

  int cell(int at) {
    return cells[at];
  }

  float weight(int at) {
    return weights[at];
  }

  float rest(int feature) {
    return rest[feature];
  }

  double total(int feature) {
    double total = rest[feature];
    for (int at = start[feature]; at < start[feature + 1]; at++) {
      total += weights[at];
    }
    return total;
  }

  /** Returns the share of a feature's weight that its heaviest cell has, 0 to 1. */
  double heaviestShare(int feature) {
    double heaviest = 0;
    for (int at = start[feature]; at < start[feature + 1]; at++) {
      heaviest = Math.max(heaviest, weights[at]);
    }
    return heaviest == 0 ? 0 : heaviest / total(feature);
  }

  /** Returns the greatest weight a cell of the rest can have. */
  double lightest(int feature) {
    if (start[feature + 1] - start[feature] < Feature.of(feature).tracked()) {
      return rest[feature];
    }
    double lightest = Double.MAX_VALUE;
    for (int at = start[feature]; at < start[feature + 1]; at++) {
      lightest = Math.min(lightest, weights[at]);
    }
    return Math.min(lightest, rest[feature]);
  }

  boolean contains(Feature feature, int cell) {
    return Arrays.binarySearch(cells, from(feature.index()), to(feature.index()), cell) >= 0;
  }

  /** Returns the mix with a day added, after all weights have been multiplied by {@code decay}. */
  ContentMix plus(Histograms day, double decay) {
    int[] nextStart = new int[Feature.COUNT + 1];
    int most = cells.length + day.to(Feature.COUNT - 1);
    int[] nextCells = new int[most];
    float[] nextWeights = new float[most];
    float[] nextRest = new float[Feature.COUNT];
    int size = 0;
    for (int feature = 0; feature < Feature.COUNT; feature++) {
      nextStart[feature] = size;
      int end = merge(day, feature, decay, nextCells, nextWeights, size);
      double others = rest[feature] * decay + day.rest(feature);
      double bar = bar(nextWeights, size, end, Feature.of(feature).tracked());
      int kept = size;
      int free = Feature.of(feature).tracked() - above(nextWeights, size, end, bar);
      for (int at = size; at < end; at++) {
        boolean keeps = nextWeights[at] > bar || nextWeights[at] == bar && free-- > 0;
        if (keeps) {
          nextCells[kept] = nextCells[at];
          nextWeights[kept++] = nextWeights[at];
        } else {
          others += nextWeights[at];
        }
      }
      size = kept;
      nextRest[feature] = rounded(others < FORGOTTEN ? 0 : others);
    }
    nextStart[Feature.COUNT] = size;
    return new ContentMix(
        nextStart, Arrays.copyOf(nextCells, size), Arrays.copyOf(nextWeights, size), nextRest);
  }

  private int merge(
      Histograms day, int feature, double decay, int[] toCells, float[] toWeights, int at) {
    int i = start[feature];
    int j = day.from(feature);
    while (i < start[feature + 1] || j < day.to(feature)) {
      boolean takesOld = j == day.to(feature) || i < start[feature + 1] && cells[i] <= day.cell(j);
      boolean takesNew = i == start[feature + 1] || j < day.to(feature) && day.cell(j) <= cells[i];
      toCells[at] = takesOld ? cells[i] : day.cell(j);
      double weight = (takesOld ? weights[i] * decay : 0) + (takesNew ? (double) day.count(j) : 0);
      i += takesOld ? 1 : 0;
      j += takesNew ? 1 : 0;
      if (weight >= FORGOTTEN) {
        toWeights[at++] = rounded(weight);
      }
    }
    return at;
  }

  /** Returns the weight of the last cell to keep, 0 when all fit. */
  private static double bar(float[] weights, int from, int to, int tracked) {
    if (to - from <= tracked) {
      return 0;
    }
    float[] sorted = Arrays.copyOfRange(weights, from, to);
    Arrays.sort(sorted);
    return sorted[sorted.length - tracked];
  }

  private static int above(float[] weights, int from, int to, double bar) {
    int count = 0;
    for (int at = from; at < to; at++) {
      count += weights[at] > bar ? 1 : 0;
    }
    return count;
  }

  private static float rounded(double weight) {
    return Codes.weight(Codes.ofWeight(weight));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContentMix that
        && Arrays.equals(start, that.start)
        && Arrays.equals(cells, that.cells)
        && Arrays.equals(weights, that.weights)
        && Arrays.equals(rest, that.rest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(cells) * 31 + Arrays.hashCode(weights);
  }
}
