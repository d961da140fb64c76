package slash64.maillog.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import slash64.maillog.line.ClientAddress;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;
import slash64.maillog.line.WantedFields;

/**
 * KumoMTA's log: one JSON record a line. Sets host (the node's id), time and program too, whatever
 * a header before the record said of them. All fields are laid out anew, since JSON escapes.
 *
 * <p>{@code peer_address} is the client in Reception and Rejection records and the remote server in
 * the others. There is no record that a message is done with: a final delivery is its end, or that
 * it was handed over to another node (XferOut there, XferIn here), whose records tell the rest. We
 * do not lean on its id being the same on both: rows are of one node. {@link Field#SESSION} is the
 * session, which joins a connection. Not for use by several threads.
 */
public final class KumoMtaFormat implements LineFormat {
  private static final String[] NOTHING = {
    "OOB", "Feedback", "AdminRebind", "DeferredInjectionRebind", "Delayed",
  };

  /** What the words of a reply tell. */
  private static final long CONTENT = WantedFields.bits(Field.STATUS_TEXT, Field.REJECT_TEXT);

  private final JsonFactory factory = new JsonFactory();
  private final ClientAddress address = new ClientAddress();

  @Override
  public void read(LogLine line) {
    KumoRecord record;
    int from = line.text();
    line.setTag(-1); // of the header's host, which is not the record's
    line.setPid(-1); // one process serves every client: it tells no sessions apart
    line.setTimeAmbiguous(false);
    try (JsonParser json = factory.createParser(line.bytes(), from, line.end() - from)) {
      record = KumoRecord.read(json, line.wantsAny(CONTENT));
    } catch (IOException e) { // broken JSON of every kind, over-long numbers and deep nesting too
      line.refuse(Refusal.BAD_JSON);
      return;
    }
    if (record.type == null) {
      line.refuse(Refusal.BAD_JSON);
    } else if (!time(line, record)) {
      line.refuse(Refusal.BAD_STAMP);
    } else {
      word(line, Field.HOST, record.node);
      line.setWord(Field.PROGRAM, "kumod");
      event(line, record);
      line.layOut();
    }
  }

  private void event(LogLine line, KumoRecord record) {
    word(line, Field.QUEUE_ID, record.id);
    word(line, Field.SESSION, record.session);
    switch (record.type) {
      case "Reception" -> reception(line, record);
      case "XferIn" -> {
        envelope(line, record);
        line.setEvent(Event.OPEN_LOCAL); // its peer is the other node: the client spoke to that one
      }
      case "XferOut" -> {
        envelope(line, record);
        line.setEvent(Event.TRANSFERRED);
      }
      case "Rejection" -> rejection(line, record);
      case "Delivery" -> delivery(line, record, "sent");
      case "TransientFailure" -> delivery(line, record, "deferred");
      case "Bounce", "AdminBounce", "Expiration" -> delivery(line, record, "bounced");
      default -> {
        for (String known : NOTHING) {
          if (known.equals(record.type)) {
            line.setEvent(Event.NOTHING);
            return;
          }
        }
        line.refuse(Refusal.UNKNOWN_KIND);
      }
    }
  }

  /** Over HTTP, messages are injected by the server's owner; there is no client to speak of. */
  private void reception(LogLine line, KumoRecord record) {
    envelope(line, record);
    boolean isHttp = "HTTP".equals(record.reception);
    boolean hasClient = !isHttp && client(line, record);
    line.setEvent(hasClient ? Event.OPEN : Event.OPEN_LOCAL);
    if (record.messageId != null) {
      String id = record.messageId.strip();
      boolean isBracketed = id.length() > 1 && id.startsWith("<") && id.endsWith(">");
      line.setWord(Field.MESSAGE_ID, isBracketed ? id.substring(1, id.length() - 1) : id);
    }
    word(line, Field.SASL_USERNAME, record.user);
    word(line, Field.TLS_VERSION, record.tlsVersion);
    word(line, Field.TLS_CIPHER, record.tlsCipher);
  }

