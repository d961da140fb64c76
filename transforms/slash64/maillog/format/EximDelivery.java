package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * Exim's delivery lines: {@code => final (parent) <original> R=router T=transport H=host [address]
 * C="reply"}, and {@code **} and {@code ==} with an error after a colon. The host is the remote
 * server.
 */
final class EximDelivery {
  private static final byte[] RELAY = Bytes.of(" H=");
  private static final byte[] REPLY = Bytes.of(" C=\"");
  private static final byte[] DEFER = Bytes.of(" defer (");
  private static final byte[] QUEUE_TIME = Bytes.of(" QT=");
  private static final byte[] ROUTER = Bytes.of(" R=");
  private static final byte[] ORIGINAL = Bytes.of(" <");
  private static final byte[] TEXT = Bytes.of(": ");

  private static final byte[] BLACKHOLE = Bytes.of("blackhole (");
  private static final byte[] DISCARDED = Bytes.of(" discarded recipients)");

  private final EximFields fields;

  EximDelivery(EximFields fields) {
    this.fields = fields;
  }

  /** Reads the line from the recipient at {@code from} on. */
  void read(LogLine line, int from, int to, Event event, String status) {
    byte[] bytes = line.bytes();
    int at = recipients(line, from, to);
    if (at < 0) {
      line.refuse(Refusal.CUT);
      return;
    }
    line.setEvent(event);
    line.setWord(Field.STATUS, status);
    int relay = relay(line, at, to);
    EximFields.End end = fields.walk(bytes, relay, to);
    fields.apply(line);
    if (status.equals("sent")) {
      int reply = Bytes.indexOf(bytes, relay, to, REPLY);
      int close = reply < 0 ? -1 : EximFields.quoted(bytes, reply + 3, to);
      if (close > 0) {
        text(line, reply + REPLY.length, close - 1);
      }
    } else {
      int error = end == EximFields.End.COLON ? fields.stop() : error(bytes, relay, to);
      if (error >= 0 && error + TEXT.length <= to) {
        text(line, error + TEXT.length, to);
      }
    }
    if (line.wants(Field.DELAY)) {
      readDelay(line, relay, to);
    }
  }

  /**
   * Returns whether {@code blackhole (DATA ACL discarded recipients): text} stands there, which is
   * no delivery: an access control list threw the message away. A user may be called blackhole, but
   * the parent address in the brackets holds no blank outside quotes.
   */
  static boolean isDiscarded(byte[] bytes, int from, int to) {
    if (!Bytes.startsWith(bytes, from, to, BLACKHOLE)) {
      return false;
    }
    int open = from + BLACKHOLE.length;
    int close = Bytes.indexOf(bytes, open, to, ')');
    int words = close + 1 - DISCARDED.length;
    return words > open && bytes[open] != '"' && Bytes.startsWith(bytes, words, to, DISCARDED);
  }

  private static void readDelay(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    int time = Bytes.lastIndexOf(bytes, from, to, QUEUE_TIME);
    if (time >= 0) {
      line.set(
          Field.DELAY,
          time + QUEUE_TIME.length,
          EximFields.blank(bytes, time + QUEUE_TIME.length, to));
    }
  }

  private static int error(byte[] bytes, int from, int to) {
    int defer = Bytes.indexOf(bytes, from, to, DEFER);
    return Bytes.indexOf(bytes, defer < 0 ? from : defer, to, TEXT);
  }

  private static void text(LogLine line, int from, int to) {
    line.set(Field.STATUS_TEXT, from, to);
    ReplyCode.findEnhanced(line, from, to);
  }

  /** Takes final address, parent and original; returns where they end, -1 if they break off. */
  private static int recipients(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    int end;
    if (from < to && bytes[from] == '|') { // a command with its arguments
      int router = Bytes.indexOf(bytes, from, to, ROUTER);
      int original = Bytes.indexOf(bytes, from, router < 0 ? to : router, ORIGINAL);
      end = original >= 0 ? original : router;
    } else {
      end = EximAddress.bare(bytes, from, to);
    }
    if (end <= from) {
      return -1;
    }
    // "** a@example.com: retry timeout exceeded" has neither router nor host
    boolean hasColon = bytes[end - 1] == ':' && end < to && bytes[from] != ':';
    line.set(Field.TO, from, hasColon ? end - 1 : end);
    if (hasColon) {
      return end - 1;
    }
    int at = end;
    if (to - at > 2 && bytes[at + 1] == '(') { // parent
      int close = Bytes.indexOf(bytes, at, to, ')');
      at = close < 0 ? at : close + 1;
    }
    if (to - at > 2 && bytes[at] == ' ' && bytes[at + 1] == '<') {
      int close = EximAddress.end(bytes, at + 1, to);
      if (close < 0) {
        return -1;
      }
      line.set(Field.ORIG_TO, at + 2, close - 1);
      at = close;
    }
    return at;
  }

  /** Takes the remote host as written; returns where it ends, or {@code from} if there is none. */
  private static int relay(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    int text = Bytes.indexOf(bytes, from, to, TEXT);
    int flag = Bytes.indexOf(bytes, from, text < 0 ? to : text, RELAY);
    if (flag < 0) {
      return from;
    }
    int close = Bytes.indexOf(bytes, flag, to, ']');
    if (close < 0) {
      return from;
    }
    int end = close + 1;
    if (end < to && bytes[end] == ':') {
      int port = Bytes.digits(bytes, end + 1, to);
      end = port > end + 1 ? port : end;
    }
    line.set(Field.RELAY, flag + RELAY.length, end);
    return end;
  }
}
