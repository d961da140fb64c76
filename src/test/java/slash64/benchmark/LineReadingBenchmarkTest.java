package slash64.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Param;
import slash64.maillog.message.SplitReport;

/** What the benchmark reads are lines that mean something, read without a refusal or garbage. */
final class LineReadingBenchmarkTest {
  static List<String> formats() {
    return FormatSamples.formats();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void everyLineOfASampleIsRead(String format) throws IOException {
    byte[] text = FormatSamples.text(format, 20_000);
    SplitReport report = new SplitReport("sample", 0);
    LineReadingBenchmark.read(text, report);
    long lines = new String(text, StandardCharsets.US_ASCII).lines().count();
    assertThat(report.lines()).isEqualTo(lines);
    assertThat(report.bytes()).isEqualTo(text.length);
    assertThat(report.samples()).isEmpty();
    assertThat(report.usedLines()).isGreaterThanOrEqualTo(lines / 2);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aLineAllocatesNothing(String format) throws IOException {
    SplitReport few = new SplitReport("few", 0);
    SplitReport many = new SplitReport("many", 0);
    LineReadingBenchmark.read(FormatSamples.text(format, 4 << 20), new SplitReport("warm", 0));
    // The scanner's block and the reader's tables take the same for both; the lines nothing.
    long allocated = allocated(format, 4 << 20, many) - allocated(format, 2 << 20, few);
    assertThat(allocated / (many.lines() - few.lines())).isLessThan(LIMIT);
  }

  private static long allocated(String format, int bytes, SplitReport report) throws IOException {
    byte[] text = FormatSamples.text(format, bytes);
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    LineReadingBenchmark.read(text, report);
    return thread.getCurrentThreadAllocatedBytes() - before;
  }

  /** Bytes a line: interpreted code makes a short-lived object where compiled code makes none. */
  private static final long LIMIT = 16;

  @ParameterizedTest
  @MethodSource("formats")
  void theBenchmarkRunsOverEveryFormat(String format) throws NoSuchFieldException {
    Param formats =
        LineReadingBenchmark.class.getDeclaredField("format").getAnnotation(Param.class);
    assertThat(Arrays.asList(formats.value())).contains(format);
  }
}