  /** A refused AUTH is a failed login and no refused mail; who had logged in before is told. */
  private void rejection(LogLine line, KumoRecord record) {
    envelope(line, record);
    client(line, record);
    String stage = record.command == null ? null : stage(record.command);
    word(line, Field.STAGE, stage);
    if ("AUTH".equals(stage)) {
      line.setEvent(Event.AUTH_FAILURE);
    } else {
      line.setEvent(Event.REJECT);
      line.setWord(Field.ACTION, "reject");
      word(line, Field.SASL_USERNAME, record.user);
    }
    if (record.code > 0) {
      line.setWord(Field.REJECT_CODE, Integer.toString(record.code));
    }
    word(line, Field.DSN, record.enhancedCode);
    word(line, Field.REJECT_TEXT, record.content);
    word(line, Field.TLS_VERSION, record.tlsVersion);
    word(line, Field.TLS_CIPHER, record.tlsCipher);
  }

  /** The first word of the command, if it is one of SMTP's. */
  private static String stage(String command) {
    for (String verb : new String[] {"RCPT", "MAIL", "DATA", "EHLO", "HELO", "AUTH", "STARTTLS"}) {
      if (command.regionMatches(true, 0, verb, 0, verb.length())) {
        return verb;
      }
    }
    return command.equals(".") ? "END-OF-MESSAGE" : null;
  }

  /** The record names whose attempt ended so: one that expires leaves the others of its message. */
  private void delivery(LogLine line, KumoRecord record, String status) {
    envelope(line, record);
    line.setEvent(Event.DELIVERY);
    line.setWord(Field.STATUS, status);
    if (record.reception != null && !record.reception.contains("SMTP")) { // HTTP, LogRecord
      line.setWord(Field.LOCAL_ORIGIN, record.reception);
    }
    word(line, Field.DSN, record.enhancedCode);
    if (record.content != null && line.wants(Field.STATUS_TEXT)) {
      String code = record.code > 0 ? record.code + " " : "";
      line.setWord(Field.STATUS_TEXT, code + record.content);
    }
    if (record.peerName != null && record.peerAddress != null) {
      line.setWord(Field.RELAY, record.peerName + " [" + record.peerAddress + "]");
    }
  }

  private static void envelope(LogLine line, KumoRecord record) {
    if (record.sender != null) { // empty for the null sender
      line.setWord(Field.FROM, record.sender);
    }
    word(line, Field.TO, record.recipient);
    if (record.size > 0 && line.wants(Field.SIZE)) {
      line.setWord(Field.SIZE, Long.toString(record.size));
    }
    if (record.recipients > 0) {
      line.setWord(Field.NRCPT, Integer.toString(record.recipients));
    }
  }

  /** The name is what the client said in HELO; the address may carry a port. */
  private boolean client(LogLine line, KumoRecord record) {
    word(line, Field.HELO, record.peerName);
    if (record.peerAddress == null) {
      return false;
    }
    byte[] text = record.peerAddress.getBytes(StandardCharsets.UTF_8);
    int from = 0;
    int to = text.length;
    int colon = record.peerAddress.lastIndexOf(':');
    if (to > 0 && text[0] == '[') {
      int close = record.peerAddress.indexOf(']');
      from = 1;
      to = Math.max(close, 1);
    } else if (colon >= 0 && record.peerAddress.indexOf(':') == colon) {
      to = colon; // one colon: an IPv4 address and its port
    }
    if (!address.read(text, from, to)) {
      return false;
    }
    line.setClient(address.high(), address.low());
    return true;
  }

  private static boolean time(LogLine line, KumoRecord record) {
    try {
      if (record.eventTime != null) {
        line.setWord(Field.TIMESTAMP, record.eventTime);
        Instant time = OffsetDateTime.parse(record.eventTime).toInstant();
        line.setTime(ChronoUnit.MICROS.between(Instant.EPOCH, time), false);
        return true;
      }
      if (record.timestamp != null) {
        line.setWord(Field.TIMESTAMP, record.timestamp);
        line.setTime(Math.multiplyExact(Long.parseLong(record.timestamp), 1_000_000L), false);
        return true;
      }
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return false;
    }
    return false;
  }

  private static void word(LogLine line, Field field, String word) {
    if (word != null && !word.isEmpty()) {
      line.setWord(field, word);
    }
  }
}
