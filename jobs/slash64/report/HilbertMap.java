package slash64.report;

import java.util.Map;
import java.util.TreeMap;

/**
 * A map of the address space: neighbours along Hilbert's curve are neighbours on the square, so
 * that a prefix is a compact patch. Colour is the score, opacity the logarithm of the transactions.
 * One path for each pair of these keeps thousands of cells small.
 */
final class HilbertMap {
  private static final int SHADES = 4;

  private HilbertMap() {}

  /** Draws the map. */
  static Markup of(SpaceMap map) {
    long most =
        map.cells().values().stream().mapToLong(SpaceMap.Cell::transactions).max().orElse(1);
    Map<String, StringBuilder> paths = new TreeMap<>();
    map.cells()
        .forEach(
            (number, cell) -> {
              Double score = Double.isNaN(cell.score()) ? null : cell.score();
              String look = Texts.scoreClass(score) + " o" + shade(cell.transactions(), most);
              int[] at = place(number, SpaceMap.SIDE);
              paths
                  .computeIfAbsent(look, unused -> new StringBuilder())
                  .append("M%d %dh1v1h-1z".formatted(at[0], at[1]));
            });
    Markup svg =
        Markup.of("svg", "hilbert")
            .set("viewBox", "0 0 %d %d".formatted(SpaceMap.SIDE, SpaceMap.SIDE))
            .set("role", "img")
            .set(
                "aria-label",
                "Map of %s: mail came from %d of 4,096 cells"
                    .formatted(map.frame(), map.cells().size()));
    paths.forEach((look, path) -> svg.add(Markup.of("path", look).set("d", path)));
    return svg;
  }

  private static int shade(long transactions, long most) {
    double share = most > 1 ? Math.log1p((double) transactions) / Math.log1p((double) most) : 1;
    return (int) Math.min(SHADES - 1, share * SHADES);
  }

  /**
   * Returns column and row of a cell on a square of {@code side} cells (Hamilton, Compact Hilbert
   * Indices, 2006; the usual loop from the lowest pair of bits up).
   */
  static int[] place(int number, int side) {
    int x = 0;
    int y = 0;
    int rest = number;
    for (int size = 1; size < side; size *= 2) {
      int right = 1 & (rest / 2);
      int down = 1 & (rest ^ right);
      if (down == 0) {
        if (right == 1) {
          x = size - 1 - x;
          y = size - 1 - y;
        }
        int swap = x;
        x = y;
        y = swap;
      }
      x += size * right;
      y += size * down;
      rest /= 4;
    }
    return new int[] {x, y};
  }
}
