package slash64.maillog.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import slash64.maillog.line.LogLine;

/** Reads a line that is one object of JSON, key by key. */
final class JsonKeys {
  private static final JsonFactory JSON = new JsonFactory();

  /** Takes one key; the parser stands at its value, which is read to its end or skipped. */
  interface Taker {
    void take(String key, JsonParser json) throws IOException;
  }

  private JsonKeys() {}

  /**
   * Hands over each key in turn.
   *
   * @return whether the line is a whole object; if not, keys may have been taken all the same
   */
  static boolean read(LogLine line, Taker taker) {
    try (JsonParser json =
        JSON.createParser(line.bytes(), line.start(), line.end() - line.start())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        json.nextToken();
        taker.take(key, json);
      }
      return json.currentToken() == JsonToken.END_OBJECT;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns a value that is no object and no array, null for all else. */
  static String string(JsonParser json) throws IOException {
    if (json.currentToken().isScalarValue()) {
      return json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText();
    }
    json.skipChildren();
    return null;
  }
}
