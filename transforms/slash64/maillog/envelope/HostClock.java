package slash64.maillog.envelope;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The clock of one host, which shows local time: finds the offset that its stamps leave out.
 *
 * <p>At the autumn change an hour occurs twice; the earlier offset is taken until the clock is seen
 * to step back, the later one after that. A stamp in the hour that spring skips is moved forward by
 * the length of the gap (both as FORMATS 1.2 wants it).
 */
final class HostClock {
  private static final long MICROS = 1_000_000L;
  private static final int UNSETTLED = Integer.MAX_VALUE;

  /** Daemons disagree by seconds; only the change steps back by so many. */
  private static final int STEP_SECONDS = 600;

  private final ZoneRules rules;
  private final boolean isFixed;
  private long hourStart = Long.MIN_VALUE;
  private int hourOffset;
  private long lastLocal = Long.MIN_VALUE;
  private boolean steppedBack;
  private boolean isAmbiguous;

  HostClock(ZoneRules rules) {
    this.rules = rules;
    this.isFixed = rules.isFixedOffset();
    this.hourOffset = isFixed ? rules.getOffset(Instant.EPOCH).getTotalSeconds() : 0;
  }

  boolean isFixed() {
    return isFixed;
  }

  /**
   * Returns whether the last stamp names no single instant: it lies in the hour that occurs twice
   * and no step back was seen yet, or in the hour that does not exist.
   */
  boolean isAmbiguous() {
    return isAmbiguous;
  }

  /** Returns microseconds since 1970 of local time given as seconds since 1970 on this clock. */
  long micros(long localSecond, int plusMicros) {
    if (!isFixed) {
      isAmbiguous = false;
      if (localSecond < hourStart || localSecond >= hourStart + 3_600) {
        enterHour(localSecond);
      }
      int offset = hourOffset == UNSETTLED ? offsetAtChange(localSecond) : hourOffset;
      lastLocal = localSecond;
      return (localSecond - offset) * MICROS + plusMicros;
    }
    return (localSecond - hourOffset) * MICROS + plusMicros;
  }

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
      isAmbiguous = true;
      return change.getOffsetBefore().getTotalSeconds();
    }
    if (lastLocal != Long.MIN_VALUE && localSecond < lastLocal - STEP_SECONDS) {
      steppedBack = true;
    }
    isAmbiguous = !steppedBack;
    return (steppedBack ? change.getOffsetAfter() : change.getOffsetBefore()).getTotalSeconds();
  }
}
