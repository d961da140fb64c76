package slash64.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slash64.maillog.envelope.TimeZones;
import slash64.maillog.format.LogFormat;
import slash64.maillog.message.SplitReport;

/** What {@code parse --format} shows of a log in which formats mix. */
class OneFormatTest {
  private static final String HEAD = "2026-11-23T10:00:00.000000+00:00 mx1 ";

  private static final String LOG =
      String.join(
          "\n",
          HEAD + "postfix/smtpd[1]: 4cWkQh2Xz9zPqR: client=mail.example.com[2001:db8::1]",
          HEAD
              + "postfix/qmgr[2]: 4cWkQh2Xz9zPqR: from=<a@example.com>, size=900, nrcpt=1 (queue active)",
          HEAD
              + "exim[3]: 1xVP2r-0005vi-00 <= a@example.org H=mx.example.org [2001:db8::5] P=esmtp S=700",
          HEAD + "rsyslogd: [origin software=\"rsyslogd\"] rsyslogd was HUPed",
          HEAD + "cron[4]: (root) CMD (true)",
          "type,timeLogged,vmta,orig,rcpt",
          "d,2026-11-23 10:00:00+0000,one,a@example.net,b@example.com",
          "");

  @Test
  void linesOfOtherFormatsAreNotShown() throws IOException {
    assertThat(shown(false, Optional.empty())).hasSize(7);
    assertThat(shown(false, Optional.of(LogFormat.POSTFIX)))
        .hasSize(2)
        .allMatch(line -> line.contains("4cWkQh2Xz9zPqR"));
    assertThat(shown(false, Optional.of(LogFormat.EXIM)))
        .singleElement()
        .asString()
        .startsWith("{\"line\":3,\"parsed\":true")
        .contains("1xVP2r-0005vi-00");
    assertThat(shown(false, Optional.of(LogFormat.POWERMTA)))
        .last()
        .asString()
        .contains("b@example.com");
    assertThat(shown(false, Optional.of(LogFormat.RSPAMD))).isEmpty();
  }

  @Test
  void messagesAreMadeOfLinesOfThatFormatOnly() throws IOException {
    assertThat(shown(true, Optional.of(LogFormat.EXIM)))
        .singleElement()
        .asString()
        .contains("2001:db8::5");
    assertThat(shown(true, Optional.of(LogFormat.POSTFIX)))
        .singleElement()
        .asString()
        .contains("2001:db8::1");
  }

  @Test
  void theBooksHoldAllLinesWhateverIsShown() throws IOException {
    SplitReport report = read(false, Optional.of(LogFormat.EXIM), new ByteArrayOutputStream());
    assertThat(report.lines()).isEqualTo(7);
    assertThat(report.usedLines()).isEqualTo(1);
    assertThat(report.usedLines() + report.emptyLines() + report.refusedLines()).isEqualTo(7);
  }

  private static List<String> shown(boolean perMessage, Optional<LogFormat> only)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    read(perMessage, only, out);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static SplitReport read(
      boolean perMessage, Optional<LogFormat> only, ByteArrayOutputStream out) throws IOException {
    return new LogPrinter(TimeZones.UTC, perMessage, only, out)
        .print(
            new ByteArrayInputStream(LOG.getBytes(StandardCharsets.UTF_8)),
            "a test",
            LocalDate.of(2026, 11, 23));
  }
}
