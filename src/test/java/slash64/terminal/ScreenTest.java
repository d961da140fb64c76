package slash64.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
  @ParameterizedTest(name = "terminal {0}, told {1}, {2}={3}")
  @CsvSource(
      textBlock =
          """
          # terminal, told, variable, value,  columns, coloured
          true,        132, TERM,     xterm,  132,     true
          true,        132, NO_COLOR, 1,      132,     false
          true,        132, NO_COLOR, '',     132,     true
          true,        132, TERM,     dumb,   132,     false
          true,           , COLUMNS,  120,    120,     true
          true,           , COLUMNS,  wide,   80,      true
          true,          7, TERM,     xterm,  40,      true
          false,       132, TERM,     xterm,  80,      false
          false,       132, COLUMNS,  200,    200,     false
          """)
  void colourIsForTerminalsThatWantItAndTheWidthIsTold(
      boolean isTerminal,
      String told,
      String variable,
      String value,
      int columns,
      boolean isColoured) {
    assertThat(Screen.of(isTerminal, told, Map.of(variable, value)))
        .isEqualTo(new Screen(columns, isColoured));
  }

  @Test
  void textIsWrappedBetweenWordsAndAWordThatIsTooLongStaysWhole() {
    String word = "w".repeat(50);

    assertThat(Screen.plain(40).wrapped("one two " + word + " three", 2, 4))
        .isEqualTo("  one two\n    " + word + "\n    three");
    assertThat(Screen.plain(40).wrapped("a".repeat(19) + " " + "b".repeat(20), 0, 4)).hasSize(40);
    assertThat(Screen.plain(40).wrapped("a".repeat(19) + " " + "b".repeat(20), 1, 4))
        .contains("\n");
  }

  @Test
  void nothingThatMovesTheCursorOrTurnsTheLineGetsThrough() {
    assertThat(Screen.printable("a\u001b[2J\r\n\u202eb\u2028c")).isEqualTo("a�[2J���b�c");
    assertThat(new TextTable(Screen.plain(80), 1).columns("l").row().cell("\u001b[31mred\n").text())
        .isEqualTo(" �[31mred�\n");
  }

  @Test
  void aTableIsAlignedAlsoWhereCellsAreColoured() {
    Screen screen = new Screen(80, true);

    assertThat(
            new TextTable(screen, 2)
                .columns("lrl")
                .heading("prefix", "mail", "tier")
                .row()
                .cell("2001:db8::/32")
                .cell(1204)
                .cell("reject", Ink.BAD)
                .row()
                .cell("::/0")
                .cell(7)
                .cell("")
                .text()
                .replaceAll("\u001b\\[\\d*m", ""))
        .isEqualTo(
            """
              prefix          mail  tier
              2001:db8::/32  1,204  reject
              ::/0               7
            """);
    assertThat(screen.ink(Ink.BAD, "x")).isEqualTo("\u001b[31mx\u001b[0m");
    assertThat(Screen.plain(80).ink(Ink.BAD, "x")).isEqualTo("x");
  }

  @ParameterizedTest(name = "{0} of {1} columns")
  @CsvSource(
      textBlock =
          """
          0,     4, ''
          0.001, 4, ▏
          0.25,  4, █
          0.5,   1, ▌
          0.66,  4, ██▋
          1,     4, ████
          7,     4, ████
          """)
  void aBarIsAsLongAsItsShare(double share, int columns, String bar) {
    assertThat(Bars.bar(share, columns)).isEqualTo(bar);
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource(textBlock = "0, 9, ·\n1, 10000, ▁\n1, 4, ▄\n9, 9, █\n99, 9, █")
  void aHeightIsTheRootOfItsShare(double value, double most, String height) {
    assertThat(Bars.height(value, most)).isEqualTo(height);
  }
}
