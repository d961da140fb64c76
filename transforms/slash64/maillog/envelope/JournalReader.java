package slash64.maillog.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * Reads {@code journalctl -o json}: one object a line, all values strings, null, or arrays of byte
 * numbers where the text is no UTF-8 (systemd.journal-fields(7)). The text of the message is
 * unpacked and the line moved onto it.
 */
final class JournalReader {
  private String time;
  private String sourceTime;
  private String host;
  private String program;
  private String syslogPid;
  private String pid;
  private byte[] message;

  boolean read(LogLine line) {
    time = null;
    sourceTime = null;
    host = null;
    program = null;
    syslogPid = null;
    pid = null;
    message = null;
    boolean isWhole = JsonKeys.read(line, this::take);
    if (!isWhole || program == null || (time == null && sourceTime == null)) {
      line.refuse(Refusal.BAD_JSON);
      return false;
    }
    return fill(line);
  }

  private void take(String key, JsonParser json) throws IOException {
    switch (key) {
      case "__REALTIME_TIMESTAMP" -> time = JsonKeys.string(json);
      case "_SOURCE_REALTIME_TIMESTAMP" -> sourceTime = JsonKeys.string(json);
      case "_HOSTNAME" -> host = JsonKeys.string(json);
      case "SYSLOG_IDENTIFIER" -> program = JsonKeys.string(json);
      case "SYSLOG_PID" -> syslogPid = JsonKeys.string(json);
      case "_PID" -> pid = JsonKeys.string(json);
      case "MESSAGE" -> message = bytes(json);
      default -> json.skipChildren();
    }
  }

  private static byte[] bytes(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      String text = JsonKeys.string(json);
      return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] first = null; // a key given twice makes an array of values: the first one counts
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        out.write(json.getIntValue());
      } else if (first == null && json.currentToken() == JsonToken.VALUE_STRING) {
        first = json.getText().getBytes(StandardCharsets.UTF_8);
      } else {
        json.skipChildren();
      }
    }
    return first != null ? first : out.toByteArray();
  }

  private boolean fill(LogLine line) {
    String stamp = sourceTime != null ? sourceTime : time;
    byte[] digits = Bytes.of(stamp);
    long micros = Bytes.number(digits, 0, digits.length, -1);
    if (micros < 0) {
      line.refuse(Refusal.BAD_STAMP);
      return false;
    }
    line.setWord(Field.TIMESTAMP, stamp);
    line.setTime(micros, false);
    if (host != null) {
      line.setWord(Field.HOST, host);
    }
    line.setWord(Field.PROGRAM, program);
    String id = syslogPid != null ? syslogPid : pid;
    if (id != null && id.length() <= 9) {
      byte[] idDigits = id.getBytes(StandardCharsets.UTF_8);
      line.setPid((int) Bytes.number(idDigits, 0, idDigits.length, -1));
    }
    if (message == null) { // longer than 4096 bytes without --all: the journal gave null
      line.setEvent(Event.NOTHING);
      line.refuse(Refusal.CUT);
      return false;
    }
    line.rebase(message, 0, message.length);
    return true;
  }
}
