package slash64.report;

import java.util.List;
import java.util.Locale;

/** Maps of the address space, one a family. */
final class SpaceSection {
  private final List<SpaceMap> spaces;

  SpaceSection(List<SpaceMap> spaces) {
    this.spaces = spaces;
  }

  Markup markup() {
    Markup maps = Markup.of("div", "maps");
    for (SpaceMap space : spaces) {
      int bits = space.frameLength() + SpaceMap.CELL_BITS;
      maps.add(
          Markup.of("figure")
              .add(
                  HilbertMap.of(space),
                  Markup.of("figcaption")
                      .text("%s, a cell is a /%d. ".formatted(space.frame(), bits))
                      .add(Markup.of("span", "told").set("aria-live", "polite"))));
    }
    return NightPage.section("space", "Where in the address space")
        .add(
            Markup.of("p", "note")
                .text(
                    "Along a Hilbert curve, so that neighbours stay neighbours; colour is the score, opacity the volume."),
            maps);
  }

  /**
   * Returns what the script tells of a cell: for each map {@code cells}, from the place on the
   * square ({@code 64 * row + column}) to an array of prefix, transactions, score.
   */
  static String json(List<SpaceMap> spaces) {
    StringBuilder json = new StringBuilder("[");
    for (SpaceMap space : spaces) {
      json.append(json.length() > 1 ? ",{" : "{");
      String comma = "";
      for (var cell : space.cells().entrySet()) {
        int[] at = HilbertMap.place(cell.getKey(), SpaceMap.SIDE);
        String prefix = space.text(cell.getKey(), space.frameLength() + SpaceMap.CELL_BITS);
        double score = cell.getValue().score();
        json.append(
            String.format(
                Locale.ROOT,
                "%s\"%d\":[\"%s\",%d,%s]",
                comma,
                SpaceMap.SIDE * at[1] + at[0],
                prefix,
                cell.getValue().transactions(),
                Double.isNaN(score) ? "null" : Math.round(score)));
        comma = ",";
      }
      json.append('}');
    }
    return json.append(']').toString();
  }
}
