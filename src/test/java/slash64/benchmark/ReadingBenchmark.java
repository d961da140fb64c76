package slash64.benchmark;

import com.sun.management.ThreadMXBean;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.io.input.BoundedInputStream;
import slash64.maillog.archive.ExpansionLimit;
import slash64.maillog.archive.LineScanner;
import slash64.maillog.archive.TextStream;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.envelope.TimeZones;
import slash64.maillog.message.LogReader;
import slash64.maillog.message.MessageReader;
import slash64.maillog.message.SplitReport;
import slash64.maillog.message.WantedColumns;

/**
 * What a megabyte of one plain archive costs on one thread, for archives of several sizes and for
 * all, five and no columns, in turn: {@code ReadingBenchmark MB...}. Costs are processor time of
 * the reading thread, so that a busy machine disturbs them little, and what it allocates.
 */
final class ReadingBenchmark {
  private static final int ROUNDS = 3;
  private static final int WARM_UPS = 5;
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private record Asked(String name, WantedColumns columns) {}

  private record Cost(double nanos, long allocated, long bytes, long rows) {
    double nanosPerByte() {
      return nanos / bytes;
    }
  }

  private static final List<Asked> ASKED =
      List.of(
          new Asked("all", WantedColumns.ALL),
          new Asked(
              "five",
              WantedColumns.of(List.of("queue_id", "client_ip", "sender", "size", "outcome"))),
          new Asked("none", WantedColumns.of(List.of())));

  private ReadingBenchmark() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws IOException {
    long[] sizes = Arrays.stream(arguments).mapToLong(Long::parseLong).sorted().toArray();
    Path log = Files.createTempFile("slash64-benchmark-", ".log");
    try {
      try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(log))) {
        MailLogText.write(to, sizes[sizes.length - 1] * 1_000_000, "mx1", "Nov 23", 1);
      }
      for (int i = 0; i < WARM_UPS; i++) {
        measure(log, sizes[0]);
      }
      System.out.printf(
          "One plain archive, one thread, processor time, best of %d rounds in turn; heap %,d MB. %s"
              + "%n%n| MB of text | columns | MB/s | KB allocated per MB | rows |%n"
              + "| ---: | --- | ---: | ---: | ---: |%n",
          ROUNDS, Runtime.getRuntime().maxMemory() >> 20, Machine.describe());
      for (long size : sizes) {
        report(size, measure(log, size));
      }
    } finally {
      Files.delete(log);
    }
  }

  @SuppressWarnings("SystemOut")
  private static void report(long size, List<Cost> costs) {
    for (int i = 0; i < ASKED.size(); i++) {
      Cost cost = costs.get(i);
      System.out.printf(
          "| %,d | %s | %,.0f | %.1f | %,d |%n",
          size,
          ASKED.get(i).name,
          1_000 / cost.nanosPerByte(),
          1_000.0 * cost.allocated / cost.bytes,
          cost.rows);
    }
  }

  /** Returns the best of each. */
  private static List<Cost> measure(Path log, long megabytes) throws IOException {
    List<Cost> best = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < ASKED.size(); i++) {
        Cost cost = read(log, megabytes * 1_000_000, ASKED.get(i).columns);
        if (round == 0) {
          best.add(cost);
        } else if (cost.nanos < best.get(i).nanos) {
          best.set(i, cost);
        }
      }
    }
    if (best.stream().map(Cost::rows).distinct().count() != 1) {
      throw new IllegalStateException("Columns asked for change the rows: " + best);
    }
    return best;
  }

  private static Cost read(Path log, long bytes, WantedColumns columns) throws IOException {
    long thread = Thread.currentThread().getId();
    long allocated = THREADS.getThreadAllocatedBytes(thread);
    long nanos = THREADS.getCurrentThreadCpuTime();
    SplitReport report = new SplitReport("benchmark", 0);
    long rows = 0;
    InputStream head =
        BoundedInputStream.builder()
            .setInputStream(Files.newInputStream(log))
            .setMaxCount(bytes)
            .get();
    LogReader lines =
        new LogReader(
            new LineScanner(TextStream.open(head, ExpansionLimit.USUAL)),
            new StampClock(TimeZones.UTC, DAY),
            report,
            columns.fields());
    try (MessageReader messages = new MessageReader(lines, columns)) {
      while (messages.next() != null) {
        rows++;
      }
    }
    return new Cost(
        THREADS.getCurrentThreadCpuTime() - nanos,
        THREADS.getThreadAllocatedBytes(thread) - allocated,
        report.bytes(),
        rows);
  }
}
