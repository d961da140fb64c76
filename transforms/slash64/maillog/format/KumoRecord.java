package slash64.maillog.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;

/** The keys of one KumoMTA log record that we use; null, 0 or false where a record lacks them. */
final class KumoRecord {
  private final boolean isContentWanted;

  String type;
  String id;
  String sender;

  /** An address, or several in angle brackets with commas between. */
  String recipient;

  int recipients;
  long size;
  String peerName;
  String peerAddress;
  int code;
  String enhancedCode;
  String content;
  String command;
  String eventTime;
  String timestamp;
  String reception;
  String session;
  String tlsVersion;
  String tlsCipher;
  String node;
  String messageId;
  String user;

  private KumoRecord(boolean isContentWanted) {
    this.isContentWanted = isContentWanted;
  }

  /**
   * Reads one object; what it does not know, it skips.
   *
   * @param isContentWanted whether the words of a reply are read, the longest text of most records
   */
  static KumoRecord read(JsonParser json, boolean isContentWanted) throws IOException {
    KumoRecord record = new KumoRecord(isContentWanted);
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("no object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      record.take(key, json);
    }
    if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
      throw new IOException("no single object");
    }
    return record;
  }

  private void take(String key, JsonParser json) throws IOException {
    switch (key) {
      case "type" -> type = text(json);
      case "id" -> id = text(json);
      case "sender" -> sender = text(json);
      case "recipient" -> recipients(json);
      case "size" -> size = number(json);
      case "peer_address" -> peer(json);
      case "response" -> response(json);
      case "event_time" -> eventTime = text(json);
      case "timestamp" -> timestamp = json.currentToken().isNumeric() ? json.getText() : text(json);
      case "reception_protocol" -> reception = text(json);
      case "session_id" -> session = text(json);
      case "tls_protocol_version" -> tlsVersion = text(json);
      case "tls_cipher" -> tlsCipher = text(json);
      case "nodeid" -> node = text(json);
      case "headers" -> headers(json);
      case "meta" -> meta(json);
      default -> json.skipChildren();
    }
  }

  /** One recipient, or since 2025.12 a list; several are put down as {@code <a>,<b>}. */
  private void recipients(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      recipient = text(json);
      recipients = 1;
      return;
    }
    StringBuilder list = new StringBuilder();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      recipient = text(json);
      list.append(recipients == 0 ? "<" : ",<").append(recipient).append('>');
      recipients++;
    }
    recipient = recipients > 1 ? list.toString() : recipient;
  }

  private void peer(JsonParser json) throws IOException {
    object(
        json,
        key -> {
          switch (key) {
            case "name" -> peerName = text(json);
            case "addr" -> peerAddress = text(json);
            default -> json.skipChildren();
          }
        });
  }

  private void response(JsonParser json) throws IOException {
    object(
        json,
        key -> {
          switch (key) {
            case "code" -> code = (int) number(json);
            case "enhanced_code" -> enhanced(json);
            case "content" -> content = isContentWanted ? text(json) : skip(json);
            case "command" -> command = text(json);
            default -> json.skipChildren();
          }
        });
  }

  private void enhanced(JsonParser json) throws IOException {
    long[] parts = {-1, -1, -1};
    object(
        json,
        key -> {
          switch (key) {
            case "class" -> parts[0] = number(json);
            case "subject" -> parts[1] = number(json);
            case "detail" -> parts[2] = number(json);
            default -> json.skipChildren();
          }
        });
    if (parts[0] >= 0 && parts[1] >= 0 && parts[2] >= 0) {
      enhancedCode = parts[0] + "." + parts[1] + "." + parts[2];
    }
  }

  private void headers(JsonParser json) throws IOException {
    object(
        json,
        key -> {
          if (key.toLowerCase(Locale.ROOT).equals("message-id")) {
            messageId = text(json);
          } else {
            json.skipChildren();
          }
        });
  }

  /** The server's own notes on a message; authn_id is who logged in. */
  private void meta(JsonParser json) throws IOException {
    object(
        json,
        key -> {
          if (key.equals("authn_id")) {
            user = text(json);
          } else {
            json.skipChildren();
          }
        });
  }

  @FunctionalInterface
  private interface Keys {
    void take(String key) throws IOException;
  }

  private static void object(JsonParser json, Keys keys) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      keys.take(key);
    }
  }

  private static String skip(JsonParser json) throws IOException {
    json.skipChildren();
    return null;
  }

  private static String text(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    json.skipChildren();
    return null;
  }

  private static long number(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return json.getLongValue();
    }
    json.skipChildren();
    return 0;
  }
}
