package slash64.maillog.format;

import slash64.maillog.line.LogLine;

/**
 * Turns local time into an instant, by the zone configured for the host that wrote the log. Which
 * zone that is, and what the missing and the repeated hour mean, is not the formats' business.
 */
@FunctionalInterface
public interface ZonelessTime {
  /**
   * Sets the line's time.
   *
   * @param localMicros microseconds from 1970-01-01 00:00 to the stamp, both on the host's clock
   */
  void set(LogLine line, long localMicros);
}
