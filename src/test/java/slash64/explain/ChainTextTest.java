package slash64.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.net.Prefix;

class ChainTextTest {
  @ParameterizedTest(name = "{0} came, {1} expected, p of volume {2}, of content {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          120 |     |       |       | no past
          120 | 60  |       |       | 2.0 x usual
          120 | 60  | 0.4   | 0.2   | 2.0 x usual
          120 | 10  | 1e-9  |       | 12.0 x usual, p 1e-9
          120 |     | 1e-9  |       | 120, none usual, p 1e-9
          120 | 100 | 0.4   | 2e-5  | content p 2e-5
          120 | 0.6 | 1e-12 | 1e-4  | 200 x usual, p 1e-12; content p 1e-4
          120 | 0.6 | 1e-300 |      | 200 x usual, p < 1e-99
          """)
  void aDeviationIsToldWithItsProbabilityIfItIsOdd(
      long came, Double expected, Double volume, Double content, String text) {
    PrefixReading reading =
        new PrefixReading(
            Prefix.parse("2001:db8::/32"),
            true,
            came,
            0,
            0,
            0,
            50.0,
            0.1,
            0.9,
            0.5,
            1,
            1,
            null,
            null,
            null,
            null,
            expected,
            volume == null ? null : Math.log(volume),
            content == null ? null : Math.log(content));

    assertThat(ChainText.deviation(reading)).isEqualTo(text);
  }
}
