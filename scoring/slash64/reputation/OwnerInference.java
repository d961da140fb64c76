package slash64.reputation;

/**
 * Whether the children of a prefix behave as one owner's or as many owners', by a Bayes factor: the
 * likelihood of all their evidence under one shared spam share, against each child having a share
 * of its own. Shares are drawn from Jeffreys' prior in both cases. Feed it children one by one.
 *
 * <p>Says who acts alike, not who pays: an infected network acts alike too. Allocations, where
 * known, go first.
 */
public final class OwnerInference {
  /** Natural logarithm of 20: strong evidence by Kass and Raftery (JASA 90, 1995). */
  private static final double STRONG = Math.log(20);

  private static final BetaDistribution ANY = new BetaDistribution(0.5, 0.5);

  private final double voice;
  private double spam;
  private double ham;
  private double apart;

  /**
   * @param voice messages of evidence one child may bring in, above 0: messages of one sender
   *     resemble each other
   */
  public OwnerInference(double voice) {
    if (!(voice > 0)) {
      throw new IllegalArgumentException(
          "Cannot infer owner: voice is %s (need > 0)".formatted(voice));
    }
    this.voice = voice;
  }

  /** Adds what is known of one child. */
  public void add(double childSpam, double childHam) {
    double mass = childSpam + childHam;
    double factor = mass > voice ? voice / mass : 1;
    spam += factor * childSpam;
    ham += factor * childHam;
    apart += ANY.logLikelihood(factor * childSpam, factor * childHam);
  }

  /** Returns ln of the odds, at even odds before, that the children are one owner's. */
  public double logBayesFactor() {
    return ANY.logLikelihood(spam, ham) - apart;
  }

  /** Returns whether there is strong evidence for one owner. */
  public boolean isOneOwner() {
    return logBayesFactor() > STRONG;
  }

  /** Returns whether there is strong evidence for many owners. */
  public boolean isManyOwners() {
    return logBayesFactor() < -STRONG;
  }
}
