package slash64.maillog.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import slash64.maillog.line.LogLine;

/**
 * Tells whose a JSON line is by its keys, the values being anybody's: journald's are in capitals
 * (systemd.journal-fields(7)), KumoMTA, Rspamd, Docker and shippers of lines have some that the
 * others do not use.
 */
final class JsonLines {
  /** Who writes a line. */
  enum Writer {
    JOURNALD,
    KUMOMTA,
    RSPAMD,
    DOCKER,
    SHIPPER
  }

  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> KUMOMTA =
      Set.of(
          "type",
          "sender",
          "recipient",
          "size",
          "queue",
          "site",
          "peer_address",
          "response",
          "event_time",
          "created",
          "created_time",
          "num_attempts",
          "reception_protocol",
          "delivery_protocol",
          "session_id",
          "nodeid",
          "meta",
          "headers",
          "feedback_report",
          "bounce_classification");
  private static final Set<String> RSPAMD =
      Set.of("ts", "severity", "worker_type", "module", "function");

  private static final Set<String> DOCKER = Set.of("stream", "attrs", "time");
  private static final Set<String> SHIPPERS = Set.of("message", "line", "rawmsg", "@timestamp");

  /** Docker's key, and a shipper's if nothing else of the object is Docker's. */
  private static final String LOG = "log";

  private JsonLines() {}

  /**
   * Returns the writer of the object that begins at the line's text; of what is no JSON, or
   * nobody's, journald, whose reader then refuses it.
   */
  static Writer of(LogLine line) {
    byte[] b = line.bytes();
    int at = line.text() + 1;
    while (at < line.end() && b[at] == ' ') {
      at++;
    }
    byte first = at + 1 < line.end() ? b[at + 1] : 0;
    boolean isCapital = first == '_' || first >= 'A' && first < 'a';
    return isCapital ? Writer.JOURNALD : byKeys(line);
  }

  private static Writer byKeys(LogLine line) {
    boolean hasLog = false;
    try (JsonParser json = JSON.createParser(line.bytes(), line.text(), line.end() - line.text())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        if (KUMOMTA.contains(key)) {
          return Writer.KUMOMTA;
        }
        if (RSPAMD.contains(key)) {
          return Writer.RSPAMD;
        }
        if (DOCKER.contains(key)) {
          return Writer.DOCKER;
        }
        if (SHIPPERS.contains(key)) {
          return Writer.SHIPPER;
        }
        hasLog |= key.equals(LOG);
        if (key.startsWith("_") || key.equals("MESSAGE")) {
          return Writer.JOURNALD;
        }
        json.nextToken();
        json.skipChildren();
      }
    } catch (IOException e) {
      return Writer.JOURNALD;
    }
    return hasLog ? Writer.SHIPPER : Writer.JOURNALD;
  }
}
