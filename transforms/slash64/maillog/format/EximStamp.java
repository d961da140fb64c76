package slash64.maillog.format;

import slash64.maillog.line.Bytes;

/**
 * The stamp of Exim's own files, {@code 2026-11-23 08:05:01[.mmm][ +zzzz][ [pid]] }: where its
 * parts stand. The same stamp may follow a syslog header. For one thread.
 */
final class EximStamp {
  private int secondsEnd;
  private int zoneFrom;
  private int zoneTo;
  private int pidFrom;
  private int pidTo;

  /**
   * Reads the stamp at {@code from}.
   *
   * @return where the text after it begins, or -1 if there is no stamp
   */
  int read(byte[] bytes, int from, int to) {
    if (!LocalStamp.isAt(bytes, from, to) || bytes[from + 10] != ' ') {
      return -1;
    }
    secondsEnd = LocalStamp.end(bytes, from, to);
    int at = secondsEnd;
    zoneFrom = zoneTo = at;
    if (to - at >= 6
        && bytes[at] == ' '
        && (bytes[at + 1] == '+' || bytes[at + 1] == '-')
        && Bytes.digits(bytes, at + 2, to) == at + 6) {
      zoneFrom = at + 1;
      zoneTo = at + 6;
      at = zoneTo;
    }
    pidFrom = pidTo = at;
    if (to - at >= 3 && bytes[at] == ' ' && bytes[at + 1] == '[') {
      int close = Bytes.digits(bytes, at + 2, to);
      if (close > at + 2 && close < to && bytes[close] == ']') {
        pidFrom = at + 2;
        pidTo = close;
        at = close + 1;
      }
    }
    return at < to && bytes[at] == ' ' ? at + 1 : -1;
  }

  /** Returns where the seconds with their decimals end. */
  int secondsEnd() {
    return secondsEnd;
  }

  /** Returns where the zone ({@code +0100}) begins; it is empty if none is written. */
  int zoneFrom() {
    return zoneFrom;
  }

  int zoneTo() {
    return zoneTo;
  }

  /** Returns the process id, or -1. */
  int pid(byte[] bytes) {
    long value = Bytes.number(bytes, pidFrom, pidTo, -1);
    return value <= Integer.MAX_VALUE ? (int) value : -1;
  }
}
