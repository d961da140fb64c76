package slash64.maillog.envelope;

import com.fasterxml.jackson.core.JsonParser;
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
  private String text;
  private String stream;
  private String time;

  /**
   * Moves the line onto the text inside.
   *
   * @return whether there is one; if not, the line is refused
   */
  public boolean unwrap(LogLine line) {
    text = null;
    stream = null;
    time = null;
    boolean isWhole = JsonKeys.read(line, this::take);
    if (!isWhole || text == null || stream == null || time == null) {
      line.refuse(Refusal.BAD_JSON);
      return false;
    }
    boolean isEnded = text.endsWith("\n"); // or \r\n, of a terminal
    String asKubernetes =
        "%s %s %s %s"
            .formatted(time, stream, isEnded ? "F" : "P", isEnded ? text.stripTrailing() : text);
    byte[] bytes = asKubernetes.getBytes(StandardCharsets.UTF_8);
    line.rebase(bytes, 0, bytes.length);
    return true;
  }

  private void take(String key, JsonParser json) throws IOException {
    switch (key) {
      case "log" -> text = JsonKeys.string(json);
      case "stream" -> stream = JsonKeys.string(json);
      case "time" -> time = JsonKeys.string(json);
      default -> json.skipChildren();
    }
  }
}
