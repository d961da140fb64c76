package slash64.maillog.format;

import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/** Reply codes (RFC 5321, 4.2) and enhanced status codes (RFC 3463) in replies. */
final class ReplyCode {
  private ReplyCode() {}

  /**
   * Returns whether three digits that begin with 2, 4 or 5 stand at {@code from}, and no fourth.
   */
  static boolean isCode(byte[] bytes, int from, int to) {
    return to - from >= 3
        && (bytes[from] == '2' || bytes[from] == '4' || bytes[from] == '5')
        && isDigit(bytes[from + 1])
        && isDigit(bytes[from + 2])
        && (to - from == 3 || isBehindCode(bytes[from + 3]));
  }

  /** A blank, the dash of a reply's lines but the last, the comma of a field that ends with it. */
  private static boolean isBehindCode(byte b) {
    return b == ' ' || b == '-' || b == ',';
  }

  /** Returns the length of the enhanced status code at {@code from}, {@code 5.7.1}; 0 if none. */
  static int enhanced(byte[] bytes, int from, int to) {
    if (to - from < 5
        || bytes[from] != '2' && bytes[from] != '4' && bytes[from] != '5'
        || bytes[from + 1] != '.') {
      return 0;
    }
    int subject = number(bytes, from + 2, to);
    if (subject < 0 || subject >= to || bytes[subject] != '.') {
      return 0;
    }
    int detail = number(bytes, subject + 1, to);
    return detail < 0 ? 0 : detail - from;
  }

  /**
   * Splits a reply {@code 550 5.7.1 text} into code, enhanced code and text, each as far as it is
   * there.
   */
  static void split(LogLine line, int from, int to, Field code, Field text) {
    byte[] bytes = line.bytes();
    int at = from;
    if (isCode(bytes, at, to)) {
      line.set(code, at, at + 3);
      at = Math.min(at + 4, to);
    }
    at = takeEnhanced(line, at, to);
    line.set(text, at, to);
  }

  /** Sets DSN from the code at {@code from}, if there is one, and returns where text goes on. */
  static int takeEnhanced(LogLine line, int from, int to) {
    int length = enhanced(line.bytes(), from, to);
    if (length == 0) {
      return from;
    }
    int end = from + length;
    line.set(Field.DSN, from, end);
    if (end < to && line.bytes()[end] == ':') { // OpenSMTPD: "421 4.3.0: Temporary Error"
      end++;
    }
    return Math.min(end + 1, to);
  }

  /** Sets DSN from the first {@code 550 5.1.1} within free text, both of one class. */
  static void findEnhanced(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    for (int at = from; at + 9 <= to; at++) {
      if (bytes[at + 4] == bytes[at]
          && isCode(bytes, at, to)
          && (at == from || bytes[at - 1] == ' ' || bytes[at - 1] == '"')
          && enhanced(bytes, at + 4, to) > 0) {
        takeEnhanced(line, at + 4, to);
        return;
      }
    }
  }

  /** Returns where one to three digits end, or -1. */
  private static int number(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && isDigit(bytes[at])) {
      at++;
    }
    return at == from || at - from > 3 ? -1 : at;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
