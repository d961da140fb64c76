package slash64.registry;

import java.util.ArrayList;
import java.util.List;

/** One line of comma-separated values (RFC 4180), without line breaks inside values. */
public final class CsvLine {
  private CsvLine() {}

  /**
   * Returns the values, those without quotes trimmed.
   *
   * @throws IllegalArgumentException if a quote does not end, or text follows it
   */
  public static List<String> split(String line) {
    List<String> values = new ArrayList<>();
    int at = 0;
    while (at <= line.length()) {
      if (at < line.length() && line.charAt(at) == '"') {
        StringBuilder value = new StringBuilder();
        at = quoted(line, at + 1, value);
        values.add(value.toString());
      } else {
        int comma = line.indexOf(',', at);
        int end = comma < 0 ? line.length() : comma;
        values.add(line.substring(at, end).trim());
        at = end;
      }
      at++; // the comma, or the end
    }
    return values;
  }

  /** Reads up to the closing quote and returns the place of the comma or end after it. */
  private static int quoted(String line, int at, StringBuilder value) {
    for (; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c != '"') {
        value.append(c);
      } else if (at + 1 < line.length() && line.charAt(at + 1) == '"') {
        value.append('"');
        at++;
      } else if (at + 1 == line.length() || line.charAt(at + 1) == ',') {
        return at + 1;
      } else {
        throw new IllegalArgumentException(
            "text follows a closing quote at column %d".formatted(at + 2));
      }
    }
    throw new IllegalArgumentException("a quote does not end");
  }
}
