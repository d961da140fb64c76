package slash64.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.FileUtils;

/**
 * How the time of a whole night grows with the log and with the prefixes in it: {@code
 * NightGrowthBenchmark HOME MB:SUBNETS[:SHARE]...}, of each a night from zstd archives to the
 * published feed, start-up included, with 4 GB of heap. Prints a row of a table for each.
 */
final class NightGrowthBenchmark {
  private NightGrowthBenchmark() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    System.out.println(
        "| MB | messages | prefixes | seconds | of processor time | ms a MB | µs a prefix |");
    System.out.println("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (int i = 1; i < arguments.length; i++) {
      String[] size = arguments[i].split(":", -1);
      Path folder = Files.createTempDirectory("slash64-benchmark-");
      try {
        long megabytes = Long.parseLong(size[0]);
        NightLogs.write(
            folder,
            megabytes * 1_000_000,
            Integer.parseInt(size[1]),
            size.length > 2 ? Double.parseDouble(size[2]) : 0);
        System.out.println(night(Path.of(arguments[0]), folder, megabytes));
      } finally {
        FileUtils.deleteDirectory(folder.toFile());
      }
    }
  }

  private static String night(Path home, Path folder, long megabytes)
      throws IOException, InterruptedException {
    Path said = folder.resolve("night.txt");
    long start = System.nanoTime();
    ProcessBuilder night =
        new ProcessBuilder(
                home.resolve("slash64").toString(),
                "nightly",
                "--date",
                NightLogs.DAY.toString(),
                "--input",
                NightLogs.glob(folder),
                "--warehouse",
                folder + "/warehouse",
                "--export",
                folder + "/feed")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    night.environment().put("SLASH64_HEAP", "4g");
    Process process = night.start();
    Duration processor = Duration.ZERO;
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      processor = process.info().totalCpuDuration().orElse(processor);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    String text = Files.readString(said);
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "The night ended with %d:%n%s".formatted(process.exitValue(), text));
    }
    long prefixes = number(text, "prefixes");
    return "| %,d | %,d | %,d | %.1f | %.1f | %.1f | %.1f |"
        .formatted(
            megabytes,
            number(text, "messages"),
            prefixes,
            seconds,
            processor.toMillis() / 1e3,
            1e3 * seconds / megabytes,
            1e6 * seconds / prefixes);
  }

  private static long number(String text, String name) {
    Matcher matcher = Pattern.compile("(?m)^" + name + " +([\\d,]+)$").matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("The night told no " + name + ":\n" + text);
    }
    return Long.parseLong(matcher.group(1).replace(",", ""));
  }
}
