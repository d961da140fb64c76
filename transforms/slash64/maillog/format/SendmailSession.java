package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/** Sendmail's lines about a client rather than a message. */
final class SendmailSession {
  private static final byte[] LAST_RELAY = Bytes.of(", relay=");
  private static final byte[] USER = Bytes.of(", user=");
  private static final byte[] REASON = Bytes.of("... ");
  private static final byte[] REJECTED = Bytes.of(" [rejected]");
  private static final byte[] DURING = Bytes.of(" during ");
  private static final byte[] SENDER = Bytes.of(", sender=");
  private static final byte[] FORGED = Bytes.of(" (may be forged)");
  private static final String TIMEOUT = "timeout waiting for input from ";
  private static final String OPEN_PROXY = ": probable open proxy";
  private static final String TOO_MANY = "Too many recipients";
  private static final String WRAPPERS = "tcpwrappers (";
  private static final byte[] WRAPPED_ADDRESS = Bytes.of(", ");
  private static final byte[] WRAPPED_END = Bytes.of(") rejection");

  /** Fixed words before the name of the client. */
  private record Kind(String words, Event event) {}

  private static final Kind[] KINDS = {
    new Kind("lost input channel from ", Event.COMPLAINT),
    new Kind(TIMEOUT, Event.COMPLAINT),
    new Kind("collect: unexpected close on connection from ", Event.COMPLAINT),
    new Kind("collect: premature EOM: unexpected close on connection from ", Event.COMPLAINT),
    new Kind("collect: read timeout on connection from ", Event.COMPLAINT),
    new Kind("rejecting commands from ", Event.REJECT),
    new Kind("connect from ", Event.CONNECT),
  };

  /**
   * What follows the name of the client, which then stands first. Commands are logged whether they
   * were obeyed or not.
   */
  private static final Kind[] VERDICTS = {
    new Kind(" did not issue MAIL/EXPN/VRFY/ETRN", Event.COMPLAINT),
    new Kind(": possible SMTP attack: command=AUTH", Event.AUTH_FAILURE),
    new Kind(": possible SMTP attack", Event.COMPLAINT),
    new Kind(OPEN_PROXY, Event.REJECT),
    new Kind(": EXPN ", Event.REJECT),
    new Kind(": expn ", Event.REJECT),
    new Kind(": VRFY ", Event.REJECT),
    new Kind(": vrfy ", Event.REJECT),
    new Kind(": ETRN ", Event.REJECT),
    new Kind(": etrn ", Event.REJECT),
  };

  private final SendmailRelay relay;
  private final CommaFields fields;
  private final SendmailMilter milters;

  SendmailSession(SendmailRelay relay, CommaFields fields) {
    this.relay = relay;
    this.fields = fields;
    this.milters = new SendmailMilter(fields);
  }

  /** Reads the line from {@code at} on, if its kind is known. */
  boolean read(LogLine line, int at, int to) {
    byte[] bytes = line.bytes();
    for (Kind kind : KINDS) {
      if (Words.at(bytes, at, to, kind.words)) {
        client(line, kind, at + kind.words.length(), to);
        return true;
      }
    }
    if (Words.at(bytes, at, to, "STARTTLS=server, relay=")
        || Words.at(bytes, at, to, "AUTH=server, relay=")) {
      server(line, at, to);
      return true;
    }
    if (Words.at(bytes, at, to, "AUTH failure (")) {
      authentication(line, at, to);
      return true;
    }
    if (Words.is(bytes, at, to, TOO_MANY)) {
      line.setEvent(Event.REJECT);
      reject(line, "452", "RCPT");
      line.set(Field.REJECT_TEXT, at, to);
      return true;
    }
    if (Words.at(bytes, at, to, WRAPPERS)) {
      wrapped(line, at + WRAPPERS.length(), to);
      return true;
    }
    return milters.read(line, at, to) || verdict(line, at, to) || recipient(line, at, to);
  }

  /** {@code tcpwrappers (mail.example.org, 192.0.2.10) rejection}: hosts.deny has the client. */
  private void wrapped(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    int end = to - WRAPPED_END.length;
    int comma = Bytes.lastIndexOf(bytes, from, to, WRAPPED_ADDRESS);
    boolean isWhole = comma > from && Bytes.endsWith(bytes, from, to, WRAPPED_END);
    if (!isWhole || !relay.readAddress(line, comma + WRAPPED_ADDRESS.length, end)) {
      line.refuse(Refusal.CUT);
      return;
    }
    line.setEvent(Event.REJECT);
    reject(line, "550", "CONNECT");
    if (!Words.is(bytes, from, comma, "unknown")) {
      line.set(Field.CLIENT_NAME, from, comma);
    }
  }

  private void client(LogLine line, Kind kind, int from, int to) {
    if (isServers(line, kind, to) && relay.read(line, from, to)) {
      line.setEvent(kind.event);
      if (kind.event == Event.REJECT) {
        reject(line, "554", "CONNECT");
      }
    } else if (isNameAlone(line.bytes(), kind, from, to)) {
      line.setEvent(Event.NOTHING);
    } else {
      line.refuse(Refusal.CUT);
    }
  }

  /**
   * {@code NOQUEUE: connect from …} stands before any message, and ends with the client. What a
   * client gave for a recipient, which Sendmail repeats, has an id before it and a reason behind.
   */
  private static boolean isServers(LogLine line, Kind kind, int to) {
    byte[] bytes = line.bytes();
    return kind.event != Event.CONNECT
        || line.is(Field.QUEUE_ID, "NOQUEUE")
            && (bytes[to - 1] == ']' || Bytes.endsWith(bytes, 0, to, FORGED));
  }

