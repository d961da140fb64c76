package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

final class KeptTextsTest {
  private final KeptTexts texts = new KeptTexts(WantedColumns.ALL.texts());

  /** One client can have a server log its HELO name, or a message its DSN, as often as it likes. */
  @Test
  void textsThatAreReplacedOverAndOverTakeNoMoreRoom() {
    set(Text.SENDER, "somebody@example.com");
    LogLine line = new LogLine();
    for (int i = 0; i < 100_000; i++) {
      set(Text.HELO, "a".repeat(1 + i % 1_000));
      line.setWord(Field.DSN, "4.7.%d".formatted(i));
      texts.take(Text.STATUS_DSN, line, Field.DSN, true);
    }
    assertThat(texts.string(Text.SENDER)).isEqualTo("somebody@example.com");
    assertThat(texts.string(Text.HELO)).isEqualTo("a".repeat(1_000));
    assertThat(texts.string(Text.STATUS_DSN)).isEqualTo("4.7.99999");
    assertThat(texts.bytes()).hasSizeLessThan(5_000);
  }

  private void set(Text field, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    texts.set(field, bytes, 0, bytes.length);
  }
}
