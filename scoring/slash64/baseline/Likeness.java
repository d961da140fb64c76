package slash64.baseline;

/**
 * What most of a prefix's mail of a day looks like, in cells of its histograms; -1 where nothing is
 * known.
 *
 * @param digest content digest
 * @param domain sender domain
 * @param helo form of the HELO name
 */
public record Likeness(int digest, int domain, int helo) {
  public static final Likeness NONE = new Likeness(-1, -1, -1);

  /** Returns the fullest cells of a day's content. */
  public static Likeness of(Histograms content) {
    return new Likeness(
        content.fullest(Feature.DIGEST),
        content.fullest(Feature.SENDER_DOMAIN),
        content.fullest(Feature.HELO_SHAPE));
  }
}
