package slash64.baseline;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Counts by cell, in two arrays: additions are put at the end and brought together when the arrays
 * are full, so that cells that come in order, as those of a stored histogram do, cost nothing more.
 * Not safe for use by several threads.
 */
final class Cells {
  private static final int SMALL = 4;

  private int[] cells = new int[SMALL];
  private long[] counts = new long[SMALL];
  private int size;

  /** Whether the cells ascend, each once. */
  private boolean isOrdered = true;

  int size() {
    return size;
  }

  void add(int cell, long count) {
    if (count == 0) {
      return;
    }
    if (size == cells.length) {
      order();
      if (2 * size > cells.length) {
        cells = Arrays.copyOf(cells, 2 * cells.length);
        counts = Arrays.copyOf(counts, cells.length);
      }
    }
    isOrdered &= size == 0 || cells[size - 1] < cell;
    cells[size] = cell;
    counts[size++] = count;
  }

  /**
   * Keeps the fullest cells, of equally full ones the lower; afterwards cells ascend.
   *
   * @return the count in all others
   */
  long keepFullest(int most) {
    order();
    if (size <= most) {
      return 0;
    }
    int[] kept =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> -counts[i]))
            .limit(most)
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    long others = Arrays.stream(counts, 0, size).sum();
    for (int i = 0; i < most; i++) {
      cells[i] = cells[kept[i]];
      counts[i] = counts[kept[i]];
      others -= counts[i];
    }
    size = most;
    return others;
  }

  /** Writes cells and counts from an index on. */
  void copyTo(int[] otherCells, long[] otherCounts, int at) {
    System.arraycopy(cells, 0, otherCells, at, size);
    System.arraycopy(counts, 0, otherCounts, at, size);
  }

  private void order() {
    if (isOrdered) {
      return;
    }
    long[] places = new long[size]; // the cell, then where it stands
    for (int i = 0; i < size; i++) {
      places[i] = (long) cells[i] << 32 | i;
    }
    Arrays.sort(places);
    long[] unordered = Arrays.copyOf(counts, size);
    int end = 0;
    for (long place : places) {
      int cell = (int) (place >> 32);
      long count = unordered[(int) place];
      if (end > 0 && cells[end - 1] == cell) {
        counts[end - 1] += count;
      } else {
        cells[end] = cell;
        counts[end++] = count;
      }
    }
    size = end;
    isOrdered = true;
  }
}
