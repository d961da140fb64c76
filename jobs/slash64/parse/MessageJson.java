package slash64.parse;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import slash64.maillog.message.MessageColumns;
import slash64.maillog.message.OpenMessage;
import slash64.net.Address;
import slash64.net.Prefix;

/** Writes a joined message as one JSON object: the columns of MessageRows that it has. */
final class MessageJson {
  private MessageJson() {}

  static void write(JsonGenerator json, OpenMessage message) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < MessageColumns.count(); i++) {
      MessageColumns.Column column = MessageColumns.at(i);
      if (column.isPresent(message) && !column.name().startsWith("client_hi")) {
        write(json, column, message);
      }
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, MessageColumns.Column column, OpenMessage message)
      throws IOException {
    String name = column.name();
    switch (column.type()) {
      case TEXT -> {
        int from = message.from(column.text());
        json.writeStringField(
            name,
            new String(
                message.text(), from, message.to(column.text()) - from, StandardCharsets.UTF_8));
      }
      case WORD -> json.writeStringField(name, column.word(message));
      case BOOLEAN -> json.writeBooleanField(name, column.number(message) != 0);
      case INT -> {
        if (name.equals("client_bits")) {
          json.writeStringField("client_network", network(column, message));
        } else {
          json.writeNumberField(name, column.number(message));
        }
      }
      case LONG -> {
        if (name.endsWith("time")) {
          Instant time = Instant.EPOCH.plus(column.number(message), ChronoUnit.MICROS);
          json.writeStringField(name, time.toString());
        } else if (!name.equals("client_low")) {
          json.writeNumberField(name, column.number(message));
        }
      }
      case DOUBLE -> json.writeNumberField(name, message.score());
      case ADDRESS ->
          json.writeStringField(
              name, new Address(message.clientHigh(), message.clientLow()).toString());
      case HASHES -> {} // numbers that mean nothing to a reader
    }
  }

  /** The bits themselves are not for readers, so their number alone would tell nothing. */
  private static String network(MessageColumns.Column bits, OpenMessage message) {
    return Prefix.of(message.clientHigh(), message.clientLow(), (int) bits.number(message))
        .toString();
  }
}
