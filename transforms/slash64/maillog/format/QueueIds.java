package slash64.maillog.format;

import slash64.maillog.line.Bytes;

/**
 * Postfix queue ids (postconf(5), enable_long_queue_ids). Short: upper-case hexadecimal, five
 * digits of microseconds and an inode, used again as soon as the inode is free. Long: seconds and
 * microseconds in base 52, {@code z}, an inode in base 51; its alphabet has no vowels, so no word
 * is an id.
 */
public final class QueueIds {
  static final byte[] NOQUEUE = Bytes.of("NOQUEUE");

  private static final String BASE52 = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
  private static final int MIN_SHORT = 5;
  private static final int MAX = 30;
  private static final int MICROSECOND_DIGITS = 4;

  /** Until the year 2596; a text that others took for an id may have any number of them. */
  private static final int SECOND_DIGITS = 6;

  private static final byte HEX = 1;
  private static final byte LONG = 2;
  private static final byte[] CLASS = new byte[256];
  private static final byte[] VALUE = new byte[256];

  static {
    for (int i = 0; i < BASE52.length(); i++) {
      CLASS[BASE52.charAt(i)] |= LONG;
      VALUE[BASE52.charAt(i)] = (byte) i;
    }
    for (char c : "0123456789ABCDEF".toCharArray()) {
      CLASS[c] |= HEX;
    }
  }

  private QueueIds() {}

  /**
   * Returns the position of the colon after a queue id or {@code NOQUEUE} that begins at {@code
   * from} and is followed by colon and blank; -1 if none does.
   */
  static int end(byte[] b, int from, int to) {
    int at = from;
    int seen = HEX | LONG;
    int limit = Math.min(to, from + MAX + 1);
    while (at < limit && (CLASS[b[at] & 0xff] & seen) != 0) {
      seen &= CLASS[b[at] & 0xff];
      at++;
    }
    if (at + 1 >= to || b[at] != ':' || b[at + 1] != ' ') {
      boolean none = Bytes.startsWith(b, from, to, NOQUEUE);
      at = from + NOQUEUE.length;
      return none && at + 1 < to && b[at] == ':' && b[at + 1] == ' ' ? at : -1;
    }
    return (seen & HEX) != 0 && at - from >= MIN_SHORT || isLong(b, from, at) ? at : -1;
  }

  /** Returns whether this whole text is a queue id. */
  static boolean isId(byte[] b, int from, int to) {
    if (to - from > MAX) {
      return false;
    }
    int seen = HEX | LONG;
    for (int at = from; at < to; at++) {
      seen &= CLASS[b[at] & 0xff];
    }
    return (seen & HEX) != 0 && to - from >= MIN_SHORT || (seen & LONG) != 0 && isLong(b, from, to);
  }

  /** Returns whether this is {@code NOQUEUE}: refused before a queue file was made. */
  static boolean isNone(byte[] b, int from, int to) {
    return Bytes.equal(b, from, to, NOQUEUE);
  }

  private static boolean isLong(byte[] b, int from, int to) {
    return to - from >= 12 && Bytes.lastIndexOf(b, from, to, 'z') >= from + 10;
  }

  /** Returns the second since 1970 that a long id begins with, or -1 for every other text. */
  public static long epochSecond(byte[] b, int from, int to) {
    if (!isLong(b, from, to)) {
      return -1;
    }
    int end = Bytes.lastIndexOf(b, from, to, 'z') - MICROSECOND_DIGITS;
    if (end - from > SECOND_DIGITS) {
      return -1;
    }
    long seconds = 0;
    for (int i = from; i < end; i++) {
      if ((CLASS[b[i] & 0xff] & LONG) == 0) {
        return -1;
      }
      seconds = seconds * 52 + VALUE[b[i] & 0xff];
    }
    return seconds;
  }
}
