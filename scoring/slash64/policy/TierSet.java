package slash64.policy;

/** Sets of tiers as bits of an int, and tiers as array positions: small and without objects. */
final class TierSet {
  static final int TIERS = Tier.values().length;

  private static final Tier[] BY_RANK = Tier.values();

  private TierSet() {}

  /** Returns 0 for the mildest tier to {@link #TIERS} - 1 for the worst. */
  @SuppressWarnings("EnumOrdinal") // Tier documents its order as the order of severity.
  static int rank(Tier tier) {
    return tier.ordinal();
  }

  static Tier ofRank(int rank) {
    return BY_RANK[rank];
  }

  static int of(Tier tier) {
    return 1 << rank(tier);
  }

  static boolean has(int set, Tier tier) {
    return (set & of(tier)) != 0;
  }

  /**
   * Returns the tier of a set that does the least harm when a filter loses the longer entries:
   * neutral, else the mildest of the harsh ones, trust last.
   */
  static Tier safest(int set) {
    int withoutTrust = set & ~of(Tier.TRUSTED);
    return withoutTrust == 0 ? Tier.TRUSTED : ofRank(Integer.numberOfTrailingZeros(withoutTrust));
  }
}
