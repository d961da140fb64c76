package slash64.maillog.format;

import static slash64.maillog.line.Bytes.startsWith;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * The words that end an Exim line about a client: {@code [temporarily ]rejected RCPT <a>: text} and
 * their kin.
 */
final class EximRefusal {
  private static final byte[] TEMPORARILY = Bytes.of("temporarily ");
  private static final byte[] REJECTED = Bytes.of("rejected ");
  private static final byte[] RCPT = Bytes.of("RCPT ");
  private static final byte[] MAIL = Bytes.of("MAIL ");
  private static final byte[] WARNING = Bytes.of("Warning: ");
  private static final byte[] DISCARDED = Bytes.of("discarded");
  private static final byte[] VERIFY = Bytes.of("sender verify ");
  private static final byte[] DISCARDED_BY = Bytes.of(": discarded by ");
  private static final byte[] TEXT = Bytes.of(": ");

  /** What Exim calls it, and the stage as every server's refusals are counted by. */
  private record Stage(String words, String name) {}

  private static final Stage[] STAGES = {
    new Stage("RCPT", "RCPT"),
    new Stage("after DATA", "END-OF-MESSAGE"),
    new Stage("connection", "CONNECT"),
    new Stage("MAIL", "MAIL"),
    new Stage("EHLO", "EHLO"),
    new Stage("HELO", "HELO"),
    new Stage("AUTH", "AUTH"),
    new Stage("DATA", "DATA"),
    new Stage("during MIME", "END-OF-MESSAGE"),
    new Stage("DKIM", "END-OF-MESSAGE"),
    new Stage("by local_scan", "END-OF-MESSAGE"),
    new Stage("by PRDR", "END-OF-MESSAGE"),
    new Stage("predata", "DATA"),
    new Stage("STARTTLS", "STARTTLS"),
    new Stage("VRFY", "VRFY"),
    new Stage("EXPN", "EXPN"),
    new Stage("ETRN", "ETRN"),
  };

  private EximRefusal() {}

  /**
   * Reads the words at {@code from}.
   *
   * @return where free text begins, which may hold anything
   */
  static int read(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    boolean isTemporary = startsWith(bytes, from, to, TEMPORARILY);
    int at = isTemporary ? from + TEMPORARILY.length : from;
    if (startsWith(bytes, at, to, REJECTED)) {
      return rejected(line, at + REJECTED.length, to, isTemporary ? "451" : "550");
    }
    if (startsWith(bytes, from, to, RCPT)) {
      discarded(line, from, to);
    } else if (startsWith(bytes, from, to, WARNING) || startsWith(bytes, from, to, DISCARDED)) {
      line.setEvent(Event.NOTICE);
    } else if (startsWith(bytes, from, to, VERIFY)) { // precedes the refusal, which counts
      verified(line, from, to);
    } else {
      line.setEvent(Event.COMPLAINT);
    }
    return from;
  }

  /** {@code RCPT <b@example.com>: discarded by RCPT ACL: text}. */
  private static void discarded(LogLine line, int from, int to) {
    boolean isDiscarded = Bytes.indexOf(line.bytes(), from, to, DISCARDED_BY) >= 0;
    line.setEvent(isDiscarded ? Event.NOTICE : Event.COMPLAINT);
    if (isDiscarded) {
      recipient(line, from + RCPT.length, to);
    }
  }

  /** {@code sender verify fail for <a>: text}. */
  private static void verified(LogLine line, int from, int to) {
    int open = Bytes.indexOf(line.bytes(), from, to, '<');
    int end = open < 0 ? -1 : EximAddress.end(line.bytes(), open, to);
    if (end > 0) {
      line.set(Field.FROM, open + 1, end - 1);
    }
  }

  /** Makes the line a refusal; the stage is null if it is not known. */
  static void refuse(LogLine line, String stage, String code) {
    line.setEvent(Event.REJECT);
    line.setWord(Field.ACTION, "reject");
    line.setWord(Field.REJECT_CODE, code);
    if (stage != null) {
      line.setWord(Field.STAGE, stage);
    }
  }

  /**
   * Reads what follows "rejected ".
   *
   * @return where the stage and its address end, with Exim's text or somebody's imitation behind
   */
  static int rejected(LogLine line, int from, int to, String code) {
    byte[] bytes = line.bytes();
    String name = null;
    for (int i = 0; i < STAGES.length && name == null; i++) {
      name = Words.at(bytes, from, to, STAGES[i].words) ? STAGES[i].name : null;
    }
    refuse(line, name, code);
    int at = from;
    if (startsWith(bytes, from, to, RCPT)) {
      at = recipient(line, from + RCPT.length, to);
    } else if (startsWith(bytes, from, to, MAIL)) {
      at = sender(line, from + MAIL.length, to);
    }
    int text = Bytes.indexOf(bytes, at, to, TEXT);
    if (text >= 0) {
      ReplyCode.split(line, text + TEXT.length, to, Field.REJECT_CODE, Field.REJECT_TEXT);
    }
    return at;
  }

  /** The sender, if the client wrote it in brackets. */
  private static int sender(LogLine line, int from, int to) {
    int end = EximAddress.end(line.bytes(), from, to);
    if (end < 0) {
      return from;
    }
    line.set(Field.FROM, from + 1, end - 1);
    return end;
  }

  /** The recipient as the client wrote it: in brackets, or not at all well-formed. */
  private static int recipient(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    int end = EximAddress.end(bytes, from, to);
    if (end > 0) {
      line.set(Field.TO, from + 1, end - 1);
      return end;
    }
    int colon = Bytes.indexOf(bytes, from, to, TEXT);
    end = colon < 0 ? to : colon;
    line.set(Field.TO, from, end);
    return end;
  }
}
