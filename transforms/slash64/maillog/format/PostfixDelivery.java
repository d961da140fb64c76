package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;
import slash64.maillog.line.WantedFields;

/**
 * Lines of the delivery agents smtp(8), lmtp(8), local(8), virtual(8), pipe(8), error(8), retry,
 * discard, relay: one line a recipient and attempt (FORMATS 2.4). The host in {@code relay=} is the
 * far end, never a client, and the text in brackets at the end is the far end's.
 */
final class PostfixDelivery extends PostfixFormat {
  private static final byte[] TO = Bytes.of("to=");
  private static final byte[] ORIG_TO = Bytes.of(", orig_to=");
  private static final byte[] RELAY = Bytes.of(", relay=");
  private static final byte[] DELAY = Bytes.of(", delay=");
  private static final byte[] CONN_USE = Bytes.of(", conn_use=");
  private static final byte[] DSN = Bytes.of(", dsn=");
  private static final byte[] STATUS = Bytes.of(", status=");
  private static final byte[] DELIVERABLE = Bytes.of("deliverable");
  private static final byte[] UNDELIVERABLE = Bytes.of("undeliverable");
  private static final byte[] LOCAL = Bytes.of("local");
  private static final byte[] QUEUED_AS = Bytes.of("queued as ");
  private static final byte[] FORWARDED_AS = Bytes.of("forwarded as ");

  private static final long IN_TEXT = WantedFields.bits(Field.STATUS_TEXT, Field.OTHER_QUEUE_ID);

  private final TlsLine tls = new TlsLine(new Peer());

  @Override
  void readOther(LogLine line, int from) {
    if (!tls.read(line, from)) {
      line.setEvent(Event.NOTHING); // "connect to …": the far end's troubles
    }
  }

  @Override
  void readMessage(LogLine line, int from) {
    if (!isRecipient(line, from)) {
      line.setEvent(Event.NOTICE); // "host … said: …", "lost connection with …": the far end's
      return;
    }
    readRecipient(line, from);
  }

  /** Returns whether a line tells what became of one recipient; other daemons have some, too. */
  static boolean isRecipient(LogLine line, int from) {
    return Bytes.startsWith(line.bytes(), from, line.end(), TO);
  }

  /** Reads a line that {@link #isRecipient} is true of. */
  static void readRecipient(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    int recipient = from + TO.length;
    int relay = afterAddress(b, recipient, to, RELAY);
    int original = relay < 0 ? -1 : afterAddress(b, recipient, relay, ORIG_TO);
    if (original >= 0) { // which may imitate what follows it
      relay = afterAddress(b, original + ORIG_TO.length, to, RELAY);
    }
    int delay = relay < 0 ? -1 : Bytes.indexOf(b, relay + RELAY.length, to, DELAY);
    int status = delay < 0 ? -1 : Bytes.indexOf(b, delay + DELAY.length, to, STATUS);
    if (status < 0) {
      line.refuse(Refusal.CUT);
      return;
    }
    int dsn = Bytes.indexOf(b, delay + DELAY.length, status, DSN); // since Postfix 2.3
    setAddress(line, Field.TO, recipient, original < 0 ? relay : original);
    if (original >= 0) {
      setAddress(line, Field.ORIG_TO, original + ORIG_TO.length, relay);
    }
    int relayFrom = relay + RELAY.length;
    int use = Bytes.indexOf(b, relayFrom, delay, CONN_USE);
    line.set(Field.RELAY, relayFrom, use < 0 ? delay : use);
    if (line.wants(Field.DELAY)) {
      int delayFrom = delay + DELAY.length;
      line.set(Field.DELAY, delayFrom, Bytes.indexOf(b, delayFrom, to, ','));
    }
    if (dsn >= 0) {
      line.set(Field.DSN, dsn + DSN.length, status);
    }
    boolean isLocal = Bytes.equal(b, relayFrom, delay, LOCAL);
    readStatus(line, status + STATUS.length, isLocal);
  }

  /**
   * Returns where this text follows the address that begins at {@code from}, -1 if nowhere. Within
   * quotes an address may hold any text, so what it seems to say there is passed over; only what
   * follows the closing bracket counts, where there are brackets (very old versions wrote none).
   */
  private static int afterAddress(byte[] b, int from, int to, byte[] next) {
    boolean bracketed = from < to && b[from] == '<';
    int at = bracketed ? from + 1 : from;
    if (at < to && b[at] == '"') {
      at = afterQuotes(b, at + 1, to);
    }
    while ((at = Bytes.indexOf(b, at, to, next)) >= 0) {
      if (!bracketed || b[at - 1] == '>') {
        return at;
      }
      at++;
    }
    return -1;
  }

  private static int afterQuotes(byte[] b, int from, int to) {
    for (int at = from; at < to; at++) {
      if (b[at] == '\\') {
        at++;
      } else if (b[at] == '"') {
        return at + 1;
      }
    }
    return from; // never closed: an old version's internal form, where quotes mean nothing
  }

  private static void setAddress(LogLine line, Field field, int from, int to) {
    byte[] b = line.bytes();
    boolean bracketed = to - from >= 2 && b[from] == '<' && b[to - 1] == '>';
    line.set(field, bracketed ? from + 1 : from, bracketed ? to - 1 : to);
  }

  private static void readStatus(LogLine line, int from, boolean isLocal) {
    byte[] b = line.bytes();
    int to = line.end();
    int blank = Bytes.indexOf(b, from, to, ' ');
    if (blank < 0) {
      line.refuse(Refusal.CUT); // the word may be cut; every daemon writes a text after it
      return;
    }
    line.set(Field.STATUS, from, blank);
    boolean probe =
        Bytes.equal(b, from, blank, DELIVERABLE) || Bytes.equal(b, from, blank, UNDELIVERABLE);
    line.setEvent(probe ? Event.PROBE : Event.DELIVERY);
    if (line.wantsAny(IN_TEXT) && blank + 1 < to && b[blank + 1] == '(') {
      int close = Bytes.lastIndexOf(b, blank, to, ')');
      int textTo = close > blank + 1 ? close : to;
      line.set(Field.STATUS_TEXT, blank + 2, textTo);
      readQueuedAs(line, blank + 2, textTo, isLocal);
    }
  }

  /**
   * {@code (250 2.0.0 Ok: queued as {id})}: the next hop's queue id, wherever that hop is. local(8)
   * tells its own, {@code (forwarded as {id})}, and else what a user's command said.
   */
  private static void readQueuedAs(LogLine line, int from, int to, boolean isLocal) {
    byte[] b = line.bytes();
    int idFrom;
    if (isLocal) {
      idFrom = Bytes.startsWith(b, from, to, FORWARDED_AS) ? from + FORWARDED_AS.length : -1;
    } else {
      int at = Bytes.lastIndexOf(b, from, to, QUEUED_AS);
      idFrom = at < 0 ? -1 : at + QUEUED_AS.length;
    }
    if (idFrom < 0) {
      return;
    }
    int idTo = idFrom;
    while (idTo < to && b[idTo] > ' ' && b[idTo] != ')') {
      idTo++;
    }
    if (idTo > idFrom) {
      line.set(Field.OTHER_QUEUE_ID, idFrom, idTo);
    }
  }
}
