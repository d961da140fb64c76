package slash64.parse;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.net.Address;

/**
 * Writes how a line was read as one JSON object: {@code line}, {@code parsed}, {@code reason}, then
 * the fields the line has, in the order of DESIGN's list.
 */
final class LineJson {
  private static final Set<Field> NUMBERS =
      EnumSet.of(Field.SIZE, Field.NRCPT, Field.REJECT_CODE, Field.DELAY, Field.SCORE);

  private LineJson() {}

  static void write(JsonGenerator json, LogLine line, long number) throws IOException {
    json.writeStartObject();
    json.writeNumberField("line", number);
    json.writeBooleanField("parsed", line.refusal() == null);
    json.writeStringField("reason", line.refusal() == null ? null : line.refusal().words());
    for (int i = 0; i < Field.PRINTED; i++) {
      Field field = Field.values()[i];
      write(json, line, field);
      if (field == Field.TIMESTAMP && line.hasTime()) {
        json.writeStringField(
            "time", Instant.EPOCH.plus(line.micros(), ChronoUnit.MICROS).toString());
        if (line.timeAmbiguous()) {
          json.writeBooleanField("is_time_ambiguous", true);
        }
      } else if (field == Field.PROGRAM && line.pid() >= 0) {
        json.writeNumberField("pid", line.pid());
      } else if (field == Field.CLIENT_NAME && line.hasClient()) {
        json.writeStringField(
            "client_ip", new Address(line.clientHigh(), line.clientLow()).toString());
      }
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, LogLine line, Field field) throws IOException {
    String text = line.shown(field);
    if (text == null) {
      return;
    }
    if (field == Field.SYMBOLS) {
      json.writeArrayFieldStart(field.key());
      for (String symbol : SymbolNames.of(text)) {
        json.writeString(symbol);
      }
      json.writeEndArray();
    } else if (NUMBERS.contains(field) && isNumber(text)) {
      json.writeFieldName(field.key());
      json.writeNumber(text);
    } else {
      json.writeStringField(field.key(), text);
    }
  }

  /**
   * Whether JSON would take the text as a number, so that what a log says is kept digit by digit.
   */
  private static boolean isNumber(String text) {
    return text.matches("-?(0|[1-9]\\d{0,17})(\\.\\d{1,9})?");
  }
}
