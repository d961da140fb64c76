package slash64.maillog.format;

/**
 * Walks {@code key=value, key=value} from the left. A comma within {@code <…>} (quotes in there may
 * hold more brackets) or {@code (…)} parts nothing. For one thread.
 */
final class CommaFields {
  private byte[] bytes = new byte[0];
  private int to;
  private int next;
  private int key;
  private int equals;
  private int valueTo;

  void start(byte[] newBytes, int from, int newTo) {
    bytes = newBytes;
    to = newTo;
    next = from;
  }

  /** Moves on to the next field; a field without {@code =} has an empty value. */
  boolean next() {
    if (next < 0 || next >= to) {
      return false;
    }
    key = next;
    equals = key;
    while (equals < to && isKey(bytes[equals])) {
      equals++;
    }
    valueTo = end(equals);
    boolean hasMore = valueTo + 1 < to && bytes[valueTo] == ',' && bytes[valueTo + 1] == ' ';
    next = hasMore ? valueTo + 2 : -1;
    return true;
  }

  /** Returns the position of the comma that ends the value, or the end of the line. */
  private int end(int from) {
    int at = from;
    while (at < to) {
      switch (bytes[at]) {
        case ',' -> {
          if (at + 1 < to && bytes[at + 1] == ' ') {
            return at;
          }
          at++;
        }
        case '<' -> at = closed(at, '>');
        case '(' -> at = closed(at, ')');
        default -> at++;
      }
    }
    return to;
  }

  /** Returns the position behind the closing bracket; the end of the line if there is none. */
  private int closed(int from, char close) {
    int at = from + 1;
    while (at < to) {
      if (bytes[at] == '"' && close == '>') {
        int quoted = EximFields.quoted(bytes, at, to);
        if (quoted < 0) {
          return to;
        }
        at = quoted;
      } else if (bytes[at++] == close) {
        return at;
      }
    }
    return to;
  }

  /** Returns whether the current field has this name. */
  boolean is(String name) {
    return equals - key == name.length()
        && equals < to
        && bytes[equals] == '='
        && Words.at(bytes, key, equals, name);
  }

  /** Returns whether the current field begins with these words, as one without {@code =} does. */
  boolean begins(String words) {
    return Words.at(bytes, key, to, words);
  }

  int valueFrom() {
    return Math.min(equals + 1, valueTo);
  }

  int valueTo() {
    return valueTo;
  }

  /** Returns whether more fields follow, so that the value is whole. */
  boolean isTerminated() {
    return next >= 0;
  }

  /** Ends the current value where its writer cut it, if another field follows right there. */
  void limit(int longest) {
    int cut = valueFrom() + longest;
    if (cut < valueTo && cut + 1 < to && bytes[cut] == ',' && bytes[cut + 1] == ' ') {
      valueTo = cut;
      next = cut + 2;
    }
  }

  /** Lets the current value reach to the end of the line: free text. */
  void extend() {
    valueTo = to;
    next = -1;
  }

  private static boolean isKey(byte b) {
    return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_';
  }
}
