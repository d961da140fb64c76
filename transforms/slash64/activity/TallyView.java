package slash64.activity;

/**
 * Shows tallies as columns, and remembers the last one: a prefix with one active part has the very
 * tally of that part, and comes right after it. For one thread.
 */
final class TallyView {
  private final Object[] columns = new Object[TallyColumns.COUNT];
  private Tally shown;
  private boolean hasSketches;

  /**
   * Writes the columns of a tally that will not change any more into a row, from {@code at} on.
   *
   * @param isAddress whether this is a single address, which gets no sketches
   */
  void write(Tally tally, boolean isAddress, Object[] row, int at) {
    if (tally != shown) {
      TallyColumns.write(tally, columns);
      shown = tally;
      hasSketches = false;
    }
    if (!isAddress && !hasSketches) {
      TallyColumns.writeSketches(tally, columns);
      hasSketches = true;
    }
    System.arraycopy(columns, 0, row, at, columns.length);
    for (int i = 0; isAddress && i < Distinction.COUNT; i++) {
      row[at + TallyColumns.sketchAt(i)] = null;
    }
  }
}
