package slash64.maillog.format;

import slash64.maillog.line.Bytes;

/**
 * The stamp of Exim's own files, {@code 2026-11-23 08:05:01[.mmm][ +zzzz][ [pid]] }, where it
 * follows a syslog header, which has told the time already.
 */
final class EximStamp {
  private EximStamp() {}

  /** Returns where the text after the stamp at {@code from} begins, or -1 if there is no stamp. */
  static int end(byte[] bytes, int from, int to) {
    if (!LocalStamp.isAt(bytes, from, to) || bytes[from + 10] != ' ') {
      return -1;
    }
    int at = LocalStamp.end(bytes, from, to);
    if (to - at >= 6
        && bytes[at] == ' '
        && (bytes[at + 1] == '+' || bytes[at + 1] == '-')
        && Bytes.digits(bytes, at + 2, to) == at + 6) {
      at += 6;
    }
    if (to - at >= 3 && bytes[at] == ' ' && bytes[at + 1] == '[') {
      int close = Bytes.digits(bytes, at + 2, to);
      if (close > at + 2 && close < to && bytes[close] == ']') {
        at = close + 1;
      }
    }
    return at < to && bytes[at] == ' ' ? at + 1 : -1;
  }
}
