package slash64.synth;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;

/** Writes the stamp at the start of a line; the part that changes once a second is kept. */
final class Stamps {
  static final long SECOND = 1_000_000L;
  static final long DAY = 86_400 * SECOND;

  private static final byte[] UTC = Ascii.of("+00:00");

  private final boolean isIso;
  private final byte[] date;
  private final long midnight;
  private final byte[] timeOfDay = Ascii.of("00:00:00");
  private long second = -1;

  /**
   * Makes the stamps of one UTC day.
   *
   * @param isIso {@code 2026-11-03T08:05:01.123456+00:00} rather than the {@code Nov 3 08:05:01} of
   *     RFC 3164
   */
  Stamps(boolean isIso, LocalDate day) {
    this.isIso = isIso;
    this.midnight = day.toEpochDay() * DAY;
    String month = day.getMonth().getDisplayName(TextStyle.SHORT, Locale.ROOT);
    String monthDay = (day.getDayOfMonth() < 10 ? " " : "") + day.getDayOfMonth();
    this.date = Ascii.of(isIso ? day + "T" : month + " " + monthDay + " ");
  }

  /**
   * Adds the stamp.
   *
   * @param time microseconds since 1970, within the day
   */
  void write(LogBuffer line, long time) {
    long sinceMidnight = time - midnight;
    long now = sinceMidnight / SECOND;
    if (now != second) {
      second = now;
      pair(0, now / 3600);
      pair(3, now / 60 % 60);
      pair(6, now % 60);
    }
    line.text(date).text(timeOfDay);
    if (isIso) {
      line.character('.').number(sinceMidnight % SECOND, 6).text(UTC);
    }
  }

  private void pair(int at, long value) {
    timeOfDay[at] = (byte) ('0' + value / 10);
    timeOfDay[at + 1] = (byte) ('0' + value % 10);
  }
}
