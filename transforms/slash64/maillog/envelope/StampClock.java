package slash64.maillog.envelope;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns the stamps of one file into instants: finds the year that RFC 3164 leaves out and the
 * offset that local time leaves out. One object per file being read; not thread-safe.
 *
 * <p>Year: where an id that encodes time has been seen, the year that brings the stamp nearest to
 * it; else the latest year in which the stamp is not after the file's own date. So a file may span
 * a New Year, and its lines may stand in any order. The date of the run plays no part.
 *
 * <p>Offset: each host has a clock of its own, see {@link HostClock}.
 */
public final class StampClock {
  private static final int MOST_HOSTS = 10_000;

  /** How far ahead of a known instant the stamps around it may run. */
  private static final int AHEAD_DAYS = 31;

  private static final long HALF_YEAR = 183 * 86_400L;

  /**
   * A stamp may be this much later than the file's date: hosts disagree, and rotation takes time.
   */
  private static final int SLACK_DAYS = 1;

  private final TimeZones zones;
  private final long notAfterDay;
  private final int notAfterYear;

  private final Map<String, HostClock> clocks = new HashMap<>();
  private byte[] host = new byte[0];
  private HostClock current;

  private boolean hasAnchor;
  private long anchorSecond;

  private int cachedMonthDay = -1;
  private long cachedDay;

  private int month;
  private int day;
  private int secondOfDay;
  private int micros;

  /**
   * @param zones zone by host
   * @param notAfter the file's own date (from its name, else its modification time), UTC
   */
  public StampClock(TimeZones zones, LocalDate notAfter) {
    this.zones = zones;
    this.notAfterDay = notAfter.toEpochDay() + SLACK_DAYS;
    this.notAfterYear = LocalDate.ofEpochDay(notAfterDay).getYear();
    this.current = new HostClock(zones.otherwise().getRules());
    clocks.put("", current);
  }

  /**
   * Selects the clock of the host that wrote the next stamps; of nobody's if the range is empty.
   */
  void useHost(byte[] bytes, int from, int to) {
    if (zones.byHost().isEmpty() && current.isFixed() || same(bytes, from, to)) {
      return;
    }
    host = Arrays.copyOfRange(bytes, from, to);
    if (clocks.size() >= MOST_HOSTS) {
      clocks.clear(); // no log has so many: what stands there are no hosts
    }
    current =
        clocks.computeIfAbsent(
            new String(host, StandardCharsets.UTF_8),
            name -> new HostClock(zones.of(name).getRules()));
  }

  private boolean same(byte[] bytes, int from, int to) {
    return Arrays.equals(bytes, from, to, host, 0, host.length);
  }

  /**
   * Takes an instant known for certain (an id that encodes time, a stamp with year and zone) to
   * tell the years of the stamps around it.
   */
  public void anchor(long epochSecond) {
    if (!hasAnchor || Math.abs(epochSecond - anchorSecond) > 30 * 86_400L) {
      cachedMonthDay = -1;
      hasAnchor = true;
      anchorSecond = epochSecond;
    }
  }

  /**
   * Returns microseconds since 1970 of a stamp without year and zone, or {@link Long#MIN_VALUE} if
   * there is no such day.
   */
  long yearless(int newMonth, int newDay, int newSecondOfDay, int newMicros) {
    month = newMonth;
    day = newDay;
    secondOfDay = newSecondOfDay;
    micros = newMicros;
    return again();
  }

  /** Selects the clock of a file that names no host. */
  public void useNobody() {
    useHost(host, 0, 0);
  }

  /** Returns a clock of the same zones and date that has seen nothing yet. */
  public StampClock fresh() {
    return new StampClock(zones, LocalDate.ofEpochDay(notAfterDay - SLACK_DAYS));
  }

  /** Returns the year of the file's own date. */
  public int year() {
    return notAfterYear;
  }

  /** Returns the last yearless stamp once more, as the {@link #anchor} seen since then wants it. */
  public long again() {
    int monthDay = month << 5 | day;
    if (monthDay != cachedMonthDay) {
      long found = hasAnchor ? nearestDay() : latestDay();
      if (found == Long.MIN_VALUE) {
        return found;
      }
      cachedMonthDay = monthDay;
      cachedDay = found;
    }
    return local(cachedDay * 86_400 + secondOfDay, micros);
  }

  private long latestDay() {
    for (int year = notAfterYear; year > notAfterYear - 9; year--) { // Feb 29 may need eight years
      if (StampDays.exists(year, month, day)) {
        long epochDay = StampDays.epochDay(year, month, day);
        if (epochDay <= notAfterDay) {
          return epochDay;
        }
      }
    }
    return Long.MIN_VALUE;
  }

  private long nearestDay() {
    int anchorYear = LocalDate.ofEpochDay(Math.floorDiv(anchorSecond, 86_400L)).getYear();
    long notAfter = Math.max(notAfterDay, Math.floorDiv(anchorSecond, 86_400L) + AHEAD_DAYS);
    long best = Long.MIN_VALUE;
    long bestDistance = day == 29 && month == 2 ? 9 * 2 * HALF_YEAR : 2 * HALF_YEAR;
    for (int year = anchorYear - 8; year <= anchorYear + 8; year++) {
      if (StampDays.exists(year, month, day)) {
        long epochDay = StampDays.epochDay(year, month, day);
        long distance = Math.abs(epochDay * 86_400 + secondOfDay - anchorSecond);
        if (distance < bestDistance && epochDay <= notAfter) {
          bestDistance = distance;
          best = epochDay;
        }
      }
    }
    return best;
  }

  /**
   * Returns microseconds since 1970 of local time given as seconds since 1970 in the host's zone.
   */
  public long local(long localSecond, int plusMicros) {
    return current.micros(localSecond, plusMicros);
  }

  /** Returns whether the last local time names no single instant, at a change of the clocks. */
  public boolean isAmbiguous() {
    return current.isAmbiguous();
  }
}
