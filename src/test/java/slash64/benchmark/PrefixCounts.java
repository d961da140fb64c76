package slash64.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import slash64.maillog.archive.ExpansionLimit;
import slash64.maillog.archive.LineScanner;
import slash64.maillog.archive.TextStream;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.envelope.TimeZones;
import slash64.maillog.message.LogReader;
import slash64.maillog.message.MessageReader;
import slash64.maillog.message.OpenMessage;
import slash64.maillog.message.SplitReport;
import slash64.maillog.message.WantedColumns;

/**
 * Reads archives, joins their lines to messages with the columns asked for, and counts rows per
 * /64, one archive a thread: what the reader does without Spark around it.
 */
final class PrefixCounts {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  private long[] keys = new long[1 << 16];
  private long[] counts = new long[1 << 16];
  private int prefixes;
  private long rows;
  private long lines;
  private long bytes;
  private long refusedLines;

  /** Reads every archive with all columns, on so many threads at a time. */
  static PrefixCounts of(List<Path> archives, int threads) throws IOException {
    return of(archives, threads, WantedColumns.ALL);
  }

  /** Reads these columns of every archive, on so many threads at a time. */
  static PrefixCounts of(List<Path> archives, int threads, WantedColumns columns)
      throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<PrefixCounts>> parts = new ArrayList<>();
      for (Path archive : archives) {
        parts.add(pool.submit(() -> of(archive, columns)));
      }
      PrefixCounts sum = new PrefixCounts();
      for (Future<PrefixCounts> part : parts) {
        sum.add(part.get());
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      pool.shutdownNow();
    }
  }

  static PrefixCounts of(Path archive, WantedColumns columns) throws IOException {
    return of(TextStream.open(Files.newInputStream(archive), ExpansionLimit.USUAL), columns);
  }

  static PrefixCounts of(InputStream text, WantedColumns columns) throws IOException {
    PrefixCounts counts = new PrefixCounts();
    SplitReport report = new SplitReport("benchmark", 0);
    LogReader lines =
        new LogReader(
            new LineScanner(text), new StampClock(TimeZones.UTC, DAY), report, columns.fields());
    try (MessageReader messages = new MessageReader(lines, columns)) {
      for (OpenMessage row = messages.next(); row != null; row = messages.next()) {
        counts.rows++;
        if (row.hasClient()) {
          counts.count(row.clientHigh(), 1);
        }
      }
    }
    counts.lines = report.lines();
    counts.bytes = report.bytes();
    counts.refusedLines = report.refusedLines();
    return counts;
  }

  private void add(PrefixCounts other) {
    for (int i = 0; i < other.keys.length; i++) {
      if (other.counts[i] > 0) {
        count(other.keys[i], other.counts[i]);
      }
    }
    rows += other.rows;
    lines += other.lines;
    bytes += other.bytes;
    refusedLines += other.refusedLines;
  }

  private void count(long prefix, long by) {
    int at = slot(prefix);
    while (counts[at] > 0 && keys[at] != prefix) {
      at = at + 1 & keys.length - 1;
    }
    if (counts[at] == 0 && ++prefixes * 2 > keys.length) {
      grow();
      count(prefix, by);
      prefixes--; // counted by both
      return;
    }
    keys[at] = prefix;
    counts[at] += by;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldCounts = counts;
    keys = new long[oldKeys.length * 2];
    counts = new long[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCounts[i] > 0) {
        int at = slot(oldKeys[i]);
        while (counts[at] > 0) {
          at = at + 1 & keys.length - 1;
        }
        keys[at] = oldKeys[i];
        counts[at] = oldCounts[i];
      }
    }
  }

  private int slot(long prefix) {
    long hash = prefix * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 40) & keys.length - 1;
  }

  /** Gives the count of every /64, in no certain order. */
  void forEachCount(LongConsumer action) {
    for (long count : counts) {
      if (count > 0) {
        action.accept(count);
      }
    }
  }

  int prefixes() {
    return prefixes;
  }

  long rows() {
    return rows;
  }

  long lines() {
    return lines;
  }

  long bytes() {
    return bytes;
  }

  long refusedLines() {
    return refusedLines;
  }
}
