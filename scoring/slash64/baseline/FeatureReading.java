package slash64.baseline;

/**
 * One feature of a day against the usual mix.
 *
 * @param ratio G divided by its degrees of freedom; about 1 if days differed by chance only
 * @param exposure n m / (n + m) messages of the day and the mix: by how much of them one unit of
 *     intra-day correlation raises the ratio
 * @param relative the ratio over what is usual for this prefix, or its level while it is new
 * @param degrees cells compared, less one; 0 when nothing could be compared
 * @param moved share of the day's mail that would have to change cells to look like the mix, 0 to 1
 * @param isUnseen whether no ordinary day of late was nearly as far from the mix
 * @param logP log p of the ratio; NaN while the mix is too young to judge by
 */
record FeatureReading(
    double ratio,
    double exposure,
    double relative,
    int degrees,
    double moved,
    boolean isUnseen,
    double logP) {

  static final FeatureReading NONE = new FeatureReading(0, 0, 0, 0, 0, false, Double.NaN);

  boolean isRead() {
    return degrees > 0;
  }

  /** Returns the intra-day correlation this day alone would suggest, at least 0. */
  double correlation() {
    return Math.max(0, (ratio - 1) / exposure);
  }

  /** Returns whether so much of the mail is other mail, beyond doubt and beyond all custom. */
  boolean isMoved(double share, double logLimit) {
    return isUnseen && moved >= share && logP <= logLimit;
  }
}
