package slash64.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import slash64.net.Prefix;

/**
 * Reads the registry of allocations: comma-separated text in UTF-8 with the header {@code
 * prefix,customer,kind,since,until}.
 *
 * <p>{@code since} and {@code until} are UTC days ({@code 2026-11-01}, from 00:00) or instants
 * ({@code 2026-11-01T12:00:00Z}) of whole seconds; empty means open. {@code until} is the first
 * moment after the allocation. Empty lines and lines that begin with # are passed over. Values may
 * stand in double quotes, a quote inside is written twice (RFC 4180), but not run over a line's
 * end.
 */
public final class AllocationsFile {
  public static final List<String> HEADER = List.of("prefix", "customer", "kind", "since", "until");
  private static final int ERRORS_SHOWN = 5;

  private final List<Numbered> allocations = new ArrayList<>();
  private final List<Mistake> mistakes = new ArrayList<>();

  private AllocationsFile() {}

  /**
   * Reads all allocations.
   *
   * @param name how the file is called in errors
   * @throws IllegalArgumentException if lines are malformed or overlap: all of them are counted,
   *     the first five named with their line numbers
   */
  public static Allocations read(BufferedReader text, String name) {
    AllocationsFile file = new AllocationsFile();
    file.readLines(text, name);
    file.findOverlaps();
    file.refuseMistakes(name);
    return Allocations.of(file.allocations.stream().map(Numbered::allocation).toList());
  }

  /**
   * Takes all allocations from rows of the five columns of the header, as text.
   *
   * @param rows each with {@code null} where a value is missing
   * @param name how the source is called in errors; rows are counted from 1
   * @throws IllegalArgumentException as {@link #read}
   */
  public static Allocations ofRows(Iterator<String[]> rows, String name) {
    AllocationsFile file = new AllocationsFile();
    for (int number = 1; rows.hasNext(); number++) {
      List<String> values =
          Arrays.stream(rows.next()).map(value -> value == null ? "" : value.trim()).toList();
      file.add(number, values);
    }
    file.findOverlaps();
    file.refuseMistakes(name);
    return Allocations.of(file.allocations.stream().map(Numbered::allocation).toList());
  }

  private void readLines(BufferedReader text, String name) {
    boolean hasHeader = false;
    try {
      String line = text.readLine();
      for (int number = 1; line != null; number++, line = text.readLine()) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        if (hasHeader) {
          readLine(number, line);
        } else {
          requireHeader(number, line, name);
          hasHeader = true;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read allocations %s".formatted(name), e);
    }
  }

  private static void requireHeader(int number, String line, String name) {
    String plain = line.startsWith("\ufeff") ? line.substring(1) : line;
    if (!List.of(plain.split(",", -1)).stream().map(String::trim).toList().equals(HEADER)) {
      throw new IllegalArgumentException(
          "Cannot read allocations %s: line %d is not the header; need %s"
              .formatted(name, number, String.join(",", HEADER)));
    }
  }

  private void readLine(int number, String line) {
    try {
      add(number, CsvLine.split(line));
    } catch (IllegalArgumentException e) {
      mistakes.add(new Mistake(number, e.getMessage()));
    }
  }

  private void add(int number, List<String> values) {
    try {
      allocations.add(new Numbered(number, allocation(values)));
    } catch (IllegalArgumentException | DateTimeException e) {
      mistakes.add(new Mistake(number, e.getMessage()));
    }
  }

  private static Allocation allocation(List<String> values) {
    if (values.size() != HEADER.size()) {
      throw new IllegalArgumentException(
          "need %d values, found %d".formatted(HEADER.size(), values.size()));
    }
    return new Allocation(
        Prefix.parse(values.get(0)),
        values.get(1),
        values.get(2),
        second(values.get(3), Allocation.ALWAYS),
        second(values.get(4), Allocation.FOREVER));
  }

  private static long second(String text, long open) {
    if (text.isEmpty()) {
      return open;
    }
    try {
      Instant instant =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(text);
      if (instant.getNano() != 0) {
        throw new IllegalArgumentException(
            "Cannot read time '%s': need whole seconds".formatted(text));
      }
      return instant.getEpochSecond();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "Cannot read time '%s': need 2026-11-01 or 2026-11-01T12:00:00Z".formatted(text), e);
    }
  }

  private void findOverlaps() {
    List<Numbered> sorted = new ArrayList<>(allocations);
    sorted.sort(
        Comparator.comparing((Numbered n) -> n.allocation.prefix())
            .thenComparingLong(n -> n.allocation.since()));
    Numbered longest = null; // of the same prefix, the one that ends last so far
    for (Numbered next : sorted) {
      boolean isSame =
          longest != null && longest.allocation.prefix().equals(next.allocation.prefix());
      if (isSame && longest.allocation.overlaps(next.allocation)) {
        mistakes.add(
            new Mistake(
                Math.max(longest.line, next.line),
                "%s is allocated on line %d for the same time"
                    .formatted(next.allocation.prefix(), Math.min(longest.line, next.line))));
      }
      if (!isSame || next.allocation.until() > longest.allocation.until()) {
        longest = next;
      }
    }
  }

  private void refuseMistakes(String name) {
    if (mistakes.isEmpty()) {
      return;
    }
    mistakes.sort(Comparator.comparingInt(Mistake::line));
    String shown =
        mistakes.stream()
            .limit(ERRORS_SHOWN)
            .map(mistake -> "line %d: %s".formatted(mistake.line, mistake.text))
            .collect(Collectors.joining("; "));
    int more = mistakes.size() - ERRORS_SHOWN;
    throw new IllegalArgumentException(
        "Cannot read allocations %s: %s%s. Mend the file; none of it was used."
            .formatted(name, shown, more > 0 ? "; and %d more".formatted(more) : ""));
  }

  private record Numbered(int line, Allocation allocation) {}

  private record Mistake(int line, String text) {}
}
