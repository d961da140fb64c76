package slash64.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads comma-separated text (RFC 4180, but no value runs over a line's end) in UTF-8 with a given
 * header, and gathers all mistakes instead of stopping at the first. Empty lines and lines that
 * begin with # are passed over.
 */
public final class CsvTable {
  private static final int ERRORS_SHOWN = 5;

  private final String what;
  private final String name;
  private final List<String> header;
  private final List<Mistake> mistakes = new ArrayList<>();

  /** Takes a line's values; what it throws becomes a mistake of that line. */
  @FunctionalInterface
  public interface LineReader {
    /**
     * Takes one line.
     *
     * @param line its number, from 1
     * @throws IllegalArgumentException if a value is none of its kind
     * @throws DateTimeException if a time is none
     */
    void read(int line, List<String> values);
  }

  /**
   * @param what it holds, for errors: {@code allocations}
   * @param name how the file is called in errors
   * @param header names of the columns, in their order
   */
  public CsvTable(String what, String name, List<String> header) {
    this.what = what;
    this.name = name;
    this.header = List.copyOf(header);
  }

  /**
   * Reads all lines.
   *
   * @throws IllegalArgumentException if the first line is not the header
   */
  public void read(BufferedReader text, LineReader lines) {
    boolean hasHeader = false;
    try {
      String line = text.readLine();
      for (int number = 1; line != null; number++, line = text.readLine()) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        if (hasHeader) {
          readLine(number, line, lines);
        } else {
          requireHeader(number, line);
          hasHeader = true;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s %s".formatted(what, name), e);
    }
  }

  private void requireHeader(int number, String line) {
    String plain = line.startsWith("\ufeff") ? line.substring(1) : line;
    if (!List.of(plain.split(",", -1)).stream().map(String::trim).toList().equals(header)) {
      throw new IllegalArgumentException(
          "Cannot read %s %s: line %d is not the header; need %s"
              .formatted(what, name, number, String.join(",", header)));
    }
  }

  private void readLine(int number, String line, LineReader lines) {
    try {
      add(number, CsvLine.split(line), lines);
    } catch (IllegalArgumentException e) {
      addMistake(number, e.getMessage());
    }
  }

  /** Hands a line's values on; as many as the header has names, or it is a mistake. */
  void add(int number, List<String> values, LineReader lines) {
    try {
      if (values.size() != header.size()) {
        throw new IllegalArgumentException(
            "need %d values, found %d".formatted(header.size(), values.size()));
      }
      lines.read(number, values);
    } catch (IllegalArgumentException | DateTimeException e) {
      addMistake(number, e.getMessage());
    }
  }

  void addMistake(int line, String text) {
    mistakes.add(new Mistake(line, text));
  }

  /**
   * Ends the reading.
   *
   * @throws IllegalArgumentException if there was a mistake: all of them are counted, the first
   *     five named with their line numbers
   */
  public void refuseMistakes() {
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
        "Cannot read %s %s: %s%s. Mend the file; none of it was used."
            .formatted(what, name, shown, more > 0 ? "; and %d more".formatted(more) : ""));
  }

  private record Mistake(int line, String text) {}
}
