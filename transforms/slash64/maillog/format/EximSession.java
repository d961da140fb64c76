package slash64.maillog.format;

import static slash64.maillog.line.Bytes.startsWith;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/** Exim's lines about a client and no message: sessions, refusals, failed authentication. */
final class EximSession {
  /** Fixed words, and what they tell of the client whose host part follows; of refusals, all. */
  private record Kind(
      String words, Event event, EximHost.Expect expect, String stage, String code) {
    Kind(String words, Event event, EximHost.Expect expect) {
      this(words, event, expect, null, null);
    }

    Kind(String words, EximHost.Expect expect, String stage, String code) {
      this(words, Event.REJECT, expect, stage, code);
    }
  }

  private static final WordTable<Kind> TABLE = new WordTable<>();

  private static final Kind[] KINDS = {
    new Kind("SMTP connection from ", Event.DISCONNECT, EximHost.Expect.ANYTHING),
    new Kind("no MAIL in SMTP connection from ", Event.COMPLAINT, EximHost.Expect.ANYTHING),
    new Kind("no MAIL in SMTPS connection from ", Event.COMPLAINT, EximHost.Expect.ANYTHING),
    new Kind("SMTP command timeout on connection from ", Event.COMPLAINT, EximHost.Expect.ANYTHING),
    new Kind(
        "SMTP command timeout on TLS connection from ", Event.COMPLAINT, EximHost.Expect.ANYTHING),
    new Kind(
        "unexpected disconnection while reading SMTP command from ",
        Event.COMPLAINT,
        EximHost.Expect.ANYTHING),
    new Kind(
        "SMTP data timeout (message abandoned) on connection from ",
        Event.COMPLAINT,
        EximHost.Expect.ANYTHING),
    new Kind("SMTP call from ", Event.COMPLAINT, EximHost.Expect.ANYTHING),
    new Kind("TLS error on connection from ", Event.COMPLAINT, EximHost.Expect.REMARK),
    new Kind("TLS client disconnected cleanly ", Event.COMPLAINT, EximHost.Expect.REMARK),
    new Kind("Connection from ", EximHost.Expect.ANYTHING, "CONNECT", "421"),
    new Kind("refused connection from ", EximHost.Expect.REMARK, "CONNECT", "554"),
    new Kind("temporarily refused connection from ", EximHost.Expect.REMARK, "CONNECT", "421"),
    new Kind("rejected EHLO from ", EximHost.Expect.ANYTHING, "EHLO", "550"),
    new Kind("rejected HELO from ", EximHost.Expect.ANYTHING, "HELO", "550"),
    new Kind("rejected AUTH from ", EximHost.Expect.ANYTHING, "AUTH", "550"),
    new Kind("rejected AUTH ", EximHost.Expect.ANYTHING, "AUTH", "550"),
    new Kind("rejected VRFY ", EximHost.Expect.ANYTHING, "VRFY", "550"),
    new Kind("rejected EXPN ", EximHost.Expect.ANYTHING, "EXPN", "550"),
    new Kind("rejected STARTTLS ", EximHost.Expect.ANYTHING, "STARTTLS", "550"),
    new Kind("rejected MAIL from ", EximHost.Expect.ANYTHING, "MAIL", "503"),
    new Kind("rejected MAIL command ", EximHost.Expect.ANYTHING, "MAIL", "421"),
    new Kind("rejected MAIL ", EximHost.Expect.ANYTHING, "MAIL", "550"),
    new Kind(
        "overlong message header line received from ",
        EximHost.Expect.REMARK,
        "END-OF-MESSAGE",
        "552"),
    new Kind(
        "ridiculously long message header received from ",
        EximHost.Expect.REMARK,
        "END-OF-MESSAGE",
        "552"),
  };

  /** The daemon about itself, and look-ups before a client has said anything. */
  private static final String[] NOTHING = {
    "no host name found for IP address ",
    "no IP address found for host ",
    "Start queue run",
    "End queue run",
    "exim ",
    "Exim ",
    "daemon",
    "pid ",
    "cwd=",
    "SIGHUP received",
    "SIGTERM received",
    "SIGINT received",
    "Warning: ",
    "Main configuration file",
    "listening ",
    "DKIM: ",
    "DNS list lookup ",
    "host name alias list truncated",
    "SMTP connection outbound ",
    "failed to expand ",
    "malware acl condition",
    "spam acl condition",
    "ident connection to ",
    "U=", // a user of the server's own machine, whom an access control list looked at
    "list matching forced to fail: ",
    "[", // an address, and what OpenSSL says of its certificate, or how it hung up
    "TLS error (",
    "TLS session",
    "SSL_write",
    "SSL channel ",
    "VRFY failed for ",
    "ETRN ",
    "no immediate delivery: ",
    "notify triggered queue run",
    "Long ",
    "socket bind() ",
    "Failed to create IPv6 socket",
    "getsockopt() failed",
    "spool directory space check failed",
    "log directory space check failed",
  };

