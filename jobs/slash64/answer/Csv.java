package slash64.answer;

import java.util.Arrays;
import java.util.stream.Collectors;

/** CSV as RFC 4180 has it: what needs quotes has them, and a quote within is doubled. */
public final class Csv {
  private Csv() {}

  /** Returns one field; nothing for null. */
  public static String field(String text) {
    if (text == null) {
      return "";
    }
    return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  /** Returns fields as one line, without its end. */
  public static String line(String... fields) {
    return Arrays.stream(fields).map(Csv::field).collect(Collectors.joining(","));
  }
}
