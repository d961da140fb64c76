package slash64.maillog.format;

import static slash64.maillog.line.Bytes.startsWith;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/** Exim's lines about a client and no message: sessions, refusals, failed authentication. */
final class EximSession {
  /** Fixed words, and what they tell of the client whose host part follows. */
  private record Kind(String words, Event event, EximHost.Expect expect) {}

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
    new Kind("Connection from ", Event.REJECT, EximHost.Expect.ANYTHING),
    new Kind("refused connection from ", Event.REJECT, EximHost.Expect.REMARK),
    new Kind("rejected EHLO from ", Event.REJECT, EximHost.Expect.ANYTHING),
    new Kind("rejected HELO from ", Event.REJECT, EximHost.Expect.ANYTHING),
    new Kind("rejected AUTH from ", Event.REJECT, EximHost.Expect.ANYTHING),
    new Kind("rejected AUTH ", Event.REJECT, EximHost.Expect.ANYTHING),
    new Kind("rejected VRFY ", Event.REJECT, EximHost.Expect.ANYTHING),
    new Kind("rejected EXPN ", Event.REJECT, EximHost.Expect.ANYTHING),
    new Kind("rejected STARTTLS ", Event.REJECT, EximHost.Expect.ANYTHING),
    new Kind("rejected MAIL ", Event.REJECT, EximHost.Expect.ANYTHING),
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
  private static final byte[] SYNCHRONISATION = Bytes.of("SMTP protocol synchronization error (");
  private static final byte[] REJECTED = Bytes.of("rejected ");
  private static final byte[] REJECTED_COMMAND = Bytes.of(": rejected \"");
  private static final byte[] SYNTAX_ERROR = Bytes.of("SMTP syntax error in \"");
  private static final byte[] PROTOCOL_ERROR = Bytes.of("SMTP protocol error in \"");
  private static final byte[] AFTER_COMMAND = Bytes.of("\" H=");

  private final EximFields fields;
  private final EximHost host;

  EximSession(EximFields fields, EximHost host) {
    this.fields = fields;
    this.host = host;
  }

  /** Reads the line from {@code at} on, if its kind is known. */
  boolean read(LogLine line, int at, int to) {
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
    return commands(line, at, to);
  }

  private void known(LogLine line, Kind kind, int from, int to) {
    int at = from + kind.words.length();
    EximFields.End end = host.read(line.bytes(), at, to, kind.expect);
    if (!host.isFound()) {
      line.refuse(Refusal.CUT);
      return;
    }
    host.apply(line);
    fields.apply(line);
    if (kind.event == Event.REJECT) {
      boolean isCommand = startsWith(line.bytes(), from, to, REJECTED);
      int text = end == EximFields.End.COLON ? fields.stop() + 2 : fields.stop();
      if (isCommand) {
        int command = from + REJECTED.length;
        EximRefusal.rejected(line, command, EximFields.blank(line.bytes(), command, to), "550");
      } else {
        EximRefusal.rejected(line, from, from, "421");
        line.setWord(Field.STAGE, "CONNECT");
      }
      line.set(Field.REJECT_TEXT, Math.min(text, to), to);
      return;
    }
    boolean isConnect =
        end == EximFields.End.WORDS
            && startsWith(line.bytes(), fields.stop(), to, CONNECTION_COUNT);
    line.setEvent(isConnect ? Event.CONNECT : kind.event);
  }

  private void authentication(LogLine line, int at, int to) {
    byte[] bytes = line.bytes();
    EximFields.End end = host.read(bytes, at, to, EximHost.Expect.COLON);
    if (!host.isFound() || end != EximFields.End.COLON) {
      line.refuse(Refusal.CUT);
      return;
    }
    line.setEvent(Event.AUTH_FAILURE);
    host.apply(line);
    int text = Math.min(fields.stop() + 2, to);
    ReplyCode.split(line, text, to, Field.REJECT_CODE, Field.REJECT_TEXT);
    int user = Bytes.indexOf(bytes, text, to, USER);
    int close = Bytes.lastIndexOf(bytes, text, to, ')');
    if (user >= 0 && close > user) {
      line.set(Field.SASL_USERNAME, user + USER.length, close);
    }
  }

  /** Lines that quote what the client sent before they name it. */
  private boolean commands(LogLine line, int at, int to) {
    byte[] bytes = line.bytes();
    if (startsWith(bytes, at, to, SYNCHRONISATION)) {
      int quote = Bytes.indexOf(bytes, at, to, REJECTED_COMMAND);
      if (quote < 0 || !quoted(line, quote + REJECTED_COMMAND.length, to)) {
        line.refuse(Refusal.CUT);
        return true;
      }
      line.setEvent(Event.REJECT);
      line.setWord(Field.ACTION, "reject");
      line.setWord(Field.REJECT_CODE, "554");
      return true;
    }
    byte[] words = startsWith(bytes, at, to, SYNTAX_ERROR) ? SYNTAX_ERROR : PROTOCOL_ERROR;
    if (!startsWith(bytes, at, to, words)) {
      return false;
    }
    if (quoted(line, at + words.length, to)) {
      line.setEvent(Event.COMPLAINT);
    } else {
      line.refuse(Refusal.CUT);
    }
    return true;
  }

  /**
   * The client may have written a closing quote and a host part itself, before its real one or (in
   * the next input that the line quotes last) behind it. Two of them: no client.
   */
  private boolean quoted(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    int close = Bytes.indexOf(bytes, from, to, AFTER_COMMAND);
    if (close < 0 || Bytes.indexOf(bytes, close + 1, to, AFTER_COMMAND) >= 0) {
      return close >= 0;
    }
    host.read(bytes, close + 2, to, EximHost.Expect.REMARK);
    if (!host.isFound()) {
      return false;
    }
    host.apply(line);
    return true;
  }
}
