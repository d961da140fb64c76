package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slash64.conf.InputSettings;
import slash64.conf.Settings;
import slash64.maillog.archive.LineScanner;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.message.LogReader;
import slash64.maillog.message.MessageReader;
import slash64.maillog.message.SplitReport;
import slash64.progress.Progress;

class IntakeBooksTest {
  @Test
  void linesThatALoggerPutIntoOneAreToldBesideThoseRead() throws IOException {
    SplitReport report =
        read(
            """
            Nov  3 04:05:06 mx postfix/smtpd[7]: warning: unknown[192.0.2.7]: SASL LOGIN authentication failed
            Nov  3 04:05:09 mx last message repeated 3 times
            """);

    try (Progress progress = Progress.onStandardError()) {
      IntakeBooks.tell(List.of(report), InputSettings.of(Settings.standard()), progress);
      assertThat(progress.summary().counts())
          .isEqualTo(Map.of("lines", 2L, "refused lines", 0L, "repeated lines", 3L));
    }
  }

  private static SplitReport read(String lines) throws IOException {
    SplitReport report = new SplitReport("mail.log", 0);
    LineScanner text =
        new LineScanner(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    StampClock clock =
        new StampClock(
            InputSettings.of(Settings.standard()).timeZones(), LocalDate.parse("2026-11-04"));
    try (MessageReader messages = new MessageReader(new LogReader(text, clock, report))) {
      while (messages.next() != null) {
        // the books are what is asked for
      }
    }
    return report;
  }
}
