package slash64.maillog.envelope;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/** Reads the tag of a header: {@code postfix/smtpd[812]: }, with or without a process id. */
final class ProgramTag {
  private static final byte[] SOLARIS = Bytes.of("[ID ");

  private ProgramTag() {}

  /** Returns whether the word {@code [from, to)} is the tag: a relay may leave the host out. */
  static boolean isAt(byte[] b, int from, int to) {
    if (b[from] == '[') {
      return false;
    }
    return to > from
        && b[to - 1] == ':'
        && (to - from < 2 || b[to - 2] == ']' || Bytes.indexOf(b, from, to - 1, ':') < 0);
  }

  /**
   * Reads program, process id and where the text begins.
   *
   * @return whether there is a text; if not, the line is refused
   */
  static boolean read(LogLine line, byte[] b, int from, int to) {
    int at = Bytes.indexOfAny(b, from, to, '[', ':', ' ');
    if (at <= from || b[at] == ' ') {
      return refuse(line);
    }
    line.set(Field.PROGRAM, from, at);
    return b[at] == '[' ? readPid(line, b, at, to) : readText(line, b, at, to);
  }

  /** Reads the same behind a program that is set already, from the bracket on. */
  static boolean readPid(LogLine line, byte[] b, int from, int to) {
    int close = Bytes.digits(b, from + 1, to);
    if (close == from + 1 || close - from > 10 || close + 1 >= to || b[close] != ']') {
      return refuse(line);
    }
    line.setPid((int) Bytes.number(b, from + 1, close, -1));
    return readText(line, b, close + 1, to);
  }

  private static boolean readText(LogLine line, byte[] b, int from, int to) {
    int at = from;
    if (at >= to || b[at] != ':') {
      return refuse(line);
    }
    at++;
    if (at < to && b[at] == ' ') {
      at++;
    }
    line.setText(skipSolarisId(b, at, to));
    return true;
  }

  /** Solaris: {@code [ID 197553 mail.info] text}. */
  private static int skipSolarisId(byte[] b, int from, int to) {
    if (Bytes.startsWith(b, from, to, SOLARIS)) {
      int close = Bytes.indexOf(b, from, Math.min(to, from + 48), ']');
      if (close > 0 && close + 1 < to && b[close + 1] == ' ') {
        return close + 2;
      }
    }
    return from;
  }

  private static boolean refuse(LogLine line) {
    line.refuse(Refusal.CUT_HEADER);
    return false;
  }
}
