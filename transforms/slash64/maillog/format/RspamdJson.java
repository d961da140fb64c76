package slash64.maillog.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * Rspamd's lines with {@code log_json}: an object with {@code ts} (seconds since 1970), {@code
 * pid}, {@code function} and {@code message}, which holds what a plain line holds after its
 * function's name. Not for use by several threads.
 */
final class RspamdJson {
  private static final String TASK = "rspamd_task_write_log";
  private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

  private final JsonFactory factory = new JsonFactory();
  private final RspamdFormat tasks;

  private String seconds;
  private String pid;
  private String worker;
  private String module;
  private String function;
  private String message;

  RspamdJson(RspamdFormat tasks) {
    this.tasks = tasks;
  }

  /** Reads the object that begins at the line's text; a time from a header before it stays. */
  void read(LogLine line) {
    seconds = null;
    pid = null;
    worker = null;
    module = null;
    function = null;
    message = null;
    int from = line.text();
    try (JsonParser json = factory.createParser(line.bytes(), from, line.end() - from)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        take(json.currentName(), json);
      }
      if (json.currentToken() != JsonToken.END_OBJECT) {
        line.refuse(Refusal.BAD_JSON);
        return;
      }
    } catch (IOException e) {
      line.refuse(Refusal.BAD_JSON);
      return;
    }
    if (!line.hasTime() && !time(line)) {
      line.refuse(Refusal.BAD_STAMP);
      return;
    }
    if (!line.has(Field.PROGRAM)) {
      line.setWord(Field.PROGRAM, "rspamd");
    }
    if (pid != null && pid.length() <= 9) {
      byte[] digits = pid.getBytes(StandardCharsets.UTF_8);
      line.setPid((int) Bytes.number(digits, 0, digits.length, -1));
    }
    boolean isOfController = "controller".equals(worker) || RspamdFormat.isOfController(module);
    if (!TASK.equals(function) || message == null || isOfController) {
      line.setEvent(Event.NOTHING);
      return;
    }
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    line.rebase(text, 0, text.length);
    tasks.readTask(line, 0);
  }

  private void take(String key, JsonParser json) throws IOException {
    JsonToken value = json.nextToken();
    if (value == null || value.isStructStart()) {
      json.skipChildren();
      return;
    }
    String text = value == JsonToken.VALUE_NULL ? null : json.getText();
    switch (key) {
      case "ts" -> seconds = text;
      case "pid" -> pid = text;
      case "worker_type" -> worker = text;
      case "module" -> module = text;
      case "function" -> function = text;
      case "message" -> message = text;
      default -> {}
    }
  }

  private boolean time(LogLine line) {
    if (seconds == null || seconds.length() > 24) {
      return false;
    }
    try {
      BigDecimal value = new BigDecimal(seconds);
      if (Math.abs(value.scale()) > seconds.length()) {
        return false; // 1e9999999 would be written out
      }
      BigDecimal micros = value.multiply(MICROS);
      line.setWord(Field.TIMESTAMP, seconds);
      line.setTime(micros.setScale(0, RoundingMode.FLOOR).longValueExact(), false);
      return true;
    } catch (ArithmeticException | NumberFormatException e) {
      return false;
    }
  }
}
