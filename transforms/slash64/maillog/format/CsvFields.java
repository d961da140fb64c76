package slash64.maillog.format;

import java.nio.charset.StandardCharsets;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/** Splits a record of RFC 4180 into its fields. For one thread. */
final class CsvFields {
  private static final int MOST = 256;

  private final int[] from = new int[MOST];
  private final int[] to = new int[MOST];
  private final boolean[] isDoubled = new boolean[MOST];
  private byte[] bytes = new byte[0];
  private int count;

  /**
   * Follows quotes through {@code bytes[from, to)}. A quote opens only at the head of a field, and
   * within quotes two stand for one.
   *
   * @param isQuoted whether the text begins within quotes
   * @return whether it ends within quotes, so that the record goes on in the next line
   */
  static boolean endsQuoted(byte[] bytes, int from, int to, boolean isQuoted) {
    boolean inQuotes = isQuoted;
    boolean isHead = !isQuoted;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (inQuotes) {
        if (b == '"') {
          if (i + 1 < to && bytes[i + 1] == '"') {
            i++;
          } else {
            inQuotes = false;
          }
        }
      } else if (b == '"' && isHead) {
        inQuotes = true;
      }
      isHead = !inQuotes && b == ',';
    }
    return inQuotes;
  }

  /** Splits a whole record; fields beyond the 256th are dropped. */
  void split(byte[] newBytes, int start, int end) {
    bytes = newBytes;
    count = 0;
    int at = start;
    while (count < MOST) {
      int next = at < end && bytes[at] == '"' ? quoted(at, end) : bare(at, end);
      count++;
      if (next >= end) {
        return;
      }
      at = next + 1;
    }
  }

  private int bare(int start, int end) {
    int at = start;
    while (at < end && bytes[at] != ',') {
      at++;
    }
    from[count] = start;
    to[count] = at;
    isDoubled[count] = false;
    return at;
  }

  private int quoted(int start, int end) {
    int at = start + 1;
    boolean doubled = false;
    while (at < end) {
      if (bytes[at] == '"') {
        if (at + 1 >= end || bytes[at + 1] != '"') {
          break;
        }
        doubled = true;
        at++;
      }
      at++;
    }
    from[count] = start + 1;
    to[count] = Math.min(at, end);
    isDoubled[count] = doubled;
    while (at < end && bytes[at] != ',') { // nothing belongs between a closing quote and a comma
      at++;
    }
    return at;
  }

  int count() {
    return count;
  }

  /** Returns where field {@code index} begins. */
  int from(int index) {
    return from[index];
  }

  int to(int index) {
    return to[index];
  }

  boolean isEmpty(int index) {
    return index < 0 || index >= count || from[index] == to[index];
  }

  String text(int index) {
    String text = new String(bytes, from[index], to[index] - from[index], StandardCharsets.UTF_8);
    return isDoubled[index] ? text.replace("\"\"", "\"") : text;
  }

  /** Sets a field of the line from one of ours, unless that is missing or empty. */
  void set(LogLine line, Field field, int index) {
    if (isEmpty(index) || !line.wants(field)) {
      return;
    }
    if (isDoubled[index]) {
      line.setWord(field, text(index));
    } else {
      line.set(field, from[index], to[index]);
    }
  }
}
