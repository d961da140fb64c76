package slash64.maillog.envelope;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * Reads what programs that carry lines of files to elsewhere make of each: an object of JSON with
 * the line in {@code message} (Filebeat, Vector), {@code line} (Loki), {@code log} (Fluent Bit) or
 * {@code rawmsg} (rsyslog), header and all. What else they say, of when and where they read it, is
 * passed over.
 */
public final class ShippedReader {
  private String text;

  /**
   * Moves the line onto the text inside.
   *
   * @return whether there is one; if not, the line is refused
   */
  public boolean unwrap(LogLine line) {
    text = null;
    if (!JsonKeys.read(line, this::take) || text == null) {
      line.refuse(Refusal.BAD_JSON);
      return false;
    }
    byte[] bytes = text.stripTrailing().getBytes(StandardCharsets.UTF_8);
    line.rebase(bytes, 0, bytes.length);
    return true;
  }

  private void take(String key, JsonParser json) throws IOException {
    switch (key) {
      case "rawmsg", "message", "line", "log" -> {
        String value = JsonKeys.string(json);
        text = text == null || key.equals("rawmsg") ? value : text;
      }
      default -> json.skipChildren();
    }
  }
}
