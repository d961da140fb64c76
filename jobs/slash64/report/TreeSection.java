package slash64.report;

/** The prefix tree as an icicle that zooms. */
final class TreeSection {
  private static final int MOST_BLOCKS = 1000;

  private final NightData night;

  TreeSection(NightData night) {
    this.night = night;
  }

  Markup markup() {
    return NightPage.section("tree", "Prefix tree")
        .add(
            Markup.of("p", "note")
                .text(
                    "Depth is the prefix length, width the logarithm of the transactions. Click a block to zoom in, the top row to zoom out."),
            scores(),
            Icicle.of(night.prefixes(), MOST_BLOCKS)
                .set("id", "icicle")
                .set("role", "application")
                .set("tabindex", 0)
                .set("aria-label", "Prefix tree; arrow keys move, Enter zooms in, Escape zooms out")
                .set("aria-describedby", "icicle-told"),
            Markup.of("p", "told").set("id", "icicle-told").set("aria-live", "polite"));
  }

  /** What the colours mean, for all pictures of the page. */
  static Markup scores() {
    Markup legend = Markup.of("p", "legend").text("Score ");
    String[] ranges = {"0–20", "20–40", "40–60", "60–80", "80–100"};
    for (int i = 0; i < ranges.length; i++) {
      legend.add(key("s" + i), Markup.of("span").text(ranges[i] + " "));
    }
    return legend.add(key("s9"), Markup.of("span").text("none"));
  }

  private static Markup key(String look) {
    return Markup.of("svg", "key")
        .set("viewBox", "0 0 10 10")
        .set("aria-hidden", "true")
        .add(Markup.of("rect", look).set("width", 10).set("height", 10));
  }
}
