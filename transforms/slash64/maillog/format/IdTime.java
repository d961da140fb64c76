package slash64.maillog.format;

import slash64.maillog.envelope.StampDays;
import slash64.maillog.line.Bytes;

/**
 * The second that an id begins with, in the three forms that tell it (FORMATS 1.2): Postfix's long
 * queue ids, Exim's message ids, Sendmail's queue ids. No id of one form has another's shape.
 */
final class IdTime {
  private static final int EXIM_OLD = 16;
  private static final int EXIM_NEW = 23;
  private static final int SENDMAIL_LETTERS = 8;

  private IdTime() {}

  /**
   * Returns seconds since 1970, or -1 for every other text.
   *
   * @param year of the file; Sendmail's ids tell years of their century's sixties only
   */
  static long epochSecond(byte[] b, int from, int to, int year) {
    int length = to - from;
    if (length < 12) {
      return -1;
    }
    if (b[from + 6] == '-') {
      return length == EXIM_OLD || length == EXIM_NEW ? exim(b, from) : -1;
    }
    long second = QueueIds.epochSecond(b, from, to);
    return second >= 0 ? second : sendmail(b, from, to, year);
  }

  /** Six digits of base 62. */
  private static long exim(byte[] b, int from) {
    long second = 0;
    for (int i = from; i < from + 6; i++) {
      int digit = digit(b[i]);
      if (digit < 0) {
        return -1;
      }
      second = second * 62 + digit;
    }
    return second;
  }

  /** Year, month from 0, day, hour, minute, second in base 60, in UTC; then digits. */
  private static long sendmail(byte[] b, int from, int to, int year) {
    int letters = from + SENDMAIL_LETTERS;
    if (to - from < 13 || Bytes.digits(b, letters, to) != to) {
      return -1;
    }
    int month = digit(b[from + 1]) + 1;
    int day = digit(b[from + 2]);
    int hour = digit(b[from + 3]);
    int minute = digit(b[from + 4]);
    int second = digit(b[from + 5]);
    int ofSixty = digit(b[from]);
    if (ofSixty < 0 || ofSixty > 59 || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return -1;
    }
    // The latest year that the file's date allows, or the one after: clocks disagree.
    int latest = year + 1 - Math.floorMod(year + 1 - 1900 - ofSixty, 60);
    if (second < 0 || second > 60 || day < 1 || !StampDays.exists(latest, month, day)) {
      return -1;
    }
    return StampDays.epochDay(latest, month, day) * 86_400L + hour * 3_600L + minute * 60L + second;
  }

  private static int digit(byte b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    if (b >= 'A' && b <= 'Z') {
      return b - 'A' + 10;
    }
    return b >= 'a' && b <= 'z' ? b - 'a' + 36 : -1;
  }
}
