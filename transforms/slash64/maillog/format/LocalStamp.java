package slash64.maillog.format;

import slash64.maillog.line.Bytes;

/** Reads {@code 2026-11-23 08:05:01.123}, what several programs write in their own files. */
final class LocalStamp {
  static final long INVALID = Long.MIN_VALUE;

  private static final int SECONDS = 19;
  private static final int[] LENGTHS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private LocalStamp() {}

  /** Returns whether digits and separators stand where they belong, up to the seconds. */
  static boolean isAt(byte[] bytes, int from, int to) {
    if (to - from < SECONDS) {
      return false;
    }
    for (int i = 0; i < SECONDS; i++) {
      byte b = bytes[from + i];
      boolean isRight =
          switch (i) {
            case 4, 7 -> b == '-';
            case 10 -> b == ' ' || b == 'T';
            case 13, 16 -> b == ':';
            default -> b >= '0' && b <= '9';
          };
      if (!isRight) {
        return false;
      }
    }
    return true;
  }

  /** Returns where the stamp at {@code from} ends, decimals included. */
  static int end(byte[] bytes, int from, int to) {
    int end = from + SECONDS;
    return end < to && bytes[end] == '.' ? Bytes.digits(bytes, end + 1, to) : end;
  }

  /**
   * Returns the microseconds from 1970 to the stamp {@code bytes[from, to)} as if it were UTC, or
   * {@link #INVALID} if the calendar has no such time. Second 60 is taken as the next minute's
   * first.
   */
  static long micros(byte[] bytes, int from, int to) {
    int year = (int) Bytes.number(bytes, from, from + 4, 0);
    int month = two(bytes, from + 5);
    int day = two(bytes, from + 8);
    int hour = two(bytes, from + 11);
    int minute = two(bytes, from + 14);
    int second = two(bytes, from + 17);
    if (year < 1970 || month < 1 || month > 12 || day < 1 || day > length(year, month)) {
      return INVALID;
    }
    if (hour > 23 || minute > 59 || second > 60) {
      return INVALID;
    }
    long seconds = ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    return seconds * 1_000_000 + decimals(bytes, from + SECONDS + 1, to);
  }

  /** Returns the seconds that a zone {@code +0130} or {@code -0130} is ahead of UTC. */
  static int offsetSeconds(byte[] bytes, int from) {
    int seconds = (two(bytes, from + 1) * 60 + two(bytes, from + 3)) * 60;
    return bytes[from] == '-' ? -seconds : seconds;
  }

  /** The first six decimals; more are dropped. */
  private static long decimals(byte[] bytes, int from, int to) {
    long micros = 0;
    for (int i = 0; i < 6; i++) {
      micros = micros * 10 + (from + i < to ? bytes[from + i] - '0' : 0);
    }
    return micros;
  }

  /**
   * Days since 1970-01-01 in the Gregorian calendar, counting years from March so that the leap day
   * comes last (Zeller's congruence rests on the same shift).
   */
  private static long days(int year, int month, int day) {
    int shifted = month > 2 ? year : year - 1;
    int fromMarch = month > 2 ? month - 3 : month + 9;
    int leaps = shifted / 4 - shifted / 100 + shifted / 400;
    return 365L * shifted + leaps + (153 * fromMarch + 2) / 5 + day - 1 - 719_468;
  }

  private static int length(int year, int month) {
    boolean isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && isLeap ? 29 : LENGTHS[month - 1];
  }

  private static int two(byte[] bytes, int at) {
    return (bytes[at] - '0') * 10 + bytes[at + 1] - '0';
  }
}
