package slash64.benchmark;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Reads the same mail log with Slash64 and with other programs, in turn, and prints what each took:
 * {@code ArchiveBenchmark [MB [FOLDER]]}. The input is two archives of equal size, plain, gzip and
 * zstd; every contestant has two processors to use. One round to warm up, then five; medians. What
 * is much slower reads an eighth of it.
 */
final class ArchiveBenchmark {
  private static final int ROUNDS = 5;

  private ArchiveBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    long megabytes = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000;
    Path folder =
        arguments.length > 1
            ? Files.createDirectories(Path.of(arguments[1]))
            : Files.createTempDirectory("slash64-benchmark-");
    try {
      Archives archives = Archives.make(folder, megabytes * 1_000_000);
      run(archives);
    } finally {
      if (arguments.length < 2) {
        remove(folder);
      }
    }
  }

  private static void run(Archives archives) throws Exception {
    List<Contestant> contestants = Contestants.of(archives);
    double[][] seconds = new double[contestants.size()][ROUNDS];
    for (int round = -1; round < ROUNDS; round++) { // round -1 warms up
      for (int i = 0; i < contestants.size(); i++) {
        Contestant contestant = contestants.get(i);
        long start = System.nanoTime();
        long messages = contestant.work().call();
        if (round >= 0) {
          seconds[i][round] = (System.nanoTime() - start) / 1e9;
        }
        if (messages >= 0 && messages != contestant.messages()) {
          throw new IllegalStateException(
              "%s counted %d messages, there are %d"
                  .formatted(contestant.name(), messages, contestant.messages()));
        }
      }
      System.err.printf("round %d of %d%n", round + 1, ROUNDS);
    }
    print(contestants, seconds);
    Contestants.close();
  }

  private static void print(List<Contestant> contestants, double[][] seconds) {
    System.out.printf(
        Locale.ROOT, "%-58s %8s %8s %15s %9s%n", "", "MB", "seconds", "from - to", "MB/s");
    for (int i = 0; i < contestants.size(); i++) {
      double[] sorted = seconds[i].clone();
      Arrays.sort(sorted);
      double median = sorted[ROUNDS / 2];
      double megabytes = contestants.get(i).bytes() / 1e6;
      System.out.printf(
          Locale.ROOT,
          "%-58s %8.0f %8.2f %15s %9.0f%n",
          contestants.get(i).name(),
          megabytes,
          median,
          String.format(Locale.ROOT, "%.2f - %.2f", sorted[0], sorted[ROUNDS - 1]),
          megabytes / median);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /**
   * One log, packed three ways; the slow ones get a smaller log of the same kind.
   *
   * @param bytes of text in each list of files but the last
   * @param messages in each list of files but the last
   */
  record Archives(
      List<Path> plain,
      List<Path> gzip,
      List<Path> zstd,
      long bytes,
      long messages,
      long rows,
      Path small,
      MailLogText.Written smallText) {

    private static final int SMALLER = 8;

    static Archives make(Path folder, long bytes) throws IOException {
      List<Path> plain = new ArrayList<>();
      List<Path> gzip = new ArrayList<>();
      List<Path> zstd = new ArrayList<>();
      long total = 0;
      long messages = 0;
      long rows = 0;
      for (int i = 1; i <= 2; i++) {
        Path log = folder.resolve("mx" + i + ".log");
        try (OutputStream to = Files.newOutputStream(log)) {
          MailLogText.Written written = MailLogText.write(to, bytes / 2, "mx" + i, "Nov 23", i);
          total += written.bytes();
          messages += written.messages();
          rows += written.messages() + written.refused();
        }
        plain.add(log);
        gzip.add(folder.resolve("mx" + i + ".log.gz"));
        zstd.add(folder.resolve("mx" + i + ".log.zst"));
        pack(log, gzip.get(i - 1), zstd.get(i - 1));
      }
      Path small = folder.resolve("small.log");
      try (OutputStream to = Files.newOutputStream(small)) {
        MailLogText.Written text = MailLogText.write(to, bytes / SMALLER, "mx1", "Nov 23", 3);
        return new Archives(plain, gzip, zstd, total, messages, rows, small, text);
      }
    }

    private static void pack(Path log, Path gzip, Path zstd) {
      try (OutputStream to = new GZIPOutputStream(Files.newOutputStream(gzip), 1 << 16);
          OutputStream other = new ZstdOutputStream(Files.newOutputStream(zstd))) {
        Files.copy(log, to);
        Files.copy(log, other);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
