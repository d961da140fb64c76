package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * Sendmail 8: {@code qid: key=value, key=value}. A {@code to=} line for several recipients keeps
 * them as written, {@code <b@example.com>,<c@example.com>}; each is a delivery of its own. Not for
 * use by several threads.
 */
public final class SendmailFormat implements LineFormat {
  private static final byte[] LAST_RELAY = Bytes.of(", relay=");
  private static final byte[] SEPARATOR = Bytes.of(", ");

  /**
   * What returntosender() of savemail.c logs of a message that was in the queue for too long:
   * {@code sender notify: Cannot send message for 5 days}.
   */
  private static final byte[] GIVEN_UP = Bytes.of(": Cannot send message for ");

  /** Characters of a message id that Sendmail logs, unless it is built to log more. */
  private static final int LONGEST_ID = 100;

  /** Characters of a sender that Sendmail logs. */
  private static final int LONGEST_SENDER = 200;

  /** Fields that Sendmail may write behind the message id. */
  private static final String[] BEHIND_ID = {"bodytype=", "proto=", "daemon="};

  private static final String[] MORE = {"auth=", "cipher=", "tls_version=", "tls_verify="};
  private static final String[] END_OF_MESSAGE = {
    "check_eoh", "check_eom", "check_header", "Check",
  };

  /**
   * Rules that refuse nobody: whether to believe AUTH= of a sender, and whether the server that a
   * message is sent to is good enough, which is then the relay.
   */
  private static final String[] OF_NO_CLIENT = {"trust_auth", "try_tls", "tls_server", "tls_rcpt"};

  private static final String[] NOTHING = {
    "starting daemon",
    "stopping daemon",
    "restarting ",
    "alias database ",
    "grew WorkList",
    "rejecting connections on daemon",
    "accepting connections again",
    "runqueue:",
    "started as: ",
    "error connecting to filter",
    "STARTTLS",
    "AUTH",
    "SYSERR",
    "/etc/",
    "sm_mi_",
    "milter ",
    "Milter",
    "queueup:",
    "deliver:",
    "daemon ",
    "load average",
    "filesystem",
    "low on space",
    "gethostbyaddr(",
    "forward ",
    "hash map ",
    "TLS",
    "tls_srv_features=",
    "tls_clt_features=",
    "engine=",
    "poststats:",
    "sasl",
    "makeconnection",
    "getaddrinfo",
    "deferring connections on daemon",
    "accepting new messages",
    "rejecting new messages",
    "POSSIBLE ATTACK from ",
    "Losing ",
  };

  private final SendmailRelay relay = new SendmailRelay();
  private final CommaFields fields = new CommaFields();
  private final SendmailSession sessions = new SendmailSession(relay, fields);

  @Override
  public void read(LogLine line) {
    byte[] bytes = line.bytes();
    int to = line.end();
    int at = line.text();
    int length = SendmailId.length(bytes, at, to);
    if (length > 0) {
      line.set(Field.QUEUE_ID, at, at + length);
      at = Math.min(at + length + 2, to);
    }
    if (at == to) {
      line.refuse(Refusal.CUT);
    } else if (Words.at(bytes, at, to, "from=")) {
      sender(line, at, to);
    } else if (Words.at(bytes, at, to, "to=")) {
      recipient(line, at, to);
    } else if (Words.at(bytes, at, to, "ruleset=")) {
      ruleset(line, at, to);
    } else if (!sessions.read(line, at, to)) {
      remark(line, at, to, length > 0);
    }
  }

  /** Free words: those that speak of a message, and the daemon's about itself, carry nothing. */
  private static void remark(LogLine line, int at, int to, boolean hasId) {
    byte[] bytes = line.bytes();
    int other = SendmailId.length(bytes, at, to);
    if (hasId && other > 0) { // a bounce, a notification or a clone made from this message
      line.set(Field.OTHER_QUEUE_ID, at, at + other);
      line.setEvent(Event.NOTIFICATION);
      if (Bytes.indexOf(bytes, at + other, to, GIVEN_UP) >= 0) {
        line.setWord(Field.STATUS, "expired");
      }
    } else if (Words.at(bytes, at, to, "done; delay=")) {
      line.setEvent(Event.REMOVED);
    } else if (hasId && Words.at(bytes, at, to, "discarded")) {
      line.setEvent(Event.DISCARDED);
    } else if (hasId || Words.anyAt(bytes, at, to, NOTHING)) {
      line.setEvent(Event.NOTHING);
    } else {
      line.refuse(Refusal.UNKNOWN_KIND);
    }
  }