  /**
   * A time-out and a message that breaks off name the host and leave out its address where there is
   * a name, as {@code connect from root@localhost} does.
   */
  private static boolean isNameAlone(byte[] bytes, Kind kind, int from, int to) {
    int end = EximFields.blank(bytes, from, to);
    return switch (kind.event) {
      case CONNECT -> end == to && Bytes.indexOf(bytes, from, to, '@') >= 0;
      case COMPLAINT ->
          kind.words.equals(TIMEOUT) && Bytes.startsWith(bytes, end, to, DURING)
              || Bytes.startsWith(bytes, end - 1, to, SENDER);
      default -> false;
    };
  }

  private static void reject(LogLine line, String code, String stage) {
    line.setWord(Field.ACTION, "reject");
    line.setWord(Field.REJECT_CODE, code);
    line.setWord(Field.STAGE, stage);
  }

  /** The client comes first here, and its name from DNS: nothing the client writes is before it. */
  private boolean verdict(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    int open = EximFields.blank(bytes, from, to);
    open = open < to && bytes[from] != '[' ? open + 1 : from;
    int close = open < to && bytes[open] == '[' ? Bytes.indexOf(bytes, open, to, ']') : -1;
    if (close < 0) {
      return false;
    }
    int after = close + 1;
    after = Bytes.startsWith(bytes, after, to, FORGED) ? after + FORGED.length : after;
    for (Kind kind : VERDICTS) {
      if (Words.at(bytes, after, to, kind.words)) {
        if (!relay.read(line, from, to)) {
          line.refuse(Refusal.CUT);
        } else if (kind.event != Event.REJECT) {
          line.setEvent(kind.event);
        } else if (kind.words.equals(OPEN_PROXY)) {
          line.setEvent(Event.REJECT);
          reject(line, "421", "CONNECT");
        } else if (Bytes.endsWith(bytes, after, to, REJECTED)) {
          line.setEvent(Event.REJECT);
          reject(line, "550", command(bytes[after + 3]));
        } else {
          line.setEvent(Event.NOTHING);
        }
        return true;
      }
    }
    return false;
  }

  /** Returns the command whose second letter this is. */
  private static String command(byte letter) {
    return switch (letter) {
      case 'X', 'x' -> "EXPN";
      case 'T', 't' -> "ETRN";
      default -> "VRFY";
    };
  }

  /** {@code STARTTLS=server, relay=…, version=…, cipher=…} and {@code AUTH=server, relay=…}. */
  private void server(LogLine line, int from, int to) {
    boolean isTls = line.bytes()[from] == 'S';
    fields.start(line.bytes(), from, to);
    while (fields.next()) {
      int value = fields.valueFrom();
      if (fields.is("relay")) {
        if (!line.hasClient()) {
          relay.read(line, value, fields.valueTo());
        }
      } else if (fields.isTerminated() && fields.is("version")) {
        line.set(Field.TLS_VERSION, value, fields.valueTo());
      } else if (fields.isTerminated() && fields.is("cipher")) {
        line.set(Field.TLS_CIPHER, value, fields.valueTo());
      } else if (isTls && fields.isTerminated() && fields.is("verify")) {
        certificate(line, value, fields.valueTo());
      } else if (fields.isTerminated() && fields.is("authid")) {
        line.set(Field.SASL_USERNAME, value, fields.valueTo());
      }
    }
    if (line.hasClient()) {
      line.setEvent(isTls ? Event.TLS : Event.AUTHENTICATED);
    } else {
      line.refuse(Refusal.CUT);
    }
  }

  /**
   * Values of the macro {@code {verify}} (Sendmail Installation and Operation Guide, 5.2): OK and
   * TRUSTED passed, FAIL did not, NO and NOT had none sent and none asked for. Of the others, as
   * TEMP and SOFTWARE, nothing follows.
   */
  private static void certificate(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    if (Words.is(bytes, from, to, "OK") || Words.is(bytes, from, to, "TRUSTED")) {
      line.setWord(Field.TLS_CERTIFICATE, Certificate.VERIFIED);
    } else if (Words.is(bytes, from, to, "FAIL")) {
      line.setWord(Field.TLS_CERTIFICATE, Certificate.UNTRUSTED);
    } else if (Words.is(bytes, from, to, "NO") || Words.is(bytes, from, to, "NOT")) {
      line.setWord(Field.TLS_CERTIFICATE, Certificate.NONE);
    }
  }

  /** The login name is the client's and stands before the relay, which is therefore the last. */
  private void authentication(LogLine line, int from, int to) {
    int last = Bytes.lastIndexOf(line.bytes(), from, to, LAST_RELAY);
    if (last < 0 || !relay.read(line, last + LAST_RELAY.length, to)) {
      line.refuse(Refusal.CUT);
      return;
    }
    line.setEvent(Event.AUTH_FAILURE);
    int user = Bytes.indexOf(line.bytes(), from, last, USER);
    if (user >= 0) {
      line.set(Field.SASL_USERNAME, user + USER.length, last);
    }
  }

  /**
   * {@code <b@example.com>... User unknown}, in brackets if the client wrote them: a recipient
   * refused; the client is in other lines.
   */
  private static boolean recipient(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    boolean isBracketed = from < to && bytes[from] == '<';
    int end =
        isBracketed
            ? EximAddress.end(bytes, from, to)
            : EximFields.blank(bytes, from, to) + 1 - REASON.length;
    if (end <= from || !line.has(Field.QUEUE_ID) || !Bytes.startsWith(bytes, end, to, REASON)) {
      return false;
    }
    line.setEvent(Event.REJECT);
    reject(line, "550", "RCPT");
    line.set(Field.TO, isBracketed ? from + 1 : from, isBracketed ? end - 1 : end);
    line.set(Field.REJECT_TEXT, end + REASON.length, to);
    return true;
  }
}
