package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

/** Postfix services that log under a name of their own and share the queue of the others. */
final class OwnSyslogNameTest {
  private static final String ACCEPTED =
      """
      ~05:01Z mx1 postfix-in/smtpd[812]: connect from mail.example.org[2001:db8:1:2::25]
      ~05:01Z mx1 postfix-in/smtpd[812]: 0F5383D: client=mail.example.org[2001:db8:1:2::25]
      ~05:01Z mx1 postfix/cleanup[815]: 0F5383D: message-id=<x@example.org>
      ~05:01Z mx1 postfix/qmgr[700]: 0F5383D: from=<a@example.org>, size=10, nrcpt=2 (queue active)
      ~05:01Z mx1 postfix-in/smtpd[812]: disconnect from mail.example.org[2001:db8:1:2::25] ehlo=1 mail=1 rcpt=2 data=1 quit=1 commands=6
      """;
  private static final String DELIVERED =
      """
      ~05:02Z mx1 postfix-192.0.2.9/smtp[820]: 0F5383D: to=<b@example.com>, relay=mx[192.0.2.8]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)
      """;
  private static final String BOUNCED =
      """
      ~05:02Z mx1 postfix-192.0.2.9/smtp[820]: 0F5383D: to=<c@example.com>, relay=mx[192.0.2.8]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (no)
      """;
  private static final String REMOVED =
      """
      ~05:02Z mx1 postfix/qmgr[700]: 0F5383D: removed
      """;

  @Test
  void itsLinesAreOfTheOneMessage() {
    assertWhole(MessageLog.read(ACCEPTED + DELIVERED + BOUNCED + REMOVED));
  }

  @Test
  void aDeliveryLineMayComeAfterTheEnd() {
    assertWhole(MessageLog.read(ACCEPTED + DELIVERED + REMOVED + BOUNCED));
  }

  private static void assertWhole(MessageLog log) {
    assertThat(log.only())
        .contains(
            entry("client_ip", "2001:db8:1:2::25"),
            entry("sender", "a@example.org"),
            entry("recipients", 2),
            entry("sent", 1),
            entry("bounced", 1),
            entry("connections", 1),
            entry("lines", 7),
            entry("is_open", false));
  }

  @Test
  void anIdThatIsUsedAgainIsAnotherMessage() {
    String reused =
        """
        ~06:01Z mx1 postfix/cleanup[815]: 0F5383D: message-id=<n@mx1.example.com>
        ~06:01Z mx1 postfix/bounce[816]: 1A2B3C4: sender non-delivery notification: 0F5383D
        ~06:01Z mx1 postfix/qmgr[700]: 0F5383D: from=<>, size=99, nrcpt=1 (queue active)
        ~06:02Z mx1 postfix-192.0.2.9/smtp[820]: 0F5383D: to=<z@example.net>, relay=mx[192.0.2.8]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)
        ~06:02Z mx1 postfix/qmgr[700]: 0F5383D: removed
        """;

    MessageLog log = MessageLog.read(ACCEPTED + DELIVERED + BOUNCED + REMOVED + reused);

    assertThat(log.rows()).hasSize(2);
    assertThat(log.rows().get(0)).contains(entry("sent", 1), entry("bounced", 1));
    assertThat(log.rows().get(1))
        .contains(entry("direction", "outbound"), entry("sent", 1), entry("size", 99L))
        .doesNotContainKey("client_ip");
  }

  @Test
  void anIdOfAnotherHostIsAnotherMessage() {
    String elsewhere = DELIVERED.replace("mx1", "mx2");

    assertThat(MessageLog.read(ACCEPTED + elsewhere + REMOVED).rows())
        .extracting(row -> row.get("host"))
        .containsExactlyInAnyOrder("mx1", "mx2");
  }
}