  static {
    TABLE.add(new Kind("", Event.NOTHING, EximHost.Expect.ANYTHING), NOTHING);
    for (Kind kind : KINDS) {
      TABLE.add(kind, kind.words);
    }
  }

  private static final byte[] CONNECTION_COUNT = Bytes.of("(TCP/IP connection count");
  private static final byte[] AUTHENTICATOR = Bytes.of(" authenticator failed for ");
  private static final byte[] USER = Bytes.of("(set_id=");

  private final EximFields fields;
  private final EximHost host;
  private final EximCommands commands;

  EximSession(EximFields fields, EximHost host) {
    this.fields = fields;
    this.host = host;
    this.commands = new EximCommands(fields, host);
  }

  /** Reads the line from {@code at} on, if its kind is known. */
  boolean read(LogLine line, int at, int to) {
    if (commands.read(line, at, to)) {
      return true;
    }
    byte[] bytes = line.bytes();
    Kind kind = TABLE.find(bytes, at, to);
    if (kind != null) {
      line.setEvent(kind.event);
      if (kind.event != Event.NOTHING) {
        known(line, kind, at, to);
      }
      return true;
    }
    int name = EximFields.blank(bytes, at, to);
    if (startsWith(bytes, name, to, AUTHENTICATOR)) {
      authentication(line, name + AUTHENTICATOR.length, to);
      return true;
    }
    return false;
  }

  private void known(LogLine line, Kind kind, int from, int to) {
    int at = from + kind.words.length();
    EximFields.End end = host.read(line.bytes(), at, to, kind.expect);
    if (!host.isFound()) {
      if (kind.event == Event.DISCONNECT && isUser(line.bytes(), at, to)) {
        line.setEvent(Event.NOTHING);
      } else {
        line.refuse(Refusal.CUT);
      }
      return;
    }
    host.apply(line);
    fields.apply(line);
    if (kind.event == Event.REJECT) {
      EximRefusal.refuse(line, kind.stage, kind.code);
      int text = end == EximFields.End.COLON ? fields.stop() + 2 : fields.stop();
      line.set(Field.REJECT_TEXT, Math.min(text, to), to);
      return;
    }
    boolean isConnect =
        end == EximFields.End.WORDS
            && startsWith(line.bytes(), fields.stop(), to, CONNECTION_COUNT);
    line.setEvent(isConnect ? Event.CONNECT : kind.event);
  }

  /** {@code SMTP connection from root closed by QUIT}: over a pipe, by a user and no client. */
  private static boolean isUser(byte[] bytes, int from, int to) {
    int next = EximFields.blank(bytes, from, to) + 1;
    boolean isName = from < to && bytes[from] != '[' && bytes[from] != '(';
    return isName && (next >= to || bytes[next] != '[' && bytes[next] != '(');
  }

  private void authentication(LogLine line, int at, int to) {
    byte[] bytes = line.bytes();
    EximFields.End end = host.read(bytes, at, to, EximHost.Expect.COLON);
    if (!host.isFound() || end != EximFields.End.COLON) {
      line.refuse(Refusal.CUT);
      return;
    }
    host.apply(line);
    int text = Math.min(fields.stop() + 2, to);
    boolean isOutage = text < to && bytes[text] == '4'; // 435: nobody can log in for now
    line.setEvent(isOutage ? Event.COMPLAINT : Event.AUTH_FAILURE);
    ReplyCode.split(line, text, to, Field.REJECT_CODE, Field.REJECT_TEXT);
    int user = Bytes.indexOf(bytes, text, to, USER);
    int close = Bytes.lastIndexOf(bytes, text, to, ')');
    if (user >= 0 && close > user) {
      line.set(Field.SASL_USERNAME, user + USER.length, close);
    }
  }
}
