package slash64.feed;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slash64.policy.PolicyEntry;

/**
 * How long one night takes to publish in all formats, and whether it gives the same bytes twice.
 * Not a test:
 *
 * <pre>
 * mvn test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath
 * java -Xmx2g -cp target/test-classes:target/classes:$(cat target/test.classpath) \
 *   slash64.feed.FeedBenchmark 1000000 /tmp/feed-benchmark
 * </pre>
 */
public final class FeedBenchmark {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private FeedBenchmark() {}

  /** Arguments: the number of entries, and a directory for the feed, which must not exist. */
  public static void main(String[] arguments) throws IOException {
    int size = Integer.parseInt(arguments[0]);
    Path directory = Files.createDirectory(Path.of(arguments[1]));
    List<PolicyEntry> entries = entries(size);
    FeedNight night =
        FeedSamples.withChanges(
            FeedSamples.night(FeedSamples.stamp(FeedSamples.DAY), entries, List.of()),
            PolicyDiff.between(List.<PolicyEntry>of().iterator(), entries.iterator()));
    List<FeedFormat> formats =
        FeedFormats.named(
            List.of("all"), new FeedFormatOptions(false, Long.MAX_VALUE, ClientText.REASONS));
    for (FeedFormat format : formats) {
      long start = System.nanoTime();
      long cpu = THREADS.getCurrentThreadCpuTime();
      Probes.write(format, night, directory);
      System.out.printf(
          "%-16s %6d ms, %6d of them at work %,14d bytes%n",
          format.file(),
          Duration.ofNanos(System.nanoTime() - start).toMillis(),
          Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - cpu).toMillis(),
          Files.size(directory.resolve(format.file())));
    }
    for (String round : new String[] {"first", "second"}) {
      long start = System.nanoTime();
      long cpu = THREADS.getCurrentThreadCpuTime();
      FeedManifest manifest =
          new FeedPublisher(new LocalStore(directory.resolve(round)), formats, Optional.empty(), 1)
              .publish(night, FeedDestination.CURRENT);
      System.out.printf(
          "published, %s time: %6d ms, %6d of them at work, manifest %08x%n",
          round,
          Duration.ofNanos(System.nanoTime() - start).toMillis(),
          Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - cpu).toMillis(),
          manifest.files().hashCode());
    }
  }

  /** Reasons and evidence as long as real ones, half of the reasons distinct. */
  private static List<PolicyEntry> entries(int size) {
    List<PolicyEntry> entries = new ArrayList<>(size);
    for (PolicyEntry entry : FeedSamples.forest(size, 64)) {
      String reason =
          "%d of %d messages were spam on 9 of the last 14 days, customers of %s"
              .formatted(entries.size() / 2, size, "example.com");
      entries.add(
          new PolicyEntry(
              entry.prefix(),
              entry.tier(),
              entry.score(),
              entry.confidence(),
              reason,
              entry.expires(),
              "{\"messages\":%d,\"spam\":%d,\"days\":14,\"baseline\":0.125,\"interval\":[0.91,0.97]}"
                  .formatted(size, entries.size())));
    }
    return entries;
  }
}
