package slash64.maillog.envelope;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Turns the stamps of one file into instants: finds the year that RFC 3164 leaves out and the
 * offset that local time leaves out. One object per file being read; not thread-safe.
 *
 * <p>Year: where an id that encodes time has been seen, the year that brings the stamp nearest to
 * it; else the latest year in which the stamp is not after the file's own date. So a file may span
 * a New Year, and its lines may stand in any order. The date of the run plays no part.
 *
 * <p>Offset: at the autumn change an hour occurs twice; the earlier offset is taken until the clock
 * of the file is seen to step back, the later one after that. A stamp in the hour that spring skips
 * is moved forward by the length of the gap (both as FORMATS 1.2 wants it).
 */
public final class StampClock {
  private static final long MICROS = 1_000_000L;
  private static final long HALF_YEAR = 183 * 86_400L;

  /**
   * A stamp may be this much later than the file's date: hosts disagree, and rotation takes time.
   */
  private static final int SLACK_DAYS = 1;

  private final TimeZones zones;
  private final long notAfterDay;
  private final int notAfterYear;

  private byte[] host = new byte[0];
  private ZoneRules rules;
  private long hourStart = Long.MIN_VALUE;
  private int hourOffset;
  private long lastLocal = Long.MIN_VALUE;
  private boolean steppedBack;

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
    this.rules = zones.otherwise().getRules();
  }

  /** Selects the zone of the host that wrote the next stamps. */
  void useHost(byte[] bytes, int from, int to) {
    if (zones.byHost().isEmpty() || same(bytes, from, to)) {
      return;
    }
    host = java.util.Arrays.copyOfRange(bytes, from, to);
    ZoneId zone = zones.of(new String(host, StandardCharsets.UTF_8));
    rules = zone.getRules();
    hourStart = Long.MIN_VALUE;
    lastLocal = Long.MIN_VALUE;
    steppedBack = false;
  }

  private boolean same(byte[] bytes, int from, int to) {
    return java.util.Arrays.equals(bytes, from, to, host, 0, host.length);
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
    long best = Long.MIN_VALUE;
    long bestDistance = day == 29 && month == 2 ? 9 * 2 * HALF_YEAR : 2 * HALF_YEAR;
    for (int year = anchorYear - 8; year <= anchorYear + 8; year++) {
      if (StampDays.exists(year, month, day)) {
        long epochDay = StampDays.epochDay(year, month, day);
        long distance = Math.abs(epochDay * 86_400 + secondOfDay - anchorSecond);
        if (distance < bestDistance) {
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
    if (rules.isFixedOffset()) {
      return (localSecond - rules.getOffset(java.time.Instant.EPOCH).getTotalSeconds()) * MICROS
          + plusMicros;
    }
    if (localSecond < hourStart || localSecond >= hourStart + 3_600) {
      enterHour(localSecond);
    }
    int offset = hourOffset;
    if (offset == UNSETTLED) {
      offset = offsetAtChange(localSecond);
    }
    lastLocal = localSecond;
    return (localSecond - offset) * MICROS + plusMicros;
  }

  private static final int UNSETTLED = Integer.MAX_VALUE;

  private void enterHour(long localSecond) {
    hourStart = Math.floorDiv(localSecond, 3_600L) * 3_600;
    LocalDateTime from = LocalDateTime.ofEpochSecond(hourStart, 0, ZoneOffset.UTC);
    boolean plain =
        rules.getValidOffsets(from).size() == 1
            && rules.getValidOffsets(from.plusSeconds(3_599)).size() == 1
            && rules.getOffset(from).equals(rules.getOffset(from.plusSeconds(3_599)));
    hourOffset = plain ? rules.getOffset(from).getTotalSeconds() : UNSETTLED;
    if (plain) {
      steppedBack = false;
    }
  }

  private int offsetAtChange(long localSecond) {
    LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
    ZoneOffsetTransition change = rules.getTransition(local);
    if (change == null) {
      return rules.getOffset(local).getTotalSeconds();
    }
    if (change.isGap()) { // the hour does not exist: shift forward by its length
      return change.getOffsetBefore().getTotalSeconds();
    }
    if (lastLocal != Long.MIN_VALUE && localSecond < lastLocal - 600) {
      steppedBack = true; // daemons disagree by seconds; only the change steps back by minutes
    }
    return (steppedBack ? change.getOffsetAfter() : change.getOffsetBefore()).getTotalSeconds();
  }
}