  /**
   * The message id is the client's and stands before the relay: so the relay is the last one, and a
   * field that only the server writes stands right before it.
   */
  private void sender(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    int last = Bytes.lastIndexOf(bytes, from, to, LAST_RELAY);
    fields.start(bytes, from, last < 0 ? to : last);
    boolean isOpen = false;
    while (fields.next()) {
      if (last < 0 && !fields.isTerminated()) {
        break; // cut within this value
      } else if (fields.is("from")) {
        fields.limit(LONGEST_SENDER);
        MailAddress.set(line, Field.FROM, fields.valueFrom(), fields.valueTo());
      } else if (fields.is("size")) {
        line.set(Field.SIZE, fields.valueFrom(), fields.valueTo());
      } else if (fields.is("nrcpts")) {
        line.set(Field.NRCPT, fields.valueFrom(), fields.valueTo());
      } else if (fields.is("msgid")) {
        fields.limit(LONGEST_ID);
        MailAddress.set(line, Field.MESSAGE_ID, fields.valueFrom(), fields.valueTo());
        isOpen = isOpen(bytes, fields.valueFrom(), last < 0 ? to : last);
        break;
      }
    }
    last = isOpen ? -1 : last; // what looks like a relay stands in the message id

    if (last < 0) { // cut before the relay: whose message it is nobody can tell
      if (line.has(Field.NRCPT)) {
        line.setEvent(Event.OPEN);
      } else {
        line.refuse(Refusal.CUT);
      }
      return;
    }
    int before = serversField(bytes, from, last);
    boolean isServers =
        Words.at(bytes, before, last, "daemon=") || Words.at(bytes, before, last, "proto=");
    boolean hasClient = isServers && relay.read(line, last + LAST_RELAY.length, to);
    line.setEvent(hasClient ? Event.OPEN : Event.OPEN_LOCAL);
  }

  /**
   * Returns where the last field before the relay begins, apart from those that Sendmail adds if it
   * is built to (_FFR_LOG_MORE1): they prove nothing by themselves.
   */
  private static int serversField(byte[] bytes, int from, int relay) {
    int end = relay;
    int field = Bytes.lastIndexOf(bytes, from, end, SEPARATOR) + SEPARATOR.length;
    while (field > from && Words.anyAt(bytes, field, end, MORE)) {
      end = field - SEPARATOR.length;
      field = Bytes.lastIndexOf(bytes, from, end, SEPARATOR) + SEPARATOR.length;
    }
    return field;
  }

  /**
   * Whether the line breaks off within the message id that begins here, as far as {@code to}.
   * Sendmail itself cuts long ones (MSGIDLOGLEN in its headers.c), and goes on with fields of its
   * own.
   */
  private static boolean isOpen(byte[] bytes, int from, int to) {
    if (from == to || bytes[from] != '<' || Bytes.indexOf(bytes, from, to, '>') >= 0) {
      return false;
    }
    int next = from + LONGEST_ID + SEPARATOR.length;
    return next >= to
        || !Bytes.startsWith(bytes, from + LONGEST_ID, to, SEPARATOR)
        || !Words.anyAt(bytes, next, to, BEHIND_ID);
  }

  /**
   * The relay of a delivery is the remote server. Without a mailer nobody tried to deliver: see
   * {@link #undelivered}.
   */
  private void recipient(LogLine line, int from, int to) {
    fields.start(line.bytes(), from, to);
    int text = -1;
    boolean hasMailer = false;
    while (fields.next()) {
      int value = fields.valueFrom();
      if (fields.is("to")) {
        boolean isList = Bytes.indexOf(line.bytes(), value, fields.valueTo(), ',') >= 0;
        if (isList) {
          line.set(Field.TO, value, fields.valueTo());
        } else {
          MailAddress.set(line, Field.TO, value, fields.valueTo());
        }
      } else if (fields.is("delay")) {
        line.set(Field.DELAY, value, fields.valueTo());
      } else if (fields.is("mailer")) {
        hasMailer = true;
      } else if (fields.is("relay")) {
        line.set(Field.RELAY, value, fields.valueTo());
      } else if (fields.is("dsn") && fields.isTerminated()) {
        line.set(Field.DSN, value, fields.valueTo());
      } else if (fields.is("stat")) {
        fields.extend();
        line.set(Field.STATUS_TEXT, value, fields.valueTo());
        text = value;
      }
    }
    if (text < 0) {
      line.refuse(Refusal.CUT);
      return;
    }
    String status = status(line, text);
    if (!hasMailer && status.equals("bounced")) {
      undelivered(line, text, to);
    } else {
      line.setEvent(Event.DELIVERY);
      line.setWord(Field.STATUS, status);
    }
  }

