package slash64.maillog.message;

import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * The recipients one delivery line speaks of: one, but Sendmail writes {@code
 * to=<b@example.com>,<c@example.com>}, and so are several of one record of KumoMTA put down. For
 * one thread.
 */
final class Recipients {
  private byte[] bytes = new byte[0];
  private long salt;
  private int next;
  private int end;

  /** Whether the field is one address, whatever stands in it, and it was not told yet. */
  private boolean isOneLeft;

  /** Starts with the recipients of a line about this message. */
  void start(OpenMessage message, LogLine line) {
    boolean isExim = "exim".equals(message.mta) && line.has(Field.ORIG_TO);
    Field field = isExim ? Field.ORIG_TO : Field.TO; // Exim's final address differs from try to try
    bytes = line.bytes();
    next = line.has(field) ? line.from(field) : 0;
    end = line.has(field) ? line.to(field) : 0;
    salt = message.key0 * 31 + message.key1;
    boolean isOfKumoMta = "kumomta".equals(message.mta);
    boolean isList =
        "sendmail".equals(message.mta) || isOfKumoMta && line.number(Field.NRCPT, 1) > 1;
    isOneLeft = !isList;
  }

  /** Returns whether there is one more. */
  boolean hasNext() {
    return isOneLeft || next < end;
  }

  /**
   * Returns a number for the next recipient that means nothing outside this queue id: the same in
   * every split, so that parts of a message can be merged, and of no use to find the address.
   */
  long next() {
    if (isOneLeft) {
      isOneLeft = false;
      long hash = hash(next, end);
      next = end;
      return hash;
    }
    int to = firstEnd(bytes, next, end);
    boolean isBracketed = to - next >= 2 && bytes[next] == '<' && bytes[to - 1] == '>';
    long hash = isBracketed ? hash(next + 1, to - 1) : hash(next, to);
    next = to + 1;
    return hash;
  }

  private long hash(int from, int to) {
    long hash = salt;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * 0x100000001B3L;
    }
    return hash ^ hash >>> 29;
  }

  /** Returns where the first address of a list ends: at a comma outside quotes and brackets. */
  static int firstEnd(byte[] b, int from, int to) {
    if (from >= to || b[from] != '<' && b[from] != '"' && b[from] != ',') {
      int at = from;
      while (at < to && b[at] != ',') {
        at++;
      }
      return at;
    }
    boolean isQuoted = false;
    boolean isBracketed = false;
    for (int at = from; at < to; at++) {
      switch (b[at]) {
        case '\\' -> at++;
        case '"' -> isQuoted = !isQuoted;
        case '<' -> isBracketed |= !isQuoted;
        case '>' -> isBracketed &= isQuoted;
        case ',' -> {
          if (!isQuoted && !isBracketed) {
            return at;
          }
        }
        default -> {}
      }
    }
    return to;
  }
}
