package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import slash64.maillog.archive.LineScanner;

/**
 * Logs of others that stand beside the project in {@code shared/corpus}; tests on them are skipped
 * where they are not. The environment variable SLASH64_SHARED or the system property slash64.shared
 * names another place for {@code shared}.
 */
public final class Corpus {
  /** {@code Feb 25 03:01:10 [<fac.sev> ]host program[pid]: text}. */
  private static final Pattern SYSLOG =
      Pattern.compile(
          "^\\w{3} [ \\d]\\d [\\d:]{8} (?:<[^>]*> )?\\S+ ([^\\s\\[:]+)(?:\\[\\d+\\])?: ");

  private Corpus() {}

  /** Returns the lines of every file of logs and of samples, whatever else the file holds. */
  public static List<String> allLines() {
    try (Stream<Path> files = Files.walk(folder())) {
      List<String> lines = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        lines.addAll(lines(file.toString()));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(String file) {
    List<String> lines = new ArrayList<>();
    try (LineScanner scanner = new LineScanner(Files.newInputStream(folder().resolve(file)))) {
      while (scanner.next()) {
        int length = scanner.end() - scanner.start();
        lines.add(new String(scanner.bytes(), scanner.start(), length, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  static List<JsonNode> objects(String file) {
    ObjectMapper json = new ObjectMapper();
    return lines(file).stream().map(line -> object(json, line)).toList();
  }

  private static JsonNode object(ObjectMapper json, String line) {
    try {
      return json.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what follows the syslog header. */
  static String text(String line) {
    Matcher header = SYSLOG.matcher(line);
    assertThat(header.find()).as(line).isTrue();
    return line.substring(header.end());
  }

  private static Path folder() {
    String named = System.getProperty("slash64.shared", System.getenv("SLASH64_SHARED"));
    if (named != null) {
      return Path.of(named, "corpus");
    }
    Path home = Path.of(System.getProperty("slash64.home", "")).toAbsolutePath();
    for (Path at = home; at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("shared/corpus"))) {
        return at.resolve("shared/corpus");
      }
    }
    Assumptions.abort("no shared/corpus beside " + home);
    throw new IllegalStateException();
  }
}
