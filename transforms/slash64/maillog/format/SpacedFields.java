package slash64.maillog.format;

/**
 * Walks {@code key=value key=value} from the left. Values in {@code "…"} (backslash escapes) and
 * {@code <…>} may hold blanks; quotes are not part of the value, angle brackets are. For one
 * thread.
 */
final class SpacedFields {
  private byte[] bytes = new byte[0];
  private int to;
  private int next;
  private int key;
  private int equals;
  private int valueFrom;
  private int valueTo;

  void start(byte[] newBytes, int from, int newTo) {
    bytes = newBytes;
    to = newTo;
    next = from;
  }

  /** Moves on to the next field; stops at anything that is none, and at quotes left open. */
  boolean next() {
    key = next;
    equals = key;
    while (equals < to && bytes[equals] >= 'a' && bytes[equals] <= 'z') {
      equals++;
    }
    if (equals == key || equals >= to || bytes[equals] != '=') {
      return false;
    }
    valueFrom = equals + 1;
    int end = end();
    if (end < 0) {
      next = to;
      return false;
    }
    next = Math.min(end + 1, to);
    return true;
  }

  /** Sets the value and returns where the field ends. */
  private int end() {
    if (valueFrom < to && bytes[valueFrom] == '"') {
      int end = EximFields.quoted(bytes, valueFrom, to);
      valueFrom++;
      valueTo = end - 1;
      return end;
    }
    if (valueFrom < to && bytes[valueFrom] == '<') {
      int close = EximAddress.end(bytes, valueFrom, to);
      if (close > 0) {
        valueTo = close;
        return close;
      }
    }
    valueTo = EximFields.blank(bytes, valueFrom, to);
    return valueTo;
  }

  boolean is(String name) {
    return equals - key == name.length() && Words.at(bytes, key, equals, name);
  }

  int valueFrom() {
    return valueFrom;
  }

  int valueTo() {
    return valueTo;
  }
}
