package slash64.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import slash64.net.Prefix;

/** The pictures, as text. */
class PicturesTest {
  private static final LocalDate DAY = SampleNight.DAY;

  @Test
  void anAlertsPictureHasBandLineExpectationAndToday() {
    TreeMap<LocalDate, Long> days =
        new TreeMap<>(Map.of(DAY.minusDays(2), 25L, DAY.minusDays(1), 25L, DAY, 100L));
    assertThat(BandChart.of(days, 25.0))
        .hasToString(
            "<svg class=\"band\" viewBox=\"0 0 240 56\" role=\"img\" aria-label=\"100 transactions"
                + " on 2026-11-21; on most of the 2 days before 25 to 25\">"
                + "<rect class=\"usual\" x=\"0\" y=\"27\" width=\"240\" height=\"2\"></rect>"
                + "<polyline class=\"line\" points=\"218.57,28 226.79,28 235,5\"></polyline>"
                + "<line class=\"expected\" x1=\"225\" x2=\"240\" y1=\"28\" y2=\"28\"></line>"
                + "<circle class=\"today\" cx=\"235\" cy=\"5\" r=\"4\"></circle></svg>");
  }

  @Test
  void aPrefixWithoutPastHasOnlyToday() {
    assertThat(BandChart.of(new TreeMap<>(Map.of(DAY, 7L)), null).toString())
        .contains("7 transactions on 2026-11-21, no earlier day", "<circle")
        .doesNotContain("<rect", "<polyline", "<line");
  }

  @Test
  void aTrendRunsFromZeroToItsGreatestValue() {
    assertThat(TrendLine.of("Alerts", List.of(0.0, 10.0, 5.0)).toString())
        .contains("aria-label=\"Alerts over 3 nights: last 5.00, most 10.0\"")
        .contains("points=\"4,44 120,4 236,24\"");
  }

  @Test
  void aFlatTrendOfNothingStaysOnTheGround() {
    assertThat(TrendLine.of("Alerts", List.of(0.0)).toString()).contains("points=\"236,44\"");
  }

  @Test
  void theTreeNestsEachPrefixInItsParent() {
    List<PrefixRow> rows =
        List.of(
            row("192.0.2.0/24", 10, 95.0),
            row("2001:db8::/32", 1000, null),
            row("2001:db8:1::/48", 900, 3.0),
            row("2001:db8:1:2::/64", 900, 3.0),
            row("2001:db8:2::/48", 60, 55.0));
    String svg = Icicle.of(rows, 100).toString();

    assertThat(titles(svg))
        .containsExactly(
            "0 all mail: 1,010 transactions",
            "1 IPv6: 1,000 transactions",
            "2 2001:db8::/32: 1,000 transactions",
            "3 2001:db8:1::/48: 900 transactions, score 3",
            "4 2001:db8:1:2::/64: 900 transactions, score 3",
            "3 2001:db8:2::/48: 60 transactions, score 55",
            "3 others in 2001:db8::/32: 40 transactions",
            "1 IPv4: 10 transactions",
            "2 192.0.2.0/24: 10 transactions, score 95");
    assertThat(svg).contains("class=\"s0\"", "class=\"s2\"", "class=\"s4\"", "class=\"s9\"");
  }

  @Test
  void blocksOfTheTreeLieWithinTheirParentAndBesideEachOther() {
    String svg = Icicle.of(SampleNight.tree(800), 600).toString();
    Matcher block =
        Pattern.compile("data-a=\"([0-9.]+)\" data-b=\"([0-9.]+)\" data-d=\"(\\d)\"").matcher(svg);
    double[] end = new double[8]; // where the last block of each depth ended
    double[] begin = new double[8];
    int blocks = 0;
    while (block.find()) {
      int depth = Integer.parseInt(block.group(3));
      double from = Double.parseDouble(block.group(1));
      double to = Double.parseDouble(block.group(2));
      assertThat(to).isGreaterThanOrEqualTo(from);
      if (depth > 0) {
        assertThat(from).isBetween(begin[depth - 1] - 1e-5, end[depth - 1] + 1e-5);
        assertThat(to).isLessThanOrEqualTo(end[depth - 1] + 1e-5);
        assertThat(from).isGreaterThanOrEqualTo(end[depth] - 1e-5);
      }
      begin[depth] = from;
      end[depth] = to;
      blocks++;
    }
    assertThat(blocks).isBetween(300, 600);
  }

  @Test
  void neighboursOnTheCurveAreNeighboursOnTheMap() {
    Set<Integer> seen = new HashSet<>();
    int[] before = HilbertMap.place(0, 64);
    seen.add(64 * before[1] + before[0]);
    for (int i = 1; i < 4096; i++) {
      int[] at = HilbertMap.place(i, 64);
      assertThat(Math.abs(at[0] - before[0]) + Math.abs(at[1] - before[1])).isEqualTo(1);
      seen.add(64 * at[1] + at[0]);
      before = at;
    }
    assertThat(seen).hasSize(4096);
  }

  @Test
  void theMapPaintsACellByScoreAndVolume() {
    TreeMap<Integer, SpaceMap.Cell> cells = new TreeMap<>();
    cells.put(0, new SpaceMap.Cell(1_000_000, 5));
    cells.put(4095, new SpaceMap.Cell(1, 99));
    SpaceMap map = new SpaceMap(0x2001_0db8_0000_0000L, 32, false, cells);
    assertThat(map.frame()).isEqualTo("2001:db8::/32");
    assertThat(map.text(4095, 44)).isEqualTo("2001:db8:fff0::/44");
    assertThat(HilbertMap.of(map).toString())
        .contains("<path class=\"s0 o3\" d=\"M0 0h1v1h-1z\">")
        .contains("<path class=\"s4 o0\" d=\"M63 0h1v1h-1z\">")
        .contains("Map of 2001:db8::/32: mail came from 2 of 4,096 cells");
  }

  @Test
  void ipv4CellsReadAsIpv4() {
    SpaceMap map = new SpaceMap(0, 0, true, new TreeMap<>());
    assertThat(map.frame()).isEqualTo("0.0.0.0/0");
    assertThat(map.text(0xc00, 12)).isEqualTo("192.0.0.0/12");
  }

  private static PrefixRow row(String prefix, long transactions, Double score) {
    return new PrefixRow(Prefix.parse(prefix), transactions, 0, 0, 1, score, null);
  }

  private static List<String> titles(String svg) {
    return Pattern.compile("data-d=\"(\\d)\".*?<title>(.*?)</title>")
        .matcher(svg)
        .results()
        .map(found -> found.group(1) + " " + found.group(2))
        .toList();
  }
}
