package slash64.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PseudonymKeyTest {

  /** RFC 4231, 4.2, 4.4 and 4.6 (which itself keeps 128 bits): key, data, HMAC-SHA-256. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      textBlock =
          """
          0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, Hi There, b0344c61d8db38535ca8afceaf0bf12b
          0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c, Test With Truncation, a3b6167473100ee06e0c796c2955552b
          """)
  void pseudonymsAreTheFirst128BitsOfHmacSha256(String key, String name, String pseudonym) {
    assertThat(PseudonymKey.of(HexFormat.of().parseHex(key)).pseudonym(name)).isEqualTo(pseudonym);
  }

  @Test
  void nobodyHasNoPseudonym() {
    assertThat(PseudonymKey.of(new byte[32]).pseudonym(null)).isNull();
  }

  @Test
  void anotherKeyGivesAnotherPseudonym() {
    byte[] other = new byte[32];
    other[31] = 1;

    assertThat(PseudonymKey.of(other).pseudonym("jane@example.com"))
        .isNotEqualTo(PseudonymKey.of(new byte[32]).pseudonym("jane@example.com"));
  }

  @Test
  void aShortKeyIsRefusedWithoutShowingIt() {
    assertThatThrownBy(
            () -> PseudonymKey.of("secret".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot use this key for pseudonyms: it has 6 bytes, need at least 16. Make one with: head -c 32 /dev/urandom | base64");
  }

  @Test
  void aKeyDoesNotPrintItself() {
    assertThat(PseudonymKey.of(new byte[32])).hasToString("PseudonymKey[hidden]");
  }
}
