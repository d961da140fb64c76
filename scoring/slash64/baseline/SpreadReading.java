package slash64.baseline;

import slash64.stats.BenjaminiHochberg;

/**
 * How a day's mail was spread over the parts of a prefix.
 *
 * @param expectedFresh new parts that were to be expected
 * @param freshLogP log p of so many new parts
 * @param badLogP log p of so many bad parts, given what is usual of any prefix
 * @param badLower lower bound of the share of parts that are bad, at 99 %
 */
record SpreadReading(double expectedFresh, double freshLogP, double badLogP, double badLower) {

  static final SpreadReading NONE = new SpreadReading(0, Double.NaN, Double.NaN, 0);

  /** Returns the log p that nothing is unusual about the spread; NaN when not tested. */
  double logP() {
    return BenjaminiHochberg.logSimes(new double[] {freshLogP, badLogP});
  }
}
