package slash64.nightly;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import slash64.conf.InputSettings;
import slash64.failure.UserError;
import slash64.lake.ContentIdentity;
import slash64.maillog.archive.ExpansionLimit;
import slash64.maillog.archive.LineScanner;
import slash64.maillog.archive.TextStream;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.line.Refusal;
import slash64.maillog.message.LogReader;
import slash64.maillog.message.SplitReport;

/** A look at the first lines of an archive. */
final class HeadSample {
  private HeadSample() {}

  /**
   * Returns the share of the first lines that cannot be read, 0 to 1. Lines of programs that have
   * nothing to do with mail do not count: a syslog may hold many.
   */
  static double refusedShare(Path archive, Configuration hadoop, InputSettings settings) {
    SplitReport report = new SplitReport(archive.toString(), 0);
    try (LogReader lines =
        new LogReader(
            new LineScanner(new ByteArrayInputStream(head(archive, hadoop))),
            new StampClock(settings.timeZones(), LocalDate.now(ZoneOffset.UTC)),
            report)) {
      while (lines.next() != null) {
        // The report counts.
      }
    } catch (IOException e) {
      throw UserError.inputMissing("Cannot read %s: %s.".formatted(archive, e.getMessage()), e);
    }
    long refused = report.refusedLines() - report.refusedLines(Refusal.UNKNOWN_PROGRAM);
    return report.lines() == 0 ? 0 : (double) refused / report.lines();
  }

  private static byte[] head(Path archive, Configuration hadoop) throws IOException {
    try (InputStream text =
        new ReadableText(
            TextStream.open(archive.getFileSystem(hadoop).open(archive), ExpansionLimit.USUAL))) {
      return text.readNBytes(ContentIdentity.HEAD);
    }
  }
}
