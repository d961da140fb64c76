package slash64.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.io.FileUtils;
import slash64.benchmark.NightLogs;

/**
 * A night on Spark Standalone with one worker of one core and with two, in turn: {@code
 * ClusterBenchmark HOME MB ROUNDS}. A worker has a processor to itself, and the driver runs on
 * whichever is free. Prints the seconds of each night from {@code spark-submit} to its end, and the
 * medians.
 */
final class ClusterBenchmark {
  private static final int SUBNETS = 300_000;

  private final Path built;
  private final Path folder;

  private ClusterBenchmark(Path built, Path folder) {
    this.built = built;
    this.folder = folder;
  }

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    long bytes = Long.parseLong(arguments[1]) * 1_000_000;
    int rounds = Integer.parseInt(arguments[2]);
    Path folder = Files.createTempDirectory("slash64-benchmark-");
    try {
      ClusterBenchmark benchmark =
          new ClusterBenchmark(Path.of(arguments[0]).resolve("target"), folder);
      NightLogs.write(folder, bytes, SUBNETS, 0);
      double[][] seconds = new double[2][rounds];
      for (int round = 0; round < rounds; round++) {
        for (int workers = 1; workers <= 2; workers++) {
          seconds[workers - 1][round] = benchmark.night(workers);
          System.out.printf("%d of one core: %.1f s%n", workers, seconds[workers - 1][round]);
        }
      }
      double one = median(seconds[0]);
      double two = median(seconds[1]);
      System.out.printf("medians: %.1f and %.1f s, %.2f of the time%n", one, two, two / one);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private double night(int workers) throws IOException, InterruptedException {
    Path at = Files.createDirectories(folder.resolve("cluster"));
    try (StandaloneCluster cluster =
        StandaloneCluster.start(
            at, Files.readString(built.resolve("spark.classpath")), workers, true)) {
      long start = System.nanoTime();
      StandaloneCluster.Ended ended =
          cluster
              .submit(
                  built,
                  List.of("--driver-memory", "2g", "--executor-memory", "1900m"),
                  nightly(at))
              .await();
      if (ended.status() != 0) {
        throw new IllegalStateException(ended.err());
      }
      return (System.nanoTime() - start) / 1e9;
    } finally {
      FileUtils.deleteDirectory(at.toFile());
    }
  }

  private List<String> nightly(Path to) {
    return List.of(
        "nightly",
        "--date",
        NightLogs.DAY.toString(),
        "--input",
        NightLogs.glob(folder),
        "--warehouse",
        to + "/warehouse",
        "--export",
        to + "/feed");
  }
}
