package slash64.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import slash64.session.EmbeddedSpark;
import slash64.testing.StepCosts;

/**
 * What each step of a night with a past reads, shuffles, writes and sends to the driver, by Spark's
 * own metrics: {@code CostBenchmark MB}. The figures behind docs/COST.md.
 */
final class CostBenchmark {
  private CostBenchmark() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    long bytes = Long.parseLong(arguments[0]) * 1_000_000;
    Path folder = Files.createTempDirectory("slash64-benchmark-");
    try (EmbeddedSpark embedded = EmbeddedSpark.open("cost", Map.of("spark.master", "local[2]"))) {
      MeasuredNights.Measured night =
          MeasuredNights.run(embedded.session(), folder, List.of(bytes, bytes)).get(1);
      System.out.printf(
          Locale.ROOT,
          "%,d bytes of text, %,d messages, %,d prefixes%n%n",
          night.textBytes(),
          night.messages(),
          night.prefixes());
      System.out.println(
          "| step | jobs | tasks | read | shuffled | written | to the driver | processor s |");
      System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
      night.bySteps().forEach(CostBenchmark::print);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  @SuppressWarnings("SystemOut")
  private static void print(String step, StepCosts.Cost cost) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %,d | %,d | %,d | %,d | %.1f |%n",
        step.isEmpty() ? "(between steps)" : step,
        cost.jobs(),
        cost.tasks(),
        cost.read(),
        cost.shuffled(),
        cost.written(),
        cost.toDriver(),
        cost.processorNanos() / 1e9);
  }
}
