package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.ClientAddress;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * OpenSMTPD since 6.0: {@code session smtp|mta|mda event key=value …}; the first of these versions
 * write {@code event=…}, and the client again in most lines. Older lines go to {@link
 * OldOpenSmtpdFormat}. Only the {@code connected} line holds the client, so every line has its
 * session, 16 hexadecimal digits, in {@link Field#SESSION}. {@link Field#QUEUE_ID} is the message's
 * id, 8 digits, which an envelope's id begins with. Not for use by several threads.
 */
public final class OpenSmtpdFormat implements LineFormat {
  private static final int SESSION = 16;
  private static final int MESSAGE = 8;
  private static final int LONGEST_NAME = 64;
  private static final String EVENT = "event=";
  private static final String[] PEER = {"address=", "host="};
  private static final String IPV6 = "IPv6:";
  private static final String COMMAND = "command=\"";
  private static final byte[] RESULT = Bytes.of("\" result=\"");

  private static final byte[] OUTCOME = Bytes.of(" result=");
  private static final byte[] OK = Bytes.of("ok");

  private static final String[] SMTP_NOTHING = {
    "cert-check ", "client-cert-check ", "starttls", "ciphers", "error ", "proxy address="
  };
  private static final String[] NOTHING = {
    "info: ",
    "warn: ",
    "debug: ",
    "queue: ",
    "control: ",
    "ca: ",
    "pony: ",
    "lka: ",
    "parent: ",
    "scheduler: ",
    "klondike: ",
    "dispatcher: ",
    "smtpd: ",
    "server certificate",
    "proxy 0x", // a client that its proxy did not name; none of its connection is logged
  };

  private final ClientAddress address = new ClientAddress();
  private final SpacedFields fields = new SpacedFields();
  private final OldOpenSmtpdFormat old = new OldOpenSmtpdFormat();

  @Override
  public void read(LogLine line) {
    byte[] bytes = line.bytes();
    int at = line.text();
    int to = line.end();
    if (!isHex(bytes, at, to, SESSION) || to - at < SESSION + 2 || bytes[at + SESSION] != ' ') {
      boolean isNothing =
          Words.anyAt(bytes, at, to, NOTHING)
              || Words.is(bytes, at, to, "Exiting")
              || isOfFilter(bytes, at, to);
      if (isNothing) {
        line.setEvent(Event.NOTHING);
      } else {
        old.read(line);
      }
      return;
    }
    line.set(Field.SESSION, at, at + SESSION);
    int agent = at + SESSION + 1;
    boolean isTransport = Words.at(bytes, agent, to, "mta ") || Words.at(bytes, agent, to, "mda ");
    int event = agent + (isTransport ? 4 : 5);
    event += Words.at(bytes, event, to, EVENT) ? EVENT.length() : 0;
    if (Words.at(bytes, agent, to, "smtp ")) {
      smtp(line, event, to);
    } else if (isTransport && Words.at(bytes, event, to, "delivery ")) {
      delivery(line, event + 9, to);
    } else if (isTransport) {
      line.setEvent(Event.NOTHING); // our own connections
    } else {
      line.refuse(Refusal.UNKNOWN_KIND);
    }
  }

  /**
   * {@code name: text}: what a filter's program wrote to its standard error (lka_filter.c). The
   * name is the configuration's; queue ids of other servers have capitals or begin with a digit.
   */
  private static boolean isOfFilter(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && at - from < LONGEST_NAME && isNameLetter(bytes[at])) {
      at++;
    }
    boolean isName = at > from && bytes[from] >= 'a' && bytes[from] <= 'z';
    return isName && Words.at(bytes, at, to, ": ") && !OldOpenSmtpdFormat.isAt(bytes, from, to);
  }

  private static boolean isNameLetter(byte b) {
    return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-' || b == '_' || b == '.';
  }

  private void smtp(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    if (Words.at(bytes, from, to, "connected ")) {
      connected(line, from + 10, to);
    } else if (Words.at(bytes, from, to, "disconnected") || Words.at(bytes, from, to, "closed ")) {
      line.setEvent(Event.DISCONNECT);
    } else if (Words.at(bytes, from, to, "tls ")) {
      tls(line, from + 4, to);
    } else if (Words.at(bytes, from, to, "message ")) {
      message(line, from + 8, to);
    } else if (Words.at(bytes, from, to, "envelope ")) {
      envelope(line, from + 9, to);
    } else if (Words.at(bytes, from, to, "failed-command ")) {
      failed(line, afterPeer(bytes, from + 15, to), to);
    } else if (Words.at(bytes, from, to, "authentication ")) {
      authentication(line, from + 15, to);
    } else if (Words.at(bytes, from, to, "bad-input ")) {
      line.setEvent(Event.COMPLAINT);
    } else if (Words.anyAt(bytes, from, to, SMTP_NOTHING)) {
      line.setEvent(Event.NOTHING);
    } else {
      line.refuse(Refusal.UNKNOWN_KIND);
    }
  }

  /** Returns where the line goes on behind {@code address=… host=… }, if that is there. */
  private static int afterPeer(byte[] bytes, int from, int to) {
    int at = from;
    for (String key : PEER) {
      if (Words.at(bytes, at, to, key)) {
        at = Math.min(EximFields.blank(bytes, at, to) + 1, to);
      }
    }
    return at;
  }

  /** {@code address=[2001:db8:1:2::25] host=mail.example.org}; a local socket has no client. */
  private void connected(LogLine line, int from, int to) {
    line.setEvent(Event.CONNECT);
    fields.start(line.bytes(), from, to);
    if (fields.next() && fields.is("address")) {
      client(line, fields.valueFrom(), fields.valueTo());
    }
    while (fields.next()) {
      if (fields.is("host") && !Words.at(line.bytes(), fields.valueFrom(), to, "<")) {
        line.set(Field.CLIENT_NAME, fields.valueFrom(), fields.valueTo());
      }
    }
  }

  /** The address stands in brackets, or bare, as IPv6 in some versions with a tag. */
  private void client(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    boolean isBracketed = to > from && bytes[from] == '[';
    int first = isBracketed ? from + 1 : from;
    int last = isBracketed ? to - 1 : to;
    if (isBracketed ? bytes[last] != ']' : to == line.end()) {
      return; // only the bracket, or the blank, proves that it is whole
    }
    if (Words.is(bytes, from, to, "local")) {
      line.setEvent(Event.CONNECT_LOCAL);
    } else {
      address.set(line, Words.at(bytes, first, last, IPV6) ? first + IPV6.length() : first, last);
    }
  }

  /** {@code ciphers=TLSv1.3:TLS_AES_256_GCM_SHA384:256}. */
  private void tls(LogLine line, int from, int to) {
    fields.start(line.bytes(), from, to);
    while (fields.next()) {
      if (fields.is("ciphers")) {
        int first = Bytes.indexOf(line.bytes(), fields.valueFrom(), fields.valueTo(), ':');
        int last = Bytes.lastIndexOf(line.bytes(), fields.valueFrom(), fields.valueTo(), ':');
        if (last > first) {
          line.set(Field.TLS_VERSION, fields.valueFrom(), first);
          line.set(Field.TLS_CIPHER, first + 1, last);
        }
      }
    }
    line.setEvent(Event.TLS);
  }

  /**
   * {@code msgid=c405e39a size=303 nrcpt=1 proto=ESMTP}, or with {@code event=}, for each recipient
   * anew, {@code address=… host=… msgid=… from=<…> to=<…> size=303 ndest=1 proto=ESMTP}.
   */
  private void message(LogLine line, int from, int to) {
    fields.start(line.bytes(), from, to);
    boolean isFirst = true;
    while (fields.next()) {
      int value = fields.valueFrom();
      if (isFirst && fields.is("address")) {
        client(line, value, fields.valueTo());
      } else if (fields.is("msgid") && isHex(line.bytes(), value, fields.valueTo(), MESSAGE)) {
        line.set(Field.QUEUE_ID, value, value + MESSAGE);
      } else if (fields.is("from")) {
        MailAddress.set(line, Field.FROM, value, fields.valueTo());
      } else if (fields.is("to")) {
        MailAddress.set(line, Field.TO, value, fields.valueTo());
      } else if (fields.is("size") && fields.valueTo() < to) { // never the last
        line.set(Field.SIZE, value, fields.valueTo());
      } else if (fields.is("nrcpt") || fields.is("ndest")) {
        line.set(Field.NRCPT, value, fields.valueTo());
      }
      isFirst = false;
    }
    finish(line, Event.OPEN);
  }

  private void envelope(LogLine line, int from, int to) {
    envelopeFields(line, from, to);
    finish(line, Event.QUEUED);
  }

  private void envelopeFields(LogLine line, int from, int to) {
    fields.start(line.bytes(), from, to);
    while (fields.next()) {
      int value = fields.valueFrom();
      int end = fields.valueTo();
      if (fields.is("evpid") && isHex(line.bytes(), value, end, SESSION)) {
        line.set(Field.QUEUE_ID, value, value + MESSAGE);
      } else if (fields.is("from") && end < to) {
        MailAddress.set(line, Field.FROM, value, end);
      } else if (fields.is("to")) {
        MailAddress.set(line, Field.TO, value, end);
      } else if (fields.is("rcpt") && !Words.at(line.bytes(), value, end, "<->")) {
        MailAddress.set(line, Field.ORIG_TO, value, end);
      } else if (fields.is("relay")) {
        line.set(Field.RELAY, value, end);
      } else if (fields.is("delay")) {
        line.set(Field.DELAY, value, end);
      } else if (fields.is("result") && (end < to || isResult(line.bytes(), value, end))) {
        line.setWord(Field.STATUS, status(line.bytes(), value, end));
      } else if (fields.is("stat")) {
        line.set(Field.STATUS_TEXT, value, end);
        ReplyCode.findEnhanced(line, value, end);
      }
    }
  }

  /** Whether the last word of a line is all of a result. */
  private static boolean isResult(byte[] bytes, int from, int to) {
    return Words.is(bytes, from, to, "Ok")
        || Words.is(bytes, from, to, "TempFail")
        || Words.is(bytes, from, to, "PermFail");
  }

  private static String status(byte[] bytes, int from, int to) {
    if (Words.at(bytes, from, to, "Ok")) {
      return "sent";
    }
    return Words.at(bytes, from, to, "TempFail") ? "deferred" : "bounced";
  }

  /** {@code to} is the address after expansion, {@code rcpt} the one before if it differs. */
  private void delivery(LogLine line, int from, int to) {
    envelopeFields(line, from, to);
    if (line.has(Field.STATUS)) {
      finish(line, Event.DELIVERY);
    } else {
      line.refuse(Refusal.CUT);
    }
  }

  /** The command is the client's, quotes and all: the result is the last one. */
  private void failed(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    int command = from + COMMAND.length();
    int result = Bytes.lastIndexOf(bytes, from, to, RESULT);
    boolean isWhole =
        Words.at(bytes, from, to, COMMAND)
            && result >= command
            && bytes[to - 1] == '"'
            && to - 1 >= result + RESULT.length;
    if (isWhole) {
      SmtpCommand.refused(line, command, result, result + RESULT.length, to - 1);
    } else {
      line.refuse(Refusal.CUT);
    }
  }

  /**
   * {@code user=bob@example.com result=permfail}. The reply to the login is logged as a failed
   * command in every version, and counts; this line tells the name.
   */
  private void authentication(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    int result = Bytes.lastIndexOf(bytes, from, to, OUTCOME);
    if (result < 0 || !Words.at(bytes, from, to, "user=")) {
      line.refuse(Refusal.CUT);
      return;
    }
    int blank = EximFields.blank(bytes, from, result); // the server writes none in the name
    boolean hasPeer = Words.at(bytes, blank, result, " address=");
    line.set(Field.SASL_USERNAME, from + 5, hasPeer ? blank : result);
    boolean isOk = Bytes.equal(bytes, result + OUTCOME.length, to, OK);
    line.setEvent(isOk ? Event.AUTHENTICATED : Event.COMPLAINT);
  }

  /** A line about a message is nothing without the message's id. */
  private static void finish(LogLine line, Event event) {
    if (line.has(Field.QUEUE_ID)) {
      line.setEvent(event);
    } else {
      line.refuse(Refusal.CUT);
    }
  }

  static boolean isHex(byte[] bytes, int from, int to, int count) {
    if (to - from < count) {
      return false;
    }
    for (int i = from; i < from + count; i++) {
      byte b = bytes[i];
      if (!(b >= '0' && b <= '9' || b >= 'a' && b <= 'f')) {
        return false;
      }
    }
    return true;
  }
}
