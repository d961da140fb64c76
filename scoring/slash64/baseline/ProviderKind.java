package slash64.baseline;

/**
 * Whose prefix it is, and what is usual there. Access networks renew the addresses of honest
 * customers every day (RFC 8981); hosters hand one machine many addresses; a mail provider's pool
 * is large, alike and clean.
 */
public enum ProviderKind {
  ACCESS(8, 0.9, 0.25),
  HOSTING(6, 0.3, 0.15),
  MAIL(24, 0.2, 0.05),
  UNKNOWN(8, 0.5, 0.15);

  private final double fresh;
  private final double freshShare;
  private final double badShare;

  ProviderKind(double fresh, double freshShare, double badShare) {
    this.fresh = fresh;
    this.freshShare = freshShare;
    this.badShare = badShare;
  }

  /** Returns new parts a day to expect of a prefix without a past. */
  double fresh() {
    return fresh;
  }

  /** Returns the share of a day's active parts that is usually new. */
  double freshShare() {
    return freshShare;
  }

  /** Returns the share of active parts that usually sends mostly bad mail. */
  double badShare() {
    return badShare;
  }
}
