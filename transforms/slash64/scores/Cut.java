package slash64.scores;

/**
 * How the address space is cut into tasks.
 *
 * @param partitions how many tasks, at least one
 * @param giant rows from which a subtree does not go into one of them whole
 * @param mayHoldGiants whether it is worth while to look for such subtrees
 */
public record Cut(int partitions, long giant, boolean mayHoldGiants) {
  /** A task takes some seconds over so many, and some hundred MB. */
  private static final long GIANT = 200_000;

  /** Not even an address without a past takes less in a table's files. */
  private static final int LEAST_BYTES = 5;

  /**
   * Returns the usual cut.
   *
   * @param bytes of the files that are read
   */
  public static Cut of(int partitions, long bytes) {
    return new Cut(partitions, GIANT, bytes >= GIANT * LEAST_BYTES);
  }
}
