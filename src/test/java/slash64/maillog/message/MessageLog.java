package slash64.maillog.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import slash64.maillog.archive.LineScanner;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.envelope.TimeZones;
import slash64.net.Address;

/** A log as text, read to message rows as a split of an archive is; the year is 2026, in UTC. */
public final class MessageLog {
  private final List<Map<String, Object>> rows = new ArrayList<>();
  private final SplitReport report = new SplitReport("text", 0);

  private MessageLog() {}

  /** Reads all lines of a text; {@code ~} at a line's head stands for {@code 2026-11-23T08:}. */
  public static MessageLog read(String text) {
    return read(expand(text).getBytes(StandardCharsets.UTF_8), null);
  }

  /** Reads all lines of a log for these columns alone; for all columns if it is null. */
  static MessageLog read(byte[] bytes, Collection<String> columns) {
    WantedColumns wanted = columns == null ? WantedColumns.ALL : WantedColumns.of(columns);
    MessageLog log = new MessageLog();
    StampClock clock = new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 24));
    LineScanner lines = new LineScanner(new ByteArrayInputStream(bytes));
    try (MessageReader reader =
        new MessageReader(new LogReader(lines, clock, log.report, wanted.fields()), wanted)) {
      for (OpenMessage row = reader.next(); row != null; row = reader.next()) {
        log.rows.add(values(row, columns));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return log;
  }

  static String expand(String text) {
    return ("\n" + text).replace("\n~", "\n2026-11-23T08:").substring(1);
  }

  /** Returns the rows in the order in which they came out; absent columns are not in the map. */
  public List<Map<String, Object>> rows() {
    return rows;
  }

  public SplitReport report() {
    return report;
  }

  /** Returns the only row; fails if there is another number of them. */
  Map<String, Object> only() {
    if (rows.size() != 1) {
      throw new AssertionError("expected one row, got " + rows);
    }
    return rows.get(0);
  }

  /** Returns the rows of this kind. */
  List<Map<String, Object>> rows(String kind) {
    return rows.stream().filter(row -> row.get("kind").equals(kind)).toList();
  }

  /** Returns the sum of a column of counts over all rows. */
  public long sum(String column) {
    return rows.stream().mapToLong(row -> (Integer) row.get(column)).sum();
  }

  private static Map<String, Object> values(OpenMessage row, Collection<String> columns) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < MessageColumns.count(); i++) {
      MessageColumns.Column column = MessageColumns.at(i);
      if ((columns == null || columns.contains(column.name())) && column.isPresent(row)) {
        values.put(column.name(), value(column, row));
      }
    }
    return values;
  }

  private static Object value(MessageColumns.Column column, OpenMessage row) {
    return switch (column.type()) {
      case TEXT -> {
        int from = row.from(column.text());
        yield new String(row.text(), from, row.to(column.text()) - from, StandardCharsets.UTF_8);
      }
      case WORD -> column.word(row);
      case LONG -> isTime(column) ? time(column.number(row)) : (Object) column.number(row);
      case INT -> (int) column.number(row);
      case BOOLEAN -> column.number(row) != 0;
      case DOUBLE -> row.score();
      case ADDRESS -> new Address(row.clientHigh(), row.clientLow()).toString();
      case HASHES -> {
        List<Long> hashes = new ArrayList<>();
        for (int i = 0; i < column.hashes(row).size(); i++) {
          hashes.add(column.hashes(row).at(i));
        }
        hashes.sort(null);
        yield hashes;
      }
    };
  }

  private static boolean isTime(MessageColumns.Column column) {
    return column.name().endsWith("time");
  }

  private static Instant time(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
  }
}
