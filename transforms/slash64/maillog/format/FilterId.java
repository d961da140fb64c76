package slash64.maillog.format;

import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/** The mail server's queue id in front of a filter's line, {@code 4jXz4s0sf8z6v2L: text}. */
final class FilterId {
  private static final int SHORTEST = 6;
  private static final int LONGEST = 32;
  private static final String UNKNOWN = "(unknown-jobid): ";

  private FilterId() {}

  /** Sets the queue id, if there is one, and returns where the text begins. */
  static int read(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    if (Words.at(bytes, from, to, UNKNOWN)) {
      return from + UNKNOWN.length();
    }
    int at = from;
    boolean hasDigit = false;
    while (at < to && isIdLetter(bytes[at])) {
      hasDigit |= bytes[at] >= '0' && bytes[at] <= '9';
      at++;
    }
    boolean isId = hasDigit && at - from >= SHORTEST && at - from <= LONGEST;
    if (!isId || !Words.at(bytes, at, to, ": ")) {
      return from;
    }
    line.set(Field.QUEUE_ID, from, at);
    return at + 2;
  }

  private static boolean isIdLetter(byte b) {
    return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b == '-';
  }
}
