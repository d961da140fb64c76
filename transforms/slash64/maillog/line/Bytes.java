package slash64.maillog.line;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Scanning of byte ranges: the handful of searches the line formats are made of. Ranges are {@code
 * [from, to)}; a search that finds nothing returns -1. Nothing here allocates.
 *
 * <p>Eight bytes are looked at a time: a byte of {@code x} is zero where the text matches, and
 * {@link #zeros} marks exactly those bytes (Warren, Hacker's Delight, 6-1). Words are read
 * little-endian, so the lowest mark is the leftmost byte. What a word holds beyond the range is
 * masked; only at the very end of the array bytes are looked at one by one.
 */
public final class Bytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;
  private static final long LOWS = ~HIGHS;
  private static final long BLANKS = ' ' * ONES;

  private Bytes() {}

  /** Returns the bytes of an ASCII literal, for use as a constant. */
  public static byte[] of(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  private static long word(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /** Returns the high bit of every byte of {@code x} that is zero, and no other bit. */
  private static long zeros(long x) {
    return ~((x & LOWS) + LOWS | x | LOWS);
  }

  private static int leftmost(int at, long marks) {
    return at + (Long.numberOfTrailingZeros(marks) >>> 3);
  }

  private static int rightmost(int at, long marks) {
    return at + 7 - (Long.numberOfLeadingZeros(marks) >>> 3);
  }

  /** Keeps the marks of the first {@code count} bytes, 1 to 7 of them. */
  private static long first(long marks, int count) {
    return marks & (1L << 8 * count) - 1;
  }

  /**
   * The search that lines are read with, so it is written out: what stands within four words is
   * found without a loop, by marks of which only the lowest is sure (Mycroft 1987). That makes it
   * too large for HotSpot to copy into a hundred callers (FreqInlineSize), and faster: their code
   * stays small.
   */
  public static int indexOf(byte[] bytes, int from, int to, char c) {
    long pattern = c * ONES;
    int at = from;
    for (; at <= to - 32; at += 32) {
      long x = (long) LONGS.get(bytes, at) ^ pattern;
      long marks = (x - ONES) & ~x & HIGHS;
      if (marks != 0) {
        return at + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
      x = (long) LONGS.get(bytes, at + 8) ^ pattern;
      marks = (x - ONES) & ~x & HIGHS;
      if (marks != 0) {
        return at + 8 + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
      x = (long) LONGS.get(bytes, at + 16) ^ pattern;
      marks = (x - ONES) & ~x & HIGHS;
      if (marks != 0) {
        return at + 16 + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
      x = (long) LONGS.get(bytes, at + 24) ^ pattern;
      marks = (x - ONES) & ~x & HIGHS;
      if (marks != 0) {
        return at + 24 + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
    }
    for (; at <= to - 8; at += 8) {
      long marks = zeros(word(bytes, at) ^ pattern);
      if (marks != 0) {
        return leftmost(at, marks);
      }
    }
    if (at < to && at <= bytes.length - 8) {
      long marks = first(zeros(word(bytes, at) ^ pattern), to - at);
      return marks == 0 ? -1 : leftmost(at, marks);
    }
    for (; at < to; at++) {
      if (bytes[at] == c) {
        return at;
      }
    }
    return -1;
  }

  /** Returns how often {@code c} occurs. */
  public static int count(byte[] bytes, int from, int to, char c) {
    long pattern = c * ONES;
    int count = 0;
    int at = from;
    for (; at <= to - 8; at += 8) {
      count += Long.bitCount(zeros(word(bytes, at) ^ pattern));
    }
    for (; at < to; at++) {
      count += bytes[at] == c ? 1 : 0;
    }
    return count;
  }

  /** Returns the first position of one of two characters, or -1. */
  public static int indexOfEither(byte[] bytes, int from, int to, char a, char b) {
    int at = from;
    for (; at <= bytes.length - 8 && at < to; at += 8) {
      long word = word(bytes, at);
      long marks = zeros(word ^ a * ONES) | zeros(word ^ b * ONES);
      if (marks != 0) {
        int found = leftmost(at, marks);
        return found < to ? found : -1;
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == a || bytes[at] == b) {
        return at;
      }
    }
    return -1;
  }

  /** Returns the first position of one of three characters, or -1. */
  public static int indexOfAny(byte[] bytes, int from, int to, char a, char b, char c) {
    int at = from;
    for (; at <= bytes.length - 8 && at < to; at += 8) {
      long word = word(bytes, at);
      long marks = zeros(word ^ a * ONES) | zeros(word ^ b * ONES) | zeros(word ^ c * ONES);
      if (marks != 0) {
        int found = leftmost(at, marks);
        return found < to ? found : -1;
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == a || bytes[at] == b || bytes[at] == c) {
        return at;
      }
    }
    return -1;
  }

  /**
   * Returns the first position of {@code c}, or of a byte that no word holds (a blank, a control
   * character, a byte beyond ASCII) if that comes before; {@code to} if neither.
   */
  public static int indexInWord(byte[] bytes, int from, int to, char c) {
    int at = from;
    for (; at <= bytes.length - 8 && at < to; at += 8) {
      long word = word(bytes, at);
      // With its high bit set no byte borrows from the next one.
      long marks = (word | ~((word | HIGHS) - 0x21 * ONES)) & HIGHS | zeros(word ^ c * ONES);
      if (marks != 0) {
        return Math.min(leftmost(at, marks), to);
      }
    }
    while (at < to && bytes[at] != c && bytes[at] > ' ') {
      at++;
    }
    return Math.min(at, to);
  }

  /** Returns whether every byte is printable ASCII or a blank. */
  public static boolean isPlain(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= bytes.length - 8 && at < to; at += 8) {
      long word = word(bytes, at);
      long marks = (word | ~((word | HIGHS) - 0x20 * ONES) | (word & LOWS) + ONES) & HIGHS;
      if (marks != 0) {
        return leftmost(at, marks) >= to;
      }
    }
    for (; at < to; at++) {
      if (bytes[at] < ' ' || bytes[at] == 0x7f) { // also every byte beyond ASCII, being negative
        return false;
      }
    }
    return true;
  }

  public static int lastIndexOf(byte[] bytes, int from, int to, char c) {
    long pattern = c * ONES;
    int end = to;
    for (; end >= from + 8; end -= 8) {
      long marks = zeros(word(bytes, end - 8) ^ pattern);
      if (marks != 0) {
        return rightmost(end - 8, marks);
      }
    }
    if (end > from && from <= bytes.length - 8) {
      long marks = first(zeros(word(bytes, from) ^ pattern), end - from);
      return marks == 0 ? -1 : rightmost(from, marks);
    }
    for (int i = end - 1; i >= from; i--) {
      if (bytes[i] == c) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the last eight bytes as one number, fewer if there are no more; 0 for none. */
  public static long tail(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length >= 8) {
      return word(bytes, to - 8);
    }
    if (to >= 8) {
      return length == 0 ? 0 : word(bytes, to - 8) >>> 8 * (8 - length);
    }
    long tail = 0;
    for (int i = to - 1; i >= from; i--) {
      tail = tail << 8 | bytes[i] & 0xff;
    }
    return tail;
  }

  /** Compares the first and the last byte of eight positions at once, then the rest of few. */
  public static int indexOf(byte[] bytes, int from, int to, byte[] what) {
    int span = what.length - 1;
    int last = to - what.length;
    int readable = bytes.length - 8 - span;
    int at = from;
    for (; at <= last && at <= readable; at += 8) {
      long marks = candidates(bytes, at, what);
      while (marks != 0) {
        int found = leftmost(at, marks);
        if (found > last) {
          return -1;
        }
        if (startsWith(bytes, found, to, what)) {
          return found;
        }
        marks &= marks - 1;
      }
    }
    for (; at <= last; at++) {
      if (startsWith(bytes, at, to, what)) {
        return at;
      }
    }
    return -1;
  }

  public static int lastIndexOf(byte[] bytes, int from, int to, byte[] what) {
    int at = to - what.length - 7;
    for (; at >= from; at -= 8) {
      long marks = candidates(bytes, at, what);
      while (marks != 0) {
        int found = rightmost(at, marks);
        if (startsWith(bytes, found, to, what)) {
          return found;
        }
        marks ^= Long.highestOneBit(marks);
      }
    }
    for (int i = at + 7; i >= from; i--) {
      if (startsWith(bytes, i, to, what)) {
        return i;
      }
    }
    return -1;
  }

  private static long candidates(byte[] bytes, int at, byte[] what) {
    int span = what.length - 1;
    return zeros(
        word(bytes, at) ^ (what[0] & 0xff) * ONES
            | word(bytes, at + span) ^ (what[span] & 0xff) * ONES);
  }

  /**
   * Returns whether these words stand in {@code [from, to)}, their letters in either case.
   *
   * @param what of small letters, digits, blanks and hyphens: small and large letters differ by the
   *     bit that is a blank
   */
  public static boolean containsIgnoringCase(byte[] bytes, int from, int to, byte[] what) {
    int span = what.length - 1;
    int last = to - what.length;
    int at = from;
    for (; at <= last && at <= bytes.length - 8 - span; at += 8) {
      long marks =
          zeros(
              (word(bytes, at) | BLANKS) ^ what[0] * ONES
                  | (word(bytes, at + span) | BLANKS) ^ what[span] * ONES);
      for (; marks != 0; marks &= marks - 1) {
        int found = leftmost(at, marks);
        if (found <= last && isIgnoringCase(bytes, found, what)) {
          return true;
        }
      }
    }
    for (; at <= last; at++) {
      if (isIgnoringCase(bytes, at, what)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIgnoringCase(byte[] bytes, int from, byte[] what) {
    for (int i = 0; i < what.length; i++) {
      byte b = bytes[from + i];
      if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != what[i]) {
        return false;
      }
    }
    return true;
  }

  public static boolean startsWith(byte[] bytes, int from, int to, byte[] what) {
    int length = what.length;
    if (to - from < length) {
      return false;
    }
    if (length < 8) {
      for (int i = 0; i < length; i++) {
        if (bytes[from + i] != what[i]) {
          return false;
        }
      }
      return true;
    }
    for (int i = 0; i < length - 8; i += 8) {
      if (word(bytes, from + i) != word(what, i)) {
        return false;
      }
    }
    return word(bytes, from + length - 8) == word(what, length - 8);
  }

  public static boolean endsWith(byte[] bytes, int from, int to, byte[] what) {
    int at = to - what.length;
    return at >= from && startsWith(bytes, at, to, what);
  }

  /** Returns whether every byte is {@code c}. */
  public static boolean isOnly(byte[] bytes, int from, int to, char c) {
    int at = from;
    while (at < to && bytes[at] == c) {
      at++;
    }
    return at == to;
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
