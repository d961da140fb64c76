package slash64.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineMaskTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          from=<jane.doe@example.com>, size=12      | from=<***@example.com>, size=12
          to=<jane+tag@example.com>                 | to=<***@example.com>
          <"jane doe"@example.com> unknown          | <***@example.com> unknown
          <"a@b"@example.com> unknown               | <***@example.com> unknown
          jane@example.com                          | ***@example.com
          jane%40example.com tried                  | ***@example.com tried
          message-id=<20261101.ab@mx.example.com>   | message-id=<***@mx.example.com>
          sasl_method=PLAIN, sasl_username=jane     | sasl_method=PLAIN, sasl_username=***
          sasl_username=jane@example.com, x         | sasl_username=***@example.com, x
          user=<jane>, method=PLAIN                 | user=***>, method=PLAIN
          jörg@example.com                          | ***@example.com
          connect from mx.example.com[192.0.2.1]    | connect from mx.example.com[192.0.2.1]
          """)
  void peopleAreMaskedAndTheRestStays(String line, String masked) {
    assertThat(LineMask.mask(line)).isEqualTo(masked);
  }

  @Test
  void aLineIsCutAtOneKibibyteAndBetweenCharacters() {
    String masked = LineMask.mask("x" + "ö".repeat(5_000));

    assertThat(masked.getBytes(StandardCharsets.UTF_8)).hasSize(1023);
    assertThat(masked).isEqualTo("x" + "ö".repeat(511));
  }

  @Test
  void aNameThatTheCutGoesThroughIsMaskedToo() {
    assertThat(LineMask.mask("x".repeat(1015) + " jane.doe-smith@example.com"))
        .doesNotContain("jane")
        .hasSize(1024);
  }

  @Test
  void nothingIsNothing() {
    assertThat(LineMask.mask(null)).isNull();
    assertThat(LineMask.mask("")).isEmpty();
  }

  @Test
  void hostileLinesNeitherFailNorLeak() {
    Random random = new Random(64);
    String alphabet = "\"@<>=%40 ()[]:;,\\\ud83dab\ufffe\u0000";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder line = new StringBuilder();
      for (int n = random.nextInt(200); n > 0; n--) {
        line.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String text = line + " jane.doe@example.com";
      assertThatCode(() -> assertThat(LineMask.mask(text)).doesNotContain("jane"))
          .doesNotThrowAnyException();
    }
  }
}
