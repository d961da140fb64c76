package slash64.maillog.line;

import java.nio.charset.StandardCharsets;

/**
 * Scanning of byte ranges: the handful of searches the line formats are made of. Ranges are {@code
 * [from, to)}; a search that finds nothing returns -1. Nothing here allocates.
 */
public final class Bytes {
  private Bytes() {}

  /** Returns the bytes of an ASCII literal, for use as a constant. */
  public static byte[] of(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  public static int indexOf(byte[] bytes, int from, int to, char c) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == c) {
        return i;
      }
    }
    return -1;
  }

  public static int lastIndexOf(byte[] bytes, int from, int to, char c) {
    for (int i = to - 1; i >= from; i--) {
      if (bytes[i] == c) {
        return i;
      }
    }
    return -1;
  }

  public static int indexOf(byte[] bytes, int from, int to, byte[] what) {
    byte first = what[0];
    for (int i = from, last = to - what.length; i <= last; i++) {
      if (bytes[i] == first && startsWith(bytes, i, to, what)) {
        return i;
      }
    }
    return -1;
  }

  public static int lastIndexOf(byte[] bytes, int from, int to, byte[] what) {
    byte first = what[0];
    for (int i = to - what.length; i >= from; i--) {
      if (bytes[i] == first && startsWith(bytes, i, to, what)) {
        return i;
      }
    }
    return -1;
  }

  public static boolean startsWith(byte[] bytes, int from, int to, byte[] what) {
    if (to - from < what.length) {
      return false;
    }
    for (int i = 0; i < what.length; i++) {
      if (bytes[from + i] != what[i]) {
        return false;
      }
    }
    return true;
  }

  public static boolean equal(byte[] bytes, int from, int to, byte[] what) {
    return to - from == what.length && startsWith(bytes, from, to, what);
  }

  /**
   * Returns the first position at or after {@code from} that is not a digit; {@code to} if none.
   */
  public static int digits(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }

  /** Returns {@code [from, to)} as a whole number of 1 to 18 digits, or {@code otherwise}. */
  public static long number(byte[] bytes, int from, int to, long otherwise) {
    if (to <= from || to - from > 18) {
      return otherwise;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return otherwise;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
