package slash64.activity;

import slash64.net.Prefix;

/**
 * A prefix and day with what it did.
 *
 * @param day days since 1970
 * @param prefix the prefix; for a rest the /64 that the summed addresses lie in
 * @param bits the level, of 128; for a rest 128
 * @param isRest whether this sums the addresses of a /64 that have no row of their own
 */
record Node(int day, Prefix prefix, int bits, boolean isRest, Tally tally, Extent extent) {

  /** How many different parts of a prefix were active. Parts are disjoint, so counts add up. */
  static final class Extent {
    long addresses;
    long subnets;
    long children;
    long badChildren;

    /** Most sessions of one client open at once; 0 where not logged. */
    int concurrent;

    /** Counts a child prefix with all that is in it. */
    void addChild(Extent child, Tally tally) {
      addresses += child.addresses;
      subnets += child.subnets;
      concurrent = Math.max(concurrent, child.concurrent);
      children++;
      badChildren += tally.get(Measure.SPAM) > tally.get(Measure.HAM) ? 1 : 0;
    }
  }
}
