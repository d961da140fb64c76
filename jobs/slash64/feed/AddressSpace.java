package slash64.feed;

import java.util.List;
import slash64.net.Address;

/** Measures ranges of addresses, in addresses; as doubles, since a share is all that is asked. */
final class AddressSpace {
  private AddressSpace() {}

  static double size(List<DisjointRanges.Range> ranges) {
    return ranges.stream().mapToDouble(range -> size(range.first(), range.last())).sum();
  }

  /** Returns how much lies in one of two lists and not in the other; both are in order. */
  static double changed(List<DisjointRanges.Range> a, List<DisjointRanges.Range> b) {
    double common = 0;
    int j = 0;
    for (DisjointRanges.Range range : a) {
      while (j < b.size() && b.get(j).last().compareTo(range.first()) < 0) {
        j++;
      }
      for (int k = j; k < b.size() && b.get(k).first().compareTo(range.last()) <= 0; k++) {
        common +=
            size(later(range.first(), b.get(k).first()), earlier(range.last(), b.get(k).last()));
      }
    }
    return Math.max(0, size(a) - common) + Math.max(0, size(b) - common);
  }

  private static Address later(Address a, Address b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static Address earlier(Address a, Address b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static double size(Address first, Address last) {
    // The subtraction is done in whole numbers: the bits that two large numbers share must cancel.
    long low = last.low() - first.low();
    long borrow = Long.compareUnsigned(last.low(), first.low()) < 0 ? 1 : 0;
    long high = last.high() - first.high() - borrow;
    return unsigned(high) * 0x1p64 + unsigned(low) + 1;
  }

  private static double unsigned(long value) {
    return (value >>> 1) * 2.0 + (value & 1);
  }
}
