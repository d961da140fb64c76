package slash64.maillog.format;

import static slash64.maillog.line.Bytes.startsWith;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * Exim's lines that quote what a client sent before they name it: commands in quotes, addresses in
 * brackets. The client may have written what ends the quote, and a host part behind it. For one
 * thread.
 */
final class EximCommands {
  /** What of the client's stands before the host part. */
  private enum Quote {
    COMMAND,
    GREETING,
    ADDRESS
  }

  /**
   * Fixed words before the quote.
   *
   * @param address what an address is
   */
  private record Kind(String words, Quote quote, Field address, String stage, String code) {
    /** A command that made no sense. */
    Kind(String words) {
      this(words, Quote.COMMAND, null, null, null);
    }

    /** A greeting that does not fit the client. */
    Kind(String words, String stage, String code) {
      this(words, Quote.GREETING, null, stage, code);
    }

    /** A refused sender, recipient or message. */
    Kind(String words, Field address, String stage, String code) {
      this(words, Quote.ADDRESS, address, stage, code);
    }
  }

  /** Codes as Exim 4.96 replies (smtp_in.c, receive.c): the lines do not tell them. */
  private static final Kind[] KINDS = {
    new Kind("SMTP syntax error in \""),
    new Kind("SMTP protocol error in \""),
    new Kind("rejected \"EHLO ", "EHLO", "550"),
    new Kind("rejected \"HELO ", "HELO", "550"),
    new Kind("temporarily rejected \"EHLO ", "EHLO", "451"),
    new Kind("temporarily rejected \"HELO ", "HELO", "451"),
    new Kind("rejected MAIL FROM:", Field.FROM, "MAIL", "552"),
    new Kind("rejected from ", Field.FROM, "END-OF-MESSAGE", "552"),
    new Kind("unqualified sender rejected: ", Field.FROM, "MAIL", "501"),
    new Kind("unqualified recipient rejected: ", Field.TO, "RCPT", "501"),
    new Kind("unqualified verify rejected: ", Field.TO, "VRFY", "501"),
    new Kind("too many recipients: message rejected: sender=", Field.FROM, "RCPT", "552"),
    new Kind(
        "too many recipients: excess temporarily rejected: sender=", Field.FROM, "RCPT", "452"),
  };

  private static final WordTable<Kind> TABLE = new WordTable<>();

  static {
    for (Kind kind : KINDS) {
      TABLE.add(kind, kind.words);
    }
  }

  /** Somewhat less than what Exim's buffer for a line holds (LOG_BUFFER_SIZE). */
  private static final int LONGEST = 8_000;

  private static final byte[] AFTER_COMMAND = Bytes.of("\" H=");
  private static final byte[] AFTER_GREETING = Bytes.of("\" from ");
  private static final byte[] SYNCHRONISATION = Bytes.of("SMTP protocol synchronization error (");
  private static final byte[] REJECTED = Bytes.of("): rejected ");
  private static final byte[] CONNECTION = Bytes.of("connection from ");
  private static final byte[] NESTED = Bytes.of("<<");
  private static final byte[] LOCAL = Bytes.of("U=");

  private final EximFields fields;
  private final EximHost host;

  EximCommands(EximFields fields, EximHost host) {
    this.fields = fields;
    this.host = host;
  }

  /** Reads the line from {@code at} on, if its kind is known. */
  boolean read(LogLine line, int at, int to) {
    if (startsWith(line.bytes(), at, to, SYNCHRONISATION)) {
      synchronisation(line, at + SYNCHRONISATION.length, to);
      return true;
    }
    Kind kind = TABLE.find(line.bytes(), at, to);
    if (kind == null) {
      return false;
    }
    int quote = at + kind.words.length();
    if (kind.quote == Quote.ADDRESS) {
      address(line, kind, quote, to);
      return true;
    }
    boolean isGreeting = kind.quote == Quote.GREETING;
    if (!quoted(line, isGreeting ? AFTER_GREETING : AFTER_COMMAND, quote, to)) {
      line.refuse(Refusal.CUT);
    } else if (isGreeting) {
      EximRefusal.refuse(line, kind.stage, kind.code);
    } else {
      line.setEvent(Event.COMPLAINT);
    }
    return true;
  }

