package slash64.enrich;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slash64.net.Prefix;
import slash64.registry.CsvLine;

/**
 * Reads lists of prefixes of any length: JSON lines with {@code cidr} or {@code prefix} (Spamhaus
 * DROP and DROPv6; lines with {@code "type":"metadata"} are passed over), comma-separated text with
 * a header that names {@code prefix} and may name {@code owner}, {@code note} and {@code expires},
 * or one prefix a line, with a comment after # or ;.
 */
public final class ListFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ERRORS_SHOWN = 5;
  private static final List<String> COLUMNS = List.of("prefix", "owner", "note", "expires");

  private ListFile() {}

  /**
   * One line of a list.
   *
   * @param owner who answers for it, empty when not said
   * @param note why, empty when not said
   * @param expires last UTC day on which it holds; empty: no end
   */
  public record Entry(Prefix prefix, String owner, String note, Optional<LocalDate> expires) {}

  /**
   * Reads all entries.
   *
   * @param name how the file is called in errors
   * @throws IllegalArgumentException if lines are malformed: all are counted, the first five named
   */
  public static List<Entry> read(BufferedReader text, String name) throws IOException {
    return read(text, name, false);
  }

  /**
   * Reads all entries of a list that is written for us: a column of another name than ours, or of
   * none, is a mistake, since an entry whose end is not understood would hold for ever.
   *
   * @param name how the file is called in errors
   * @throws IllegalArgumentException if lines are malformed: all are counted, the first five named
   */
  public static List<Entry> readOwn(BufferedReader text, String name) throws IOException {
    return read(text, name, true);
  }

  private static List<Entry> read(BufferedReader text, String name, boolean isOwn)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    List<String> mistakes = new ArrayList<>();
    List<String> header = null;
    String line = text.readLine();
    for (int number = 1; line != null; number++, line = text.readLine()) {
      String plain = number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
      if (plain.isBlank() || plain.startsWith("#") || plain.startsWith(";")) {
        continue;
      }
      try {
        if (header == null && entries.isEmpty() && isHeader(plain)) {
          header = CsvLine.split(plain.toLowerCase(Locale.ROOT));
          if (isOwn) {
            requireKnown(header);
          }
        } else {
          entry(plain, header, isOwn).ifPresent(entries::add);
        }
      } catch (IllegalArgumentException | DateTimeException e) {
        mistakes.add("line %d: %s".formatted(number, e.getMessage()));
      }
    }
    if (!mistakes.isEmpty()) {
      int more = mistakes.size() - ERRORS_SHOWN;
      throw new IllegalArgumentException(
          "Cannot read list %s: %s%s. Mend the file; none of it was used."
              .formatted(
                  name,
                  String.join("; ", mistakes.subList(0, Math.min(ERRORS_SHOWN, mistakes.size()))),
                  more > 0 ? "; and %d more".formatted(more) : ""));
    }
    return entries;
  }

  private static boolean isHeader(String line) {
    return !line.stripLeading().startsWith("{")
        && CsvLine.split(line.toLowerCase(Locale.ROOT)).contains("prefix");
  }

  private static void requireKnown(Iterable<String> columns) {
    for (String column : columns) {
      if (!COLUMNS.contains(column)) {
        throw new IllegalArgumentException(
            "no column is called '%s': need prefix, and may have owner, note and expires"
                .formatted(column));
      }
    }
  }

  private static Optional<Entry> entry(String line, List<String> header, boolean isOwn) {
    if (line.stripLeading().startsWith("{")) {
      return ofJson(line, isOwn);
    }
    return Optional.of(header == null ? ofText(line, isOwn) : ofCsv(line, header));
  }

  private static Optional<Entry> ofJson(String line, boolean isOwn) {
    try {
      JsonNode object = JSON.readTree(line);
      String prefix = object.path("cidr").asText(object.path("prefix").asText(""));
      if (prefix.isEmpty() && object.path("type").asText("").equals("metadata")) {
        return Optional.empty();
      }
      if (isOwn && !object.has("cidr")) { // which is how Spamhaus writes its own
        requireKnown(object::fieldNames);
      }
      String note = object.path("note").asText(object.path("sblid").asText(""));
      return Optional.of(
          new Entry(
              Prefix.parse(prefix),
              object.path("owner").asText(object.path("rir").asText("")),
              note,
              expires(object.path("expires").asText(""))));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot read JSON: need one object a line", e);
    }
  }

  private static Entry ofCsv(String line, List<String> header) {
    List<String> values = CsvLine.split(line);
    if (values.size() != header.size()) {
      throw new IllegalArgumentException(
          "need %d values, found %d".formatted(header.size(), values.size()));
    }
    return new Entry(
        Prefix.parse(value(values, header, "prefix")),
        value(values, header, "owner"),
        value(values, header, "note"),
        expires(value(values, header, "expires")));
  }

  private static String value(List<String> values, List<String> header, String name) {
    int at = header.indexOf(name);
    return at < 0 ? "" : values.get(at);
  }

  private static Entry ofText(String line, boolean isOwn) {
    int end = 0;
    while (end < line.length() && " \t#;,".indexOf(line.charAt(end)) < 0) {
      end++;
    }
    if (isOwn && end < line.length() && line.charAt(end) == ',') {
      throw new IllegalArgumentException(
          "a comma, and no line before has named the columns: begin with prefix,owner,note,expires");
    }
    String note = line.substring(end).replaceFirst("^[\\s#;,]+", "").strip();
    return new Entry(Prefix.parse(line.substring(0, end)), "", note, Optional.empty());
  }

  private static Optional<LocalDate> expires(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "Cannot read day '%s': need a day such as 2026-11-30".formatted(text), e);
    }
  }
}
