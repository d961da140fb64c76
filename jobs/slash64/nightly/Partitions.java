package slash64.nightly;

/**
 * How many parts a night's work is cut into: enough to keep all processors busy and memory small.
 */
final class Partitions {
  /**
   * Bytes of table files that one part works through: some 600,000 messages, or 200,000 prefixes
   * with their past. Sorting so many takes a few hundred MB, and the files written are of a size
   * that reads well.
   */
  private static final long BYTES = 64L << 20;

  private Partitions() {}

  /**
   * Returns how many.
   *
   * @param least at least so many, so that no processor idles
   * @param bytes of the files that are read, at least 0
   */
  static int of(int least, long bytes) {
    return (int) Math.max(least, Math.min(Integer.MAX_VALUE, (bytes + BYTES - 1) / BYTES));
  }
}
