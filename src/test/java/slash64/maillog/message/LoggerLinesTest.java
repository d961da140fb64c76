package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of the logger: equal lines put into one, lines dropped. */
final class LoggerLinesTest {
  private static final String SESSION =
      """
      Nov 23 08:05:01 mx1 postfix/smtpd[812]: connect from unknown[2001:db8::5]
      Nov 23 08:05:01 mx1 postfix/smtpd[812]: warning: unknown[2001:db8::5]: SASL LOGIN authentication failed: x
      Nov 23 08:05:01 mx1 postfix/smtpd[812]: NOQUEUE: reject: RCPT from unknown[2001:db8::5]: 550 5.1.1 x; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>
      """;
  private static final String REJECT =
      "NOQUEUE: reject: RCPT from unknown[2001:db8::5]: 550 5.1.1 x; from=<a@example.org>"
          + " to=<b@example.com> proto=ESMTP helo=<x>";
  private static final String SENT =
      "4jXz4s0sf8z6v2L: to=<b@example.com>, relay=none, delay=1, delays=1/0/0/0, dsn=2.0.0,"
          + " status=sent (ok)";

  @ParameterizedTest(name = "{0} after {1} line(s)")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # the logger's line                                           | after | connections | auth failures | rejects | repeated | lost
          Nov 23 08:05:02 mx1 last message repeated 3 times             | 1     | 4           | 0             | 0       | 3        | 0
          Nov 23 08:05:02 mx1 last message repeated 3 times             | 2     | 1           | 4             | 0       | 3        | 0
          Nov 23 08:05:02 mx1 last message repeated 3 times             | 3     | 1           | 1             | 4       | 3        | 0
          Nov 23 08:05:02 mx1 Last message repeated 3 times             | 3     | 1           | 1             | 4       | 3        | 0
          Nov 23 08:05:02 mx1 last message repeated 1 time              | 3     | 1           | 1             | 2       | 1        | 0
          Nov 23 08:05:02 <mail.info> mx1 last message repeated 3 times | 3     | 1           | 1             | 4       | 3        | 0
          Nov 23 08:05:02 mx1 postfix/smtpd[812]: last message repeated 3 times | 3 | 1       | 1             | 4       | 3        | 0
          2026-11-23T08:05:02Z mx1 last message repeated 3 times        | 3     | 1           | 1             | 4       | 3        | 0
          # another host's file, so it is not certain which line it means
          Nov 23 08:05:02 mx2 last message repeated 3 times             | 3     | 1           | 1             | 1       | 0        | 3
          # more than any logger puts together
          Nov 23 08:05:02 mx1 last message repeated 2000000000 times    | 3     | 1           | 1             | 1       | 0        | 2000000000
          Nov 23 08:05:02 mx1 last message repeated 3                   | 3     | 1           | 1             | 1       | 0        | 0
          """)
  void aRepeatOfTheLineBeforeCountsWhatThatSaid(
      String repeat,
      int after,
      long connections,
      long authFailures,
      long rejects,
      long repeated,
      long lost) {
    String before = String.join("\n", SESSION.lines().limit(after).toList());
    MessageLog log = MessageLog.read(before + "\n" + repeat);
    assertThat(log.sum("connections")).isEqualTo(connections);
    assertThat(log.sum("auth_failures")).isEqualTo(authFailures);
    assertThat(log.sum("rejects")).isEqualTo(rejects);
    assertThat(log.report().repeatedLines()).isEqualTo(repeated);
    assertThat(log.report().lostLines()).isEqualTo(lost);
    assertThat(log.report().usedLines() + log.report().emptyLines()).isEqualTo(after + 1L);
  }

  @Test
  void aRepeatBehindALineOfAnotherProgramIsNotTheMailServers() {
    MessageLog log =
        MessageLog.read(
            SESSION
                + """
                Nov 23 08:05:01 mx1 kernel: x
                Nov 23 08:05:02 mx1 last message repeated 3 times
                """);
    assertThat(log.sum("rejects")).isEqualTo(1);
    assertThat(log.report().repeatedLines()).isZero();
  }

  @Test
  void aRepeatThatQuotesItsLineSaysWhatHappened() {
    MessageLog log =
        MessageLog.read(
            "Nov 23 08:05:02 mx1 postfix/smtpd[812]: message repeated 3 times: [ " + REJECT + "]");
    assertThat(log.sum("rejects")).isEqualTo(3);
    assertThat(log.only()).containsEntry("helo", "x").containsEntry("client_ip", "2001:db8::5");
    assertThat(log.report().repeatedLines()).isEqualTo(3);
  }

  @Test
  void aDeliveryHappensOnlyOnce() {
    String head = "Nov 23 08:05:02 mx1 postfix/smtp[812]: ";
    MessageLog log =
        MessageLog.read(
            head
                + SENT
                + "\n"
                + head
                + "message repeated 2 times: [ "
                + SENT
                + "]\n"
                + head
                + SENT
                + "\nNov 23 08:05:02 mx1 last message repeated 2 times");
    assertThat(log.sum("sent")).isEqualTo(2);
    assertThat(log.report().repeatedLines()).isZero();
    assertThat(log.report().lostLines()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rsyslogd: imuxsock: 512 messages lost due to rate-limiting                              | 512
          rsyslogd-2177: imuxsock lost 512 messages from pid 812 due to rate-limiting             | 512
          rsyslogd: imjournal: 20 messages lost due to rate-limiting (20000 allowed within 600 s) | 20
          systemd-journald[1]: Suppressed 912 messages from /system.slice/postfix.service         | 912
          journal: Suppressed 912 messages from /system.slice/postfix.service                     | 912
          rsyslogd: imuxsock[pid 812]: begin to drop messages due to rate-limiting                | 0
          syslogd: restart                                                                        | 0
          """)
  void whatALoggerDroppedCountsAsLost(String line, long lost) {
    SplitReport report = MessageLog.read("Nov 23 08:05:02 mx1 " + line).report();
    assertThat(report.lostLines()).isEqualTo(lost);
    assertThat(report.emptyLines()).isEqualTo(1);
  }

  @Test
  void aClientCannotRepeatALine() {
    MessageLog log =
        MessageLog.read(
            SESSION
                + "Nov 23 08:05:02 mx1 postfix/smtpd[812]: warning: non-SMTP command from"
                + " unknown[2001:db8::5]: last message repeated 3 times");
    assertThat(log.sum("rejects")).isEqualTo(1);
    assertThat(log.report().repeatedLines()).isZero();
  }
}
