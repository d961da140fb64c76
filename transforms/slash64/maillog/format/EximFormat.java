package slash64.maillog.format;

import static slash64.maillog.line.Bytes.startsWith;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * Exim 4: mainlog and rejectlog lines after their stamp, or after a syslog header, where the stamp
 * may stand a second time.
 *
 * <p>Long entries over syslog come in parts {@code [n/m]}; the first carries all that is wanted,
 * the others are known to carry nothing. Not for use by several threads.
 */
public final class EximFormat implements LineFormat {
  private static final byte[] COMPLETED = Bytes.of("Completed");
  private static final byte[] CANCELLED = Bytes.of("cancelled by ");
  private static final byte[] HOST = Bytes.of("H=");
  private static final byte[] SPACED_HOST = Bytes.of(" H=");
  private static final byte[] SENDER = Bytes.of("F=");
  private static final byte[] DNSSEC = Bytes.of(" DS");
  private static final byte[] BY_NEXT_SERVER = Bytes.of("rejected after DATA: R=");
  private static final byte[] REFERENCE = Bytes.of(" R=");
  private static final byte[] DKIM = Bytes.of("DKIM: d=");
  private static final byte[] SUCCEEDED = Bytes.of("[verification succeeded]");
  private static final byte[] FAILED = Bytes.of(" [verification failed");
  private static final byte[] INVALID = Bytes.of(" [invalid");

  /** How the daemon begins when it refuses connections: one line for each, in its main log only. */
  private static final byte[] BY_DAEMON = Bytes.of("Connection from ");

  private final EximFields fields = new EximFields();
  private final EximHost host = new EximHost(fields);
  private final EximSession sessions = new EximSession(fields, host);
  private final EximDelivery deliveries = new EximDelivery(fields);
  private final SyslogCopies copies = new SyslogCopies();

  @Override
  public void read(LogLine line) {
    byte[] bytes = line.bytes();
    int to = line.end();
    int at = line.text();
    int part = part(bytes, at, to);
    if (part < 0) {
      line.setEvent(Event.NOTHING);
      return;
    }
    int stamped = EximStamp.end(bytes, part, to);
    at = behindFlag(bytes, stamped < 0 ? behindProcess(bytes, part, to) : stamped, to);
    read(line, at, to);
    if (!startsWith(bytes, at, to, BY_DAEMON)) {
      copies.take(line, part, to);
    }
  }

  private void read(LogLine line, int at, int to) {
    byte[] bytes = line.bytes();
    int length = EximId.length(bytes, at, to);
    if (length > 0) {
      line.set(Field.QUEUE_ID, at, at + length);
      message(line, behindFlag(bytes, at + length + 1, to), to);
    } else if (startsWith(bytes, at, to, HOST)) {
      refusal(line, at, to, false);
    } else if (!sessions.read(line, at, to)) {
      line.refuse(at == to ? Refusal.CUT : Refusal.UNKNOWN_KIND);
    }
  }

  /** A refusal of a client whose name DNSSEC secured begins with {@code DSH=}, in one word. */
  private static int behindFlag(byte[] bytes, int at, int to) {
    boolean isFlagged =
        startsWith(bytes, at, to, DNSSEC) && startsWith(bytes, at + DNSSEC.length, to, HOST);
    return isFlagged ? at + DNSSEC.length : at;
  }

  /** Returns where the text begins behind {@code [812] }, which stays where syslog has the time. */
  private static int behindProcess(byte[] bytes, int at, int to) {
    if (at >= to || bytes[at] != '[') {
      return at;
    }
    int close = Bytes.digits(bytes, at + 1, to);
    boolean isProcess =
        close > at + 1 && to - close >= 2 && bytes[close] == ']' && bytes[close + 1] == ' ';
    return isProcess ? close + 2 : at;
  }

  /** Returns where the text begins behind {@code [1/3] }, or -1 for a later part. */
  private static int part(byte[] bytes, int from, int to) {
    if (from >= to || bytes[from] != '[') {
      return from;
    }
    int number = Bytes.digits(bytes, from + 1, to);
    if (number == from + 1 || number >= to || bytes[number] != '/' && bytes[number] != '\\') {
      return from;
    }
    int close = Bytes.digits(bytes, number + 1, to);
    if (close == number + 1 || to - close < 2 || bytes[close] != ']' || bytes[close + 1] != ' ') {
      return from;
    }
    return Bytes.number(bytes, from + 1, number, 0) > 1 ? -1 : close + 2;
  }

