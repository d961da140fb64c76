package slash64.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.package$;

/** What a figure was measured on. */
final class Machine {
  private Machine() {}

  /** Returns processor, memory, system and versions, in one line. */
  static String describe() {
    return "%d cores of %s, %s GB, Linux %s, OpenJDK %s, Spark %s, DuckDB %s, zstd %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            value("/proc/cpuinfo", "model name").replaceAll("\\s+", " "),
            memory(),
            System.getProperty("os.version"),
            System.getProperty("java.version"),
            package$.MODULE$.SPARK_VERSION(),
            version("org.duckdb.DuckDBDriver"),
            firstLine("zstd", "--version").replaceAll(".* v([0-9.]+),.*", "$1"));
  }

  private static String memory() {
    String kilobytes = value("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "");
    return kilobytes.isEmpty() ? "?" : Long.toString(Long.parseLong(kilobytes) >> 20);
  }

  private static String value(String file, String key) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("?");
    } catch (IOException e) {
      return "?";
    }
  }

  private static String version(String driver) {
    try {
      Class<?> type = Class.forName(driver);
      String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
      return jar.replaceAll(".*-([0-9][0-9.]*)\\.jar", "$1");
    } catch (ClassNotFoundException e) {
      return "?";
    }
  }

  private static String firstLine(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return text.strip();
    } catch (IOException e) {
      return "?";
    }
  }
}
