package slash64.scores;

/**
 * What most of a prefix's mail of a day looks like, in cells of the activity's histograms; -1 where
 * nothing is known.
 *
 * @param digest content digest
 * @param domain sender domain
 * @param helo form of the HELO name
 */
record Likeness(int digest, int domain, int helo) {
  static final Likeness NONE = new Likeness(-1, -1, -1);
}
