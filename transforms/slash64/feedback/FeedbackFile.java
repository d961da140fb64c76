package slash64.feedback;

import java.io.BufferedReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import slash64.net.Address;
import slash64.registry.CsvTable;

/**
 * Reads complaints, trap hits and bounces: comma-separated text with the header {@code
 * time,address,kind,count}, in the form of {@link CsvTable}.
 *
 * <p>{@code time} is when it was reported: a UTC day ({@code 2026-11-01}) or an instant with zone
 * ({@code 2026-11-01T12:00:00Z}, {@code 2026-11-01T13:00:00+01:00}). {@code address} is the client
 * that the mail came from (the {@code Source-IP} of a feedback report). {@code kind} is {@code
 * complaint}, {@code trap} or {@code bounce}. {@code count} is 1 to 1,000,000,000; empty means 1.
 */
public final class FeedbackFile {
  public static final List<String> HEADER = List.of("time", "address", "kind", "count");
  private static final long MOST = 1_000_000_000;

  private FeedbackFile() {}

  /**
   * Adds all reports to some days' sums.
   *
   * @param name how the file is called in errors
   * @throws IllegalArgumentException if lines are malformed: all of them are counted, the first
   *     five named with their line numbers
   */
  public static void read(BufferedReader text, String name, FeedbackDays days) {
    CsvTable table = new CsvTable("feedback", name, HEADER);
    table.read(
        text,
        (line, values) ->
            days.add(
                day(values.get(0)),
                Address.parse(values.get(1)),
                FeedbackKind.ofWord(values.get(2)),
                count(values.get(3))));
    table.refuseMistakes();
  }

  private static LocalDate day(String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text)
          : OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDate();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "Cannot read time '%s': need 2026-11-01 or 2026-11-01T12:00:00Z".formatted(text), e);
    }
  }

  private static long count(String text) {
    if (text.isEmpty()) {
      return 1;
    }
    try {
      long count = Long.parseLong(text);
      if (count >= 1 && count <= MOST) {
        return count;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "Cannot read count '%s': need a number from 1 to %d".formatted(text, MOST));
  }
}
