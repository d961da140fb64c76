package slash64.maillog.envelope;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import slash64.maillog.line.Bytes;

/**
 * Reads one stamp at a position of a line: RFC 3164 in its spellings, ISO 8601, or what journalctl
 * writes. Mutable, used again for every line.
 */
final class Stamp {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Length of {@code Nov 3 08:05:01}, the spelling that nearly all have. */
  private static final int PLAIN = 15;

  /** Digits of seconds since 1970, from 2001 to 2286. */
  private static final int EPOCH_DIGITS = 10;

  private int year;
  private int month;
  private int day;
  private int secondOfDay;
  private int micros;
  private int offset;
  private boolean hasOffset;
  private int end;

  /** The last stamp read, if it was of this length: a busy server writes many alike. */
  private boolean hasLast;

  private long lastHead;
  private long lastTail;

  /** Returns the position after the stamp. */
  int end() {
    return end;
  }

  /** Returns whether an instant can be told: microseconds since 1970, else Long.MIN_VALUE. */
  long micros(StampClock clock) {
    if (year == 0) {
      return clock.yearless(month, day, secondOfDay, micros);
    }
    if (!StampDays.exists(year, month, day)) {
      return Long.MIN_VALUE;
    }
    long second = StampDays.epochDay(year, month, day) * 86_400 + secondOfDay;
    return hasOffset ? (second - offset) * 1_000_000L + micros : clock.local(second, micros);
  }

  /** Returns whether the year or the zone is not written. */
  boolean inferred() {
    return year == 0 || !hasOffset;
  }

  /**
   * Reads {@code Nov 3 08:05:01}, also zero-padded, with one blank and one digit, with a year
   * before or after, with decimals.
   */
  boolean readNamedMonth(byte[] b, int from, int to) {
    boolean isPlain = to - from > PLAIN && b[from + PLAIN] == ' ' && b[from] > '9';
    if (isPlain && hasLast && lastHead == head(b, from) && lastTail == tail(b, from)) {
      end = from + PLAIN;
      return true;
    }
    boolean read = readSpelled(b, from, to);
    hasLast = isPlain && read && year == 0 && end == from + PLAIN;
    if (hasLast) {
      lastHead = head(b, from);
      lastTail = tail(b, from);
    }
    return read;
  }

  private static long head(byte[] b, int from) {
    return (long) LONGS.get(b, from);
  }

  private static long tail(byte[] b, int from) {
    return (long) LONGS.get(b, from + PLAIN - Long.BYTES);
  }

  private boolean readSpelled(byte[] b, int from, int to) {
    year = 0;
    hasOffset = false;
    int at = from;
    if (b[at] <= '9') { // 2026 Nov  3 08:05:01
      if (to - at < 20 || b[at + 4] != ' ') {
        return false;
      }
      year = number(b, at, at + 4);
      at += 5;
    }
    if (to - at < 14 || b[at + 3] != ' ') {
      return false;
    }
    month = StampDays.month(b[at], b[at + 1], b[at + 2]);
    if (month == 0 || year < 0) {
      return false;
    }
    at += b[at + 4] == ' ' ? 5 : 4;
    int digits = b[at + 1] == ' ' ? 1 : 2;
    day = number(b, at, at + digits);
    at += digits;
    if (at + 9 > to || day < 1 || b[at] != ' ') {
      return false;
    }
    at++;
    if (year == 0 && b[at + 4] == ' ' && at + 13 <= to) { // Nov  3 2026 08:05:01
      year = number(b, at, at + 4);
      if (year < 0) {
        return false;
      }
      at += 5;
    }
    return readTime(b, at, to);
  }

