package slash64.report;

import java.util.SortedMap;
import slash64.net.Prefix;

/**
 * The mail of a family on a square of 64 by 64 cells, each a prefix.
 *
 * @param frameHigh the first 64 bits of the prefix that the square is, for IPv4 shifted to the top
 * @param frameLength bits of it, even, 0 to 52
 * @param isIpv4 which family
 * @param cells by number along the curve, 0 to 4,095
 */
record SpaceMap(long frameHigh, int frameLength, boolean isIpv4, SortedMap<Integer, Cell> cells) {
  /** Cells a side: each is a prefix 12 bits longer than the frame. */
  static final int SIDE = 64;

  static final int CELL_BITS = 12;

  /**
   * What came from one cell.
   *
   * @param score mean of the scores of its prefixes, weighted by transactions; NaN without one
   */
  record Cell(long transactions, double score) {}

  /** Returns the prefix of a cell, or of the frame. */
  String text(int cell, int length) {
    long bits = frameHigh | (cell < 0 ? 0 : (long) cell << (64 - frameLength - CELL_BITS));
    return isIpv4
        ? Prefix.of(0, 0xffff_0000_0000L | (bits >>> 32), 96 + length).toString()
        : Prefix.of(bits, 0, length).toString();
  }

  String frame() {
    return text(-1, frameLength);
  }
}
