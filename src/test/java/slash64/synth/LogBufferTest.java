package slash64.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogBufferTest {

  private static String text(Consumer<LogBuffer> writing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LogBuffer buffer = new LogBuffer(out)) {
      writing.accept(buffer);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest(name = "{0} µs is {1} s")
  @CsvSource({
    "0, 0",
    "4000, 0",
    "50000, 0.05",
    "100000, 0.1",
    "420000, 0.42",
    "999999, 0.99",
    "1000000, 1",
    "1250000, 1.2",
    "9990000, 9.9",
    "10900000, 10",
    "46621000000, 46621"
  })
  void delaysHaveTwoSignificantDigitsAsInPostfix(long micros, String delay) {
    assertThat(text(buffer -> buffer.delay(micros))).isEqualTo(delay);
  }

  @Test
  void numbersAreDecimalWithZerosWhereAskedFor() {
    assertThat(text(buffer -> buffer.number(0).character(' ').number(Long.MAX_VALUE)))
        .isEqualTo("0 9223372036854775807");
    assertThat(text(buffer -> buffer.number(7, 6).character(' ').number(1234567, 6)))
        .isEqualTo("000007 1234567");
    assertThat(text(buffer -> buffer.hundredths(-150).character(' ').hundredths(-7)))
        .isEqualTo("-1.50 -0.07");
  }

  @Test
  void nothingIsLostBetweenFlushes() {
    byte[] piece = Ascii.of("0123456789");
    StringBuilder expected = new StringBuilder();
    long[] written = new long[1];
    String text =
        text(
            buffer -> {
              for (int i = 0; i < 50_000; i++) {
                buffer.text(piece);
                expected.append("0123456789");
              }
              written[0] = buffer.written();
            });
    assertThat(text).isEqualTo(expected.toString());
    assertThat(written[0]).isEqualTo(500_000);
  }
}
