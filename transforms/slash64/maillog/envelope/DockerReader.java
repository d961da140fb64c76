package slash64.maillog.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * Reads the files of Docker's logging driver {@code json-file}: {@code {"log":"text\n",
 * "stream":"stdout","time":"2026-11-03T08:05:01.123456789Z"}}. The line is moved onto what
 * Kubernetes' runtime would have written for the same, which {@link EnvelopeReader} knows: {@code
 * TIME stdout F text}. Of a line beyond 16 KiB Docker makes several, of which only the last ends in
 * a line feed.
 */
public final class DockerReader {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Moves the line onto the text inside.
   *
   * @return whether there is one; if not, the line is refused
   */
  public boolean unwrap(LogLine line) {
    String text = null;
    String stream = null;
    String time = null;
    try (JsonParser json =
        JSON.createParser(line.bytes(), line.start(), line.end() - line.start())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        json.nextToken();
        switch (key) {
          case "log" -> text = JournalReader.string(json);
          case "stream" -> stream = JournalReader.string(json);
          case "time" -> time = JournalReader.string(json);
          default -> json.skipChildren();
        }
      }
      if (json.currentToken() != JsonToken.END_OBJECT) {
        text = null;
      }
    } catch (IOException e) {
      text = null;
    }
    if (text == null || stream == null || time == null) {
      line.refuse(Refusal.BAD_JSON);
      return false;
    }
    boolean isWhole = text.endsWith("\n"); // or \r\n, of a terminal
    String asKubernetes =
        "%s %s %s %s"
            .formatted(time, stream, isWhole ? "F" : "P", isWhole ? text.stripTrailing() : text);
    byte[] bytes = asKubernetes.getBytes(StandardCharsets.UTF_8);
    line.rebase(bytes, 0, bytes.length);
    return true;
  }
}