  private void message(LogLine line, int at, int to) {
    byte[] bytes = line.bytes();
    if (to - at < 3) {
      line.refuse(Refusal.CUT);
      return;
    }
    if (bytes[at + 2] == ' ') {
      int text = at + 3;
      switch (bytes[at] << 8 | bytes[at + 1]) {
        case '<' << 8 | '=' -> arrival(line, text, to);
        case '(' << 8 | '=' -> {
          arrival(line, text, to);
          refuseAsTold(line);
        }
        case '=' << 8 | '>', '-' << 8 | '>', '>' << 8 | '>' -> {
          if (EximDelivery.isDiscarded(bytes, text, to)) {
            line.setEvent(Event.DISCARDED);
          } else {
            deliveries.read(line, text, to, Event.DELIVERY, "sent");
          }
        }
        case '*' << 8 | '>' -> deliveries.read(line, text, to, Event.PROBE, "sent");
        case '*' << 8 | '*' -> deliveries.read(line, text, to, Event.DELIVERY, "bounced");
        case '=' << 8 | '=' -> deliveries.read(line, text, to, Event.DELIVERY, "deferred");
        default -> line.setEvent(Event.NOTHING);
      }
    } else if (startsWith(bytes, at, to, COMPLETED)) {
      line.setEvent(Event.REMOVED);
    } else if (startsWith(bytes, at, to, CANCELLED)) { // by an administrator, or frozen too long
      line.setEvent(Event.EXPIRED);
    } else if (startsWith(bytes, at, to, HOST)) {
      refusal(line, at, to, true);
    } else if (startsWith(bytes, at, to, SENDER)) {
      scanned(line, at + SENDER.length, to);
    } else if (startsWith(bytes, at, to, DKIM)) {
      dkim(line, at, to);
    } else if (!sessions.read(line, at, to)) {
      line.setEvent(Event.NOTHING); // Exim's and the administrator's remarks, in free words
    }
  }

  /**
   * The control {@code fakereject}: Exim has taken the message to deliver it, and told its client
   * that it is refused (550, receive.c).
   */
  private static void refuseAsTold(LogLine line) {
    if (line.event() == Event.OPEN) {
      line.setWord(Field.REJECT_CODE, "550");
      line.setWord(Field.STAGE, "END-OF-MESSAGE");
    }
  }

  private void arrival(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    boolean isBracketed = from < to && bytes[from] == '<';
    int end = isBracketed ? EximAddress.end(bytes, from, to) : EximAddress.bare(bytes, from, to);
    if (end < 0 || end == to) {
      line.refuse(Refusal.CUT);
      return;
    }
    line.set(Field.FROM, isBracketed ? from + 1 : from, isBracketed ? end - 1 : end);
    int at = end;
    if (startsWith(bytes, at, to, REFERENCE)) { // what a notice is about, which is another message
      at = EximFields.blank(bytes, at + REFERENCE.length, to);
    }
    if (startsWith(bytes, at, to, DNSSEC)
        && startsWith(bytes, at + DNSSEC.length, to, SPACED_HOST)) {
      at += DNSSEC.length;
    }
    if (startsWith(bytes, at, to, SPACED_HOST)) {
      host.read(bytes, at + 1, to, EximHost.Expect.FIELDS);
      if (!host.isFound()) {
        line.refuse(Refusal.CUT);
        return;
      }
      host.apply(line);
      line.setEvent(Event.OPEN);
    } else {
      fields.walk(bytes, at, to);
      line.setEvent(Event.OPEN_LOCAL);
    }
    if (!fields.hasProtocol()) {
      line.clearClient();
      line.refuse(Refusal.CUT);
      return;
    }
    fields.apply(line);
  }

  /** {@code H=… rejected …}; with an id also what befell a connection to a remote server. */
  private void refusal(LogLine line, int at, int to, boolean hasId) {
    byte[] bytes = line.bytes();
    EximFields.End end = host.read(bytes, at, to, EximHost.Expect.WORDS);
    if (!host.isFound() || end != EximFields.End.WORDS) {
      if (hasId) {
        line.setEvent(Event.NOTHING);
      } else {
        line.refuse(Refusal.CUT);
      }
      return;
    }
    host.apply(line);
    fields.apply(line);
    if (startsWith(bytes, fields.stop(), to, BY_NEXT_SERVER)) {
      line.clear(Field.SASL_USERNAME); // Exim tells none: it is a recipient, who looks like one
    }
    int text = EximRefusal.read(line, fields.stop(), to);
    if (line.has(Field.HELO) && host.hasRival(bytes, text, to, EximHost.Expect.WORDS)) {
      line.clearClient();
    }
  }

  /**
   * {@code F=a@example.org H=… P=esmtp rejected by local_scan(): text}: a filter that is built into
   * Exim refused the message. Without a host it is a local user's.
   */
  private void scanned(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    boolean isBracketed = from < to && bytes[from] == '<';
    int end = isBracketed ? EximAddress.end(bytes, from, to) : EximAddress.bare(bytes, from, to);
    if (end < 0 || !startsWith(bytes, end, to, SPACED_HOST)) {
      line.setEvent(Event.NOTHING);
      return;
    }
    refusal(line, end + 1, to, true);
    line.set(Field.FROM, isBracketed ? from + 1 : from, isBracketed ? end - 1 : end);
  }

  /** The verdict stands last; domain and selector before it are the signer's words. */
  private static void dkim(LogLine line, int at, int to) {
    byte[] bytes = line.bytes();
    line.setEvent(Event.SCAN);
    if (Bytes.endsWith(bytes, at, to, SUCCEEDED)) {
      line.setWord(Field.DKIM, "pass");
    } else if (Bytes.lastIndexOf(bytes, at, to, FAILED) >= 0) {
      line.setWord(Field.DKIM, "fail");
    } else if (Bytes.lastIndexOf(bytes, at, to, INVALID) >= 0) {
      line.setWord(Field.DKIM, "permerror");
    } else {
      line.setEvent(Event.NOTHING);
    }
  }
}
