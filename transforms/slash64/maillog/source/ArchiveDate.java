package slash64.maillog.source;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The date a file says of itself, which bounds the year of stamps without one: the last date in its
 * name ({@code mail.log-20261123.gz}, {@code mx1-2026-11-23.zst}), else its modification time.
 */
public final class ArchiveDate {
  private static final Pattern DATE =
      Pattern.compile("(?<!\\d)(20\\d{2})[-_.]?(\\d{2})[-_.]?(\\d{2})(?!\\d)");

  private ArchiveDate() {}

  /** Returns the date as days since 1970, UTC. */
  public static long of(String name, long modifiedMillis) {
    long found = Math.floorDiv(modifiedMillis, 86_400_000L);
    Matcher matcher = DATE.matcher(name);
    while (matcher.find()) {
      found = date(matcher, found);
    }
    return found;
  }

  private static long date(Matcher matcher, long otherwise) {
    try {
      return LocalDate.of(
              Integer.parseInt(matcher.group(1)),
              Integer.parseInt(matcher.group(2)),
              Integer.parseInt(matcher.group(3)))
          .toEpochDay();
    } catch (DateTimeException e) {
      return otherwise; // eight digits that are no date
    }
  }
}
