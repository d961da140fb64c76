package slash64.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The file for node_exporter's textfile collector. It is written beside its name and moved into
 * place, as the collector asks for. What a run does not know, such as the entries of a policy that
 * it did not come to, stays as the run before told it.
 */
final class MetricsFile {
  private final Path file;

  MetricsFile(Path file) {
    this.file = file;
  }

  /**
   * Writes the file.
   *
   * @param order every name that the file may hold, in the order to write them
   * @param known what this run knows
   */
  void write(List<Metric> order, List<Metric> known) throws IOException {
    List<String> before = read();
    StringBuilder text = new StringBuilder();
    for (Metric each : order) {
      List<String> lines =
          known.stream()
              .filter(metric -> metric.name().equals(each.name()))
              .findFirst()
              .map(Metric::lines)
              .orElseGet(() -> kept(each.name(), before));
      if (!lines.isEmpty()) {
        text.append(
            "# HELP %s %s%n# TYPE %s gauge%n".formatted(each.name(), each.help(), each.name()));
        lines.forEach(line -> text.append(line).append('\n'));
      }
    }
    Path beside = file.resolveSibling("." + file.getFileName() + ".tmp");
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    Files.writeString(beside, text.toString().replace("\r", ""));
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private List<String> read() throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException first) {
      return List.of();
    }
  }

  private static List<String> kept(String name, List<String> before) {
    List<String> lines = new ArrayList<>();
    for (String line : before) {
      boolean isOfName = line.startsWith(name + " ") || line.startsWith(name + "{");
      if (isOfName && line.toLowerCase(Locale.ROOT).matches(".* [-+0-9.einf]+")) {
        lines.add(line);
      }
    }
    return lines;
  }
}
