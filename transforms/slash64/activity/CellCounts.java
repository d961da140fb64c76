package slash64.activity;

import java.util.Arrays;

/**
 * Counts of cells, sparse and ascending. A cell is a number from 0 to 2^21 - 1: which breakdown or
 * feature, then 16 bits within it. Merging is exact and in any order.
 */
final class CellCounts {
  private static final int[] NO_CELLS = {};
  private static final long[] NO_COUNTS = {};

  private int[] cells = NO_CELLS;
  private long[] counts = NO_COUNTS;
  private int size;

  static int cell(Breakdown breakdown, int code) {
    return breakdown.ordinal() << 16 | code;
  }

  static int cell(CellFeature feature, int code) {
    return Breakdown.values().length + feature.ordinal() << 16 | code;
  }

  int size() {
    return size;
  }

  int cellAt(int index) {
    return cells[index];
  }

  long countAt(int index) {
    return counts[index];
  }

  /** Returns the index of the first cell not below {@code cell}. */
  int indexOf(int cell) {
    int index = Arrays.binarySearch(cells, 0, size, cell);
    return index < 0 ? -index - 1 : index;
  }

  /** Adds to one cell: a search, and for a new cell a shift of those above. */
  void add(int cell, long count) {
    int index = indexOf(cell);
    if (index < size && cells[index] == cell) {
      counts[index] += count;
      return;
    }
    grow(size + 1);
    System.arraycopy(cells, index, cells, index + 1, size - index);
    System.arraycopy(counts, index, counts, index + 1, size - index);
    cells[index] = cell;
    counts[index] = count;
    size++;
  }

  /** Adds a cell above all others. */
  void append(int cell, long count) {
    grow(size + 1);
    cells[size] = cell;
    counts[size++] = count;
  }

  private void grow(int needed) {
    if (needed > cells.length) {
      int capacity = Math.max(needed, cells.length + (cells.length >> 1) + 4);
      cells = Arrays.copyOf(cells, capacity);
      counts = Arrays.copyOf(counts, capacity);
    }
  }

  /** Adds all of {@code other}, in time linear in both, or logarithmic in this for a few cells. */
  void addAll(CellCounts other) {
    int fresh = 0;
    int from = 0;
    for (int i = 0; i < other.size; i++) {
      int found = Arrays.binarySearch(cells, from, size, other.cells[i]);
      if (found >= 0) {
        counts[found] += other.counts[i];
        from = found + 1;
      } else {
        fresh++;
        from = -found - 1;
      }
    }
    if (fresh > 0) {
      insertMissing(other, fresh);
    }
  }

  /** Merges from the top down into the room made at the end; cells known already are passed by. */
  private void insertMissing(CellCounts other, int fresh) {
    grow(size + fresh);
    int mine = size - 1;
    int to = size + fresh - 1;
    size += fresh;
    for (int i = other.size - 1; i >= 0 && to > mine; i--) {
      int cell = other.cells[i];
      while (mine >= 0 && cells[mine] > cell) {
        cells[to] = cells[mine];
        counts[to--] = counts[mine--];
      }
      if (mine < 0 || cells[mine] != cell) {
        cells[to] = cell;
        counts[to--] = other.counts[i];
      }
    }
  }
}
