package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionsTest {
  @ParameterizedTest(name = "{1} bytes on {0} processors are {2} parts")
  @CsvSource(
      textBlock =
          """
          # least,        bytes, parts
          2,                 0,     2
          2,         134217728,     2
          2,         134217729,     3
          8,         134217729,     8
          2,    10000000000000, 149012
          """)
  void partsGrowWithTheFiles(int least, long bytes, int parts) {
    assertThat(Partitions.of(least, bytes)).isEqualTo(parts);
  }
}