  /**
   * {@code input sent without waiting for greeting): rejected connection from H=…}, where nothing
   * of the client's stands before its address, or {@code …): rejected "command" H=…}.
   */
  private void synchronisation(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    int rejected = Bytes.indexOf(bytes, from, to, REJECTED);
    int what = rejected + REJECTED.length;
    boolean isConnection = rejected >= 0 && startsWith(bytes, what, to, CONNECTION);
    boolean isRead = false;
    if (isConnection) {
      isRead = client(line, what + CONNECTION.length, to, EximHost.Expect.WORDS);
    } else if (rejected >= 0 && what < to && bytes[what] == '"') {
      isRead = quoted(line, AFTER_COMMAND, what + 1, to);
    }
    if (isRead) {
      EximRefusal.refuse(line, isConnection ? "CONNECT" : null, "554");
    } else {
      line.refuse(Refusal.CUT);
    }
  }

  /**
   * The client may have written a closing quote and a host part itself, before its real one or (in
   * the next input that the line quotes last) behind it. Two of them: no client. Of a line that is
   * cut, {@code [1/2]} or for its length, the real one may be in what is lacking.
   */
  private boolean quoted(LogLine line, byte[] after, int from, int to) {
    int close = Bytes.indexOf(line.bytes(), from, to, after);
    boolean isCut = isPart(line.bytes(), line.text(), to) || to - line.text() >= LONGEST;
    if (close < 0 || isCut || Bytes.indexOf(line.bytes(), close + 1, to, after) >= 0) {
      return close >= 0;
    }
    return client(line, close + after.length, to, EximHost.Expect.REMARK);
  }

  /** {@code [1/2] }; {@code [812] } is the process. */
  private static boolean isPart(byte[] bytes, int from, int to) {
    int number = bytes[from] == '[' ? Bytes.digits(bytes, from + 1, to) : to;
    return number < to && bytes[number] != ']';
  }

  /**
   * An address without domain is logged as it was sent, brackets included: a comment in it can hold
   * what looks like its end, so that nothing tells the client.
   */
  private void address(LogLine line, Kind kind, int from, int to) {
    byte[] bytes = line.bytes();
    boolean isNested = startsWith(bytes, from, to, NESTED);
    int open = isNested ? from + 1 : from;
    int end = EximAddress.end(bytes, open, to);
    if (end < 0) {
      line.refuse(Refusal.CUT);
      return;
    }
    int at = isNested && end < to && bytes[end] == '>' ? end + 1 : end;
    at = at < to && bytes[at] == ' ' ? at + 1 : at;
    boolean hasComment = Bytes.indexOf(bytes, open, end, '(') >= 0;
    if (startsWith(bytes, at, to, LOCAL)) {
      line.setEvent(Event.NOTHING); // no client's
    } else if (hasComment || client(line, at, to, EximHost.Expect.REMARK)) {
      EximRefusal.refuse(line, kind.stage, kind.code);
      line.set(kind.address, open + 1, end - 1);
      int text = fields.stop() + 2;
      if (!hasComment && text < to && bytes[text - 2] == ':') {
        line.set(Field.REJECT_TEXT, text, to);
      }
    } else {
      line.refuse(Refusal.CUT);
    }
  }

  /** Takes the client that begins at {@code from}; returns whether there is one. */
  private boolean client(LogLine line, int from, int to, EximHost.Expect expect) {
    host.read(line.bytes(), from, to, expect);
    if (!host.isFound()) {
      return false;
    }
    host.apply(line);
    return true;
  }
}
