package slash64.feed;

import java.util.List;
import slash64.policy.PolicyEntry;

/** Parts entries inside one prefix by the half of it that they lie in. */
final class Halves {
  private Halves() {}

  /**
   * Returns where the second half begins, by binary search; {@code to} if all lie in the first.
   *
   * @param bit the prefix's length, so that this bit of an entry tells its half
   * @param entries those from {@code from} to before {@code to} are in tree order, all longer than
   *     the prefix
   */
  static int middle(int bit, List<PolicyEntry> entries, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).prefix().bit(bit) == 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
