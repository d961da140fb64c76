package slash64.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;

/**
 * Reads the same mail log with Slash64 and with other programs, in turn, and puts what each took
 * into BENCHMARKS.md: {@code ArchiveBenchmark HOME MB ROUNDS}. The input is two archives of equal
 * size, plain, gzip and zstd; every contestant has two processors to use. What is much slower reads
 * an eighth of it.
 */
final class ArchiveBenchmark {
  private ArchiveBenchmark() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    long megabytes = Long.parseLong(arguments[1]);
    Path folder = Files.createTempDirectory("slash64-benchmark-");
    try {
      Archives archives = Archives.make(folder, megabytes * 1_000_000);
      List<Contest.Result> results =
          Contest.run(Contestants.of(archives), Integer.parseInt(arguments[2]));
      String text = Report.markdown("Two archives, %,d MB of text".formatted(megabytes), results);
      System.out.println(text);
      Report.replace(home.resolve("BENCHMARKS.md"), "archives " + megabytes, text);
    } finally {
      Contestants.close();
      FileUtils.deleteDirectory(folder.toFile());
    }
  }
}
