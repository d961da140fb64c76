package slash64.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;

/**
 * The whole night as a user runs it, from zstd archives to the published feed, start-up included,
 * beside DuckDB's reading, joining and Parquet writing of five fields of the same archives: {@code
 * NightBenchmark HOME MB ROUNDS}. Results go into BENCHMARKS.md.
 */
final class NightBenchmark {
  private NightBenchmark() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    long megabytes = Long.parseLong(arguments[1]);
    Path folder = Files.createTempDirectory("slash64-benchmark-");
    try {
      Archives archives = Archives.make(folder, megabytes * 1_000_000);
      List<Contestant> contestants = new ArrayList<>();
      contestants.add(
          new Contestant(
              "Slash64, the whole night, zstd", archives.bytes(), 0, () -> night(home, folder)));
      contestants.add(
          new Contestant(
              "DuckDB: read, join, write Parquet, five fields, zstd",
              archives.bytes(),
              archives.messages(),
              () -> DuckDb.toParquet(archives.zstd(), folder.resolve("duckdb.parquet"))));
      List<Contest.Result> results = Contest.run(contestants, Integer.parseInt(arguments[2]));
      String what =
          "A night over two zstd archives, %,d MB of text, %,d messages"
              .formatted(megabytes, archives.messages());
      String text = Report.markdown(what, results);
      System.out.println(text);
      Report.replace(home.resolve("BENCHMARKS.md"), "night " + megabytes, text);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private static long night(Path home, Path folder) throws IOException, InterruptedException {
    Path warehouse = folder.resolve("warehouse");
    Path feed = folder.resolve("feed");
    FileUtils.deleteDirectory(warehouse.toFile());
    FileUtils.deleteDirectory(feed.toFile());
    List<String> command =
        List.of(
            home.resolve("slash64").toString(),
            "nightly",
            "--date",
            "2026-11-23",
            "--input",
            folder + "/mx*-2026-11-23.log.zst",
            "--warehouse",
            warehouse.toString(),
            "--export",
            feed.toString());
    Path said = folder.resolve("night.txt");
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    int status = process.redirectOutput(said.toFile()).start().waitFor();
    if (status != 0 || !Files.exists(feed.resolve("current"))) {
      throw new IllegalStateException(
          "Cannot compare: %s ended with status %d%n%s"
              .formatted(
                  command.stream().collect(Collectors.joining(" ")),
                  status,
                  Files.readString(said)));
    }
    return -1;
  }
}
