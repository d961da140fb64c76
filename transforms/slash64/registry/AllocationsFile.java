package slash64.registry;

import java.io.BufferedReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import slash64.net.Prefix;

/**
 * Reads the registry of allocations: comma-separated text in UTF-8 with the header {@code
 * prefix,customer,kind,since,until}.
 *
 * <p>{@code since} and {@code until} are UTC days ({@code 2026-11-01}, from 00:00) or instants
 * ({@code 2026-11-01T12:00:00Z}) of whole seconds; empty means open. {@code until} is the first
 * moment after the allocation. See {@link CsvTable} for the form.
 */
public final class AllocationsFile {
  public static final List<String> HEADER = List.of("prefix", "customer", "kind", "since", "until");

  private final List<Numbered> allocations = new ArrayList<>();
  private final CsvTable table;

  private AllocationsFile(String name) {
    this.table = new CsvTable("allocations", name, HEADER);
  }

  /**
   * Reads all allocations.
   *
   * @param name how the file is called in errors
   * @throws IllegalArgumentException if lines are malformed or overlap: all of them are counted,
   *     the first five named with their line numbers
   */
  public static Allocations read(BufferedReader text, String name) {
    AllocationsFile file = new AllocationsFile(name);
    file.table.read(text, file::add);
    return file.all();
  }

  /**
   * Takes all allocations from rows of the five columns of the header, as text.
   *
   * @param rows each with {@code null} where a value is missing
   * @param name how the source is called in errors; rows are counted from 1
   * @throws IllegalArgumentException as {@link #read}
   */
  public static Allocations ofRows(Iterator<String[]> rows, String name) {
    AllocationsFile file = new AllocationsFile(name);
    for (int number = 1; rows.hasNext(); number++) {
      List<String> values =
          Arrays.stream(rows.next()).map(value -> value == null ? "" : value.trim()).toList();
      file.table.add(number, values, file::add);
    }
    return file.all();
  }

  private Allocations all() {
    findOverlaps();
    table.refuseMistakes();
    return Allocations.of(allocations.stream().map(Numbered::allocation).toList());
  }

  private void add(int line, List<String> values) {
    allocations.add(new Numbered(line, allocation(values)));
  }

  private static Allocation allocation(List<String> values) {
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
        table.addMistake(
            Math.max(longest.line, next.line),
            "%s is allocated on line %d for the same time"
                .formatted(next.allocation.prefix(), Math.min(longest.line, next.line)));
      }
      if (!isSame || next.allocation.until() > longest.allocation.until()) {
        longest = next;
      }
    }
  }

  private record Numbered(int line, Allocation allocation) {}
}