  /**
   * Reads {@code Tue 2026-11-03 08:05:01 CET} ({@code journalctl -o short-full}). The zone is the
   * one of the machine that wrote this; its name means something only where it is UTC.
   */
  boolean readWeekday(byte[] b, int from, int to) {
    if (to - from < 4 || b[from + 3] != ' ' || !readIso(b, from + 4, to) || b[from + 14] != ' ') {
      return false;
    }
    int zone = end + 1;
    int zoneTo = zone < to && b[end] == ' ' ? Bytes.indexOf(b, zone, to, ' ') : -1;
    if (zoneTo <= zone) {
      return false;
    }
    hasOffset = zoneTo - zone == 3 && b[zone] == 'U' && b[zone + 1] == 'T' && b[zone + 2] == 'C';
    offset = 0;
    end = zoneTo;
    return true;
  }

  /** Reads {@code 1793689501.123456}, seconds since 1970 ({@code journalctl -o short-unix}). */
  boolean readEpoch(byte[] b, int from, int to) {
    int point = Bytes.digits(b, from, to);
    if (point - from != EPOCH_DIGITS || point >= to || b[point] != '.') {
      return false;
    }
    long second = Bytes.number(b, from, point, 0);
    if (second > Integer.MAX_VALUE) {
      return false;
    }
    hasLast = false;
    year = 1970;
    month = 1;
    day = 1;
    secondOfDay = (int) second; // of that very long first day
    hasOffset = true;
    offset = 0;
    end = point;
    readFraction(b, to);
    return true;
  }

  /** Reads {@code 2026-11-03T08:05:01[.123456][Z|+01:00|+0100]}, also with a blank for the T. */
  boolean readIso(byte[] b, int from, int to) {
    hasOffset = false;
    hasLast = false;
    if (to - from < 19 || b[from + 4] != '-' || b[from + 7] != '-') {
      return false;
    }
    year = number(b, from, from + 4);
    month = number(b, from + 5, from + 7);
    day = number(b, from + 8, from + 10);
    if (year <= 0 || !StampDays.exists(year, month, day) || !readTime(b, from + 11, to)) {
      return false;
    }
    if (end < to && b[end] == 'Z') {
      end++;
      offset = 0;
      hasOffset = true;
    } else if (end + 5 <= to && (b[end] == '+' || b[end] == '-')) {
      readOffset(b, end, to);
    }
    return true;
  }

  /** Reads a blank and an offset after the stamp, as Exim writes it: {@code +0100}. */
  void readSpacedOffset(byte[] b, int to) {
    if (!hasOffset
        && end + 6 <= to
        && b[end] == ' '
        && (b[end + 1] == '+' || b[end + 1] == '-')
        && readOffset(b, end + 1, to)) {
      hasOffset = true;
    }
  }

  private boolean readOffset(byte[] b, int at, int to) {
    boolean colon = at + 6 <= to && b[at + 3] == ':';
    int minutesAt = at + (colon ? 4 : 3);
    int hours = number(b, at + 1, at + 3);
    int minutes = number(b, minutesAt, minutesAt + 2);
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
      return false;
    }
    offset = (hours * 60 + minutes) * (b[at] == '-' ? -60 : 60);
    hasOffset = true;
    end = minutesAt + 2;
    return true;
  }

  private boolean readTime(byte[] b, int at, int to) {
    if (at + 8 > to || b[at + 2] != ':' || b[at + 5] != ':') {
      return false;
    }
    int hour = number(b, at, at + 2);
    int minute = number(b, at + 3, at + 5);
    int second = number(b, at + 6, at + 8);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
      return false;
    }
    secondOfDay = hour * 3_600 + minute * 60 + second; // a leap second counts as the next one
    end = at + 8;
    readFraction(b, to);
    return true;
  }

  private void readFraction(byte[] b, int to) {
    micros = 0;
    if (end + 1 < to && (b[end] == '.' || b[end] == ',')) { // ISO 8601 allows both
      int scale = 100_000;
      int i = end + 1;
      while (i < to && b[i] >= '0' && b[i] <= '9') {
        micros += (b[i] - '0') * scale;
        scale /= 10;
        i++;
      }
      end = i;
    }
  }

  private static int number(byte[] b, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = b[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
