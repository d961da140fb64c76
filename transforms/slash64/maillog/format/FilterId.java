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
    int end = end(bytes, from, to);
    if (end == from || !Words.at(bytes, end, to, ": ")) {
      return from;
    }
    line.set(Field.QUEUE_ID, from, end);
    return end + 2;
  }

  /** Returns where the queue id ends that stands at {@code from}, or {@code from} if none does. */
  static int end(byte[] bytes, int from, int to) {
    int at = from;
    boolean hasDigit = false;
    while (at < to && isIdLetter(bytes[at])) {
      hasDigit |= bytes[at] >= '0' && bytes[at] <= '9';
      at++;
    }
    return hasDigit && at - from >= SHORTEST && at - from <= LONGEST ? at : from;
  }

  private static boolean isIdLetter(byte b) {
    return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b == '-';
  }
}
