package slash64.benchmark;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import slash64.maillog.archive.LineScanner;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.envelope.TimeZones;
import slash64.maillog.line.LogLine;
import slash64.maillog.message.LogReader;
import slash64.maillog.message.SplitReport;

/**
 * Lines of one format, cut and read field by field, not joined. One operation reads {@link #BYTES}
 * of text; the counters say bytes and lines a second. Some kilobytes an operation are allocated for
 * the reader itself, none for lines.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-XX:+UseParallelGC"})
public class LineReadingBenchmark {
  static final int BYTES = 16 << 20;

  /** Its order is that of {@link FormatSamples#formats}. */
  @Param({
    "postfix",
    "exim",
    "opendkim",
    "opendmarc",
    "opensmtpd",
    "policyd-spf",
    "postgrey",
    "rspamd",
    "sendmail"
  })
  private String format = "postfix";

  private byte[] text = new byte[0];

  /** What one operation got through. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Read {
    public long bytes;
    public long lines;
  }

  @Setup
  public void makeText() {
    text = FormatSamples.text(format, BYTES);
  }

  /** Returns something that depends on every line. */
  @Benchmark
  public long read(Read counted) throws IOException {
    SplitReport report = new SplitReport("benchmark", 0);
    long sum = read(text, report);
    counted.bytes += report.bytes();
    counted.lines += report.lines();
    return sum;
  }

  static long read(byte[] text, SplitReport report) throws IOException {
    StampClock clock = new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 24));
    long sum = 0;
    try (LogReader reader =
        new LogReader(new LineScanner(new ByteArrayInputStream(text)), clock, report)) {
      for (LogLine line = reader.next(); line != null; line = reader.next()) {
        sum += line.micros() + line.event().ordinal() + (line.hasClient() ? line.clientLow() : 0);
      }
    }
    return sum;
  }
}
