package slash64.baseline;

import java.util.Arrays;

/**
 * A day's content of one prefix: messages by cell, for each {@link Feature}. Cells are known by a
 * 32-bit hash of their text; the fullest {@link #MOST} of a feature are kept apart, the others are
 * counted together.
 *
 * <p>Immutable. Cells of feature f lie at {@code start[f]} to {@code start[f + 1]}, in ascending
 * order of hash.
 */
public final class Histograms {

  /** Cells kept apart for one feature. */
  public static final int MOST = 64;

  /** No message with any content known. */
  public static final Histograms NONE = builder().build();

  private final int[] start;
  private final int[] cells;
  private final long[] counts;
  private final long[] rest;

  private Histograms(int[] start, int[] cells, long[] counts, long[] rest) {
    this.start = start;
    this.cells = cells;
    this.counts = counts;
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

  long count(int at) {
    return counts[at];
  }

  /** Returns messages of a feature outside the cells kept apart. */
  long rest(int feature) {
    return rest[feature];
  }

  /** Returns messages for which the feature is known. */
  public long total(Feature feature) {
    long total = rest[feature.index()];
    for (int at = from(feature.index()); at < to(feature.index()); at++) {
      total += counts[at];
    }
    return total;
  }

  /** Returns the fullest cell of a feature, the first of several; -1 if none is known. */
  int fullest(Feature feature) {
    int best = -1;
    long most = 0;
    for (int at = from(feature.index()); at < to(feature.index()); at++) {
      if (counts[at] > most) {
        most = counts[at];
        best = cells[at];
      }
    }
    return best;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Histograms that
        && Arrays.equals(start, that.start)
        && Arrays.equals(cells, that.cells)
        && Arrays.equals(counts, that.counts)
        && Arrays.equals(rest, that.rest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(cells) * 31 + Arrays.hashCode(counts);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Gathers cells in any order; counts of one cell add up. Not safe for use by several threads. */
  public static final class Builder {
    private final Cells[] features = new Cells[Feature.COUNT];
    private final long[] rest = new long[Feature.COUNT];

    private Builder() {}

    /**
     * Adds messages to a cell.
     *
     * @param cell hash of the cell's text; any value
     * @param count at least 0
     */
    public Builder add(Feature feature, int cell, long count) {
      checkCount(feature, count);
      int index = feature.index();
      if (features[index] == null) {
        features[index] = new Cells();
      }
      features[index].add(cell, count);
      return this;
    }

    /** Adds all cells of another day or part. */
    public Builder add(Histograms other) {
      for (int feature = 0; feature < Feature.COUNT; feature++) {
        for (int at = other.from(feature); at < other.to(feature); at++) {
          add(Feature.of(feature), other.cell(at), other.count(at));
        }
        addRest(Feature.of(feature), other.rest(feature));
      }
      return this;
    }

    /** Adds messages whose feature is known but whose cells were not kept. */
    public Builder addRest(Feature feature, long count) {
      checkCount(feature, count);
      rest[feature.index()] += count;
      return this;
    }

    private static void checkCount(Feature feature, long count) {
      if (count < 0) {
        throw new IllegalArgumentException(
            "Cannot add to histogram: %s has count %d (need at least 0)"
                .formatted(feature.label(), count));
      }
    }

    public Histograms build() {
      int[] start = new int[Feature.COUNT + 1];
      long[] others = rest.clone();
      int size = 0;
      for (int feature = 0; feature < Feature.COUNT; feature++) {
        if (features[feature] != null) {
          others[feature] += features[feature].keepFullest(MOST);
          size += features[feature].size();
        }
        start[feature + 1] = size;
      }
      int[] cells = new int[size];
      long[] counts = new long[size];
      for (int feature = 0; feature < Feature.COUNT; feature++) {
        if (features[feature] != null) {
          features[feature].copyTo(cells, counts, start[feature]);
        }
      }
      return new Histograms(start, cells, counts, others);
    }
  }
}