  /**
   * Whom a message would have gone to that was never queued (logundelrcpts() in srvrsmtp.c of
   * 8.17): a rule threw it away, the client gave it up, or it was refused at its end. Of a refusal
   * by a milter or a rule a line of its own has told before.
   */
  private static void undelivered(LogLine line, int text, int to) {
    byte[] bytes = line.bytes();
    line.clear(Field.STATUS_TEXT);
    if (Words.is(bytes, text, to, "discarded")) {
      line.setEvent(Event.DISCARDED);
    } else if (Words.is(bytes, text, to, "aborted by sender")
        || SmtpCommand.isReset(bytes, text, to)) {
      line.setEvent(Event.REMOVED);
    } else {
      line.setEvent(Event.REJECT);
      line.setWord(Field.ACTION, "reject");
      line.setWord(Field.STAGE, "END-OF-MESSAGE");
      line.set(Field.REJECT_TEXT, text, to);
    }
  }

  private static String status(LogLine line, int text) {
    byte[] bytes = line.bytes();
    byte first = line.has(Field.DSN) ? bytes[line.from(Field.DSN)] : 0;
    if (first == '2' || Words.at(bytes, text, line.end(), "Sent")) {
      return "sent";
    }
    return first == '4'
            || Words.at(bytes, text, line.end(), "Deferred")
            || Words.at(bytes, text, line.end(), "queued")
        ? "deferred"
        : "bounced";
  }

  /** {@code ruleset=check_rcpt, arg1=<b@example.com>, relay=…, reject=550 5.7.1 text}. */
  private void ruleset(LogLine line, int from, int to) {
    fields.start(line.bytes(), from, to);
    Event event = Event.NOTHING;
    boolean isDone = false;
    while (fields.next()) {
      if (fields.is("ruleset")) {
        if (Words.anyAt(line.bytes(), fields.valueFrom(), fields.valueTo(), OF_NO_CLIENT)) {
          line.setEvent(Event.NOTHING);
          return;
        }
        stage(line);
      } else if (fields.is("arg1")) {
        argument(line);
      } else if (fields.is("relay")) {
        relay.read(line, fields.valueFrom(), fields.valueTo());
      } else if (fields.is("reject")) {
        fields.extend();
        line.setWord(Field.ACTION, "reject");
        ReplyCode.split(
            line, fields.valueFrom(), fields.valueTo(), Field.REJECT_CODE, Field.REJECT_TEXT);
        event = Event.REJECT;
        isDone = true;
      } else if (fields.begins("discard") || fields.begins("quarantine")) {
        event = Event.NOTICE;
        isDone = true;
      }
    }
    line.setEvent(event);
    if (!isDone) {
      line.clearClient();
      line.refuse(Refusal.CUT);
    }
  }

  private void stage(LogLine line) {
    byte[] bytes = line.bytes();
    int at = fields.valueFrom();
    int to = fields.valueTo();
    String stage = null;
    if (Words.at(bytes, at, to, "check_relay")) {
      stage = "CONNECT";
    } else if (Words.at(bytes, at, to, "check_mail")) {
      stage = "MAIL";
    } else if (Words.at(bytes, at, to, "check_rcpt") || Words.at(bytes, at, to, "check_compat")) {
      stage = "RCPT";
    } else if (Words.at(bytes, at, to, "check_data")) {
      stage = "DATA";
    } else if (Words.anyAt(bytes, at, to, END_OF_MESSAGE)) {
      stage = "END-OF-MESSAGE";
    }
    if (stage != null) {
      line.setWord(Field.STAGE, stage);
    }
  }

  private void argument(LogLine line) {
    if (line.is(Field.STAGE, "RCPT")) {
      MailAddress.set(line, Field.TO, fields.valueFrom(), fields.valueTo());
    } else if (line.is(Field.STAGE, "MAIL")) {
      MailAddress.set(line, Field.FROM, fields.valueFrom(), fields.valueTo());
    }
  }
}
