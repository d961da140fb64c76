package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of every server and filter in one file, each known by what it says. */
final class MixedLogTest {
  private static final MessageLog LOG = MessageLog.read(text());

  private static String text() {
    try (InputStream in = MixedLogTest.class.getResourceAsStream("/slash64/maillog/mixed.log")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource(
      textBlock =
          """
      # client,           mta,       kind,    queue id,                outcome,  recipients, sent, rejects, lines
      2001:db8:1:2::25,   postfix,   message, 4jXz4s0sf8z6v2L,         sent,     1,          1,    0,       9
      2001:db8:1:2::26,   exim,      message, 1xVP2r-000000005vi-0000, sent,     1,          1,    0,       3
      2001:db8:7::10,     exim,      refused, 1xVP2r-000000005vk-0000, rejected, 0,          0,    1,       1
      2001:db8:1:2::27,   sendmail,  message, 6AN8510A012345,          sent,     2,          2,    1,       3
      2001:db8:1:2::28,   opensmtpd, message, c405e39a,                sent,     1,          1,    0,       5
      2001:db8:1:2::29,   opensmtpd, refused, ,                        rejected, 0,          0,    1,       2
      2001:db8:1:2::30,   kumomta,   message, d7ef,                    sent,     2,          2,    0,       2
      2001:db8:1:2::5,    postfix,   refused, ,                        rejected, 0,          0,    1,       1
      2001:db8:1:2::31,   rspamd,    message, ,                        none,     0,          0,    0,       1
      2001:db8:1:2::32,   powermta,  message, ,                        none,     1,          0,    0,       1
      """)
  void everyTransactionIsOneRow(
      String client,
      String mta,
      String kind,
      String queueId,
      String outcome,
      int recipients,
      int sent,
      int rejects,
      int lines) {
    Map<String, Object> row =
        LOG.rows().stream()
            .filter(candidate -> client.equals(candidate.get("client_ip")))
            .findFirst()
            .orElseThrow();
    assertThat(row)
        .containsEntry("mta", mta)
        .containsEntry("kind", kind)
        .containsEntry("outcome", outcome)
        .containsEntry("recipients", recipients)
        .containsEntry("sent", sent)
        .containsEntry("rejects", rejects)
        .containsEntry("lines", lines)
        .containsEntry("direction", "inbound")
        .containsEntry("is_open", false);
    assertThat(row.get("queue_id")).isEqualTo(queueId);
  }

  @Test
  void whatFiltersSayJoinsTheMessageWhetherTheyKnowItsIdOrNot() {
    assertThat(row("4jXz4s0sf8z6v2L"))
        .containsEntry("verdict", "ham")
        .containsEntry("filter_action", "no action")
        .containsEntry("score", 0.3)
        .containsEntry("spf", "pass") // policyd-spf knows client and sender only
        .containsEntry("dkim", "pass")
        .containsEntry("dmarc", "pass")
        .containsEntry("digest", "0123456789abcdef0123456789abcdef");
  }

  @Test
  void refusalsOfOneClientAndSenderAreOneAttemptEvenWithoutProcessIds() {
    assertThat(LOG.rows("refused"))
        .filteredOn(row -> "2001:db8:7::9".equals(row.get("client_ip")))
        .extracting(row -> row.get("mta"), row -> row.get("rejects"))
        .containsExactlyInAnyOrder(
            org.assertj.core.api.Assertions.tuple("exim", 2),
            org.assertj.core.api.Assertions.tuple("kumomta", 1));
  }

  @Test
  void noLineIsRefusedAndEveryLineIsAccountedFor() {
    SplitReport report = LOG.report();
    assertThat(report.samples()).isEmpty();
    assertThat(report.usedLines() + report.emptyLines()).isEqualTo(report.lines());
    // The headers in Exim's rejectlog, PowerMTA's header, and a record's first line.
    assertThat(report.emptyLines()).isEqualTo(9);
  }

  private static Map<String, Object> row(String queueId) {
    return LOG.rows().stream()
        .filter(row -> queueId.equals(row.get("queue_id")))
        .findFirst()
        .orElseThrow();
  }
}
