package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

/** What lines come to that speak of a connection, before there is a message. */
final class SessionsTest {
  @Test
  void refusedRecipientsOfOneSenderAreOneAttempt() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 postfix/smtpd[812]: connect from unknown[2001:db8:1:2::5]
            ~05:01Z mx1 postfix/smtpd[812]: NOQUEUE: reject: RCPT from unknown[2001:db8:1:2::5]: 550 5.1.1 <b@example.com>: Recipient address rejected: User unknown; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>
            ~05:01Z mx1 postfix/smtpd[812]: NOQUEUE: reject: RCPT from unknown[2001:db8:1:2::5]: 450 4.7.1 <c@example.com>: Recipient address rejected: Greylisted; from=<a@example.org> to=<c@example.com> proto=ESMTP helo=<x>
            ~05:02Z mx1 postfix/smtpd[812]: disconnect from unknown[2001:db8:1:2::5] ehlo=1 mail=1 rcpt=0/2 commands=2/4
            """);
    assertThat(log.only())
        .contains(
            entry("kind", "refused"),
            entry("client_ip", "2001:db8:1:2::5"),
            entry("sender", "a@example.org"),
            entry("recipient_domain", "example.com"),
            entry("helo", "x"),
            entry("connections", 1),
            entry("rejects", 1),
            entry("tempfails", 1),
            entry("reject_stage", "RCPT"),
            entry("reject_code", 550),
            entry("reject_dsn", "5.1.1"),
            entry("reject_class", "unknown_user"),
            entry("outcome", "rejected"),
            entry("lines", 3),
            entry("has_start", true),
            entry("is_open", false))
        .doesNotContainKey("queue_id");
  }

  @Test
  void refusalsOfTwoSendersAreTwoAttempts() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 postfix/smtpd[812]: connect from unknown[2001:db8:1:2::5]
            ~05:01Z mx1 postfix/smtpd[812]: NOQUEUE: reject: RCPT from unknown[2001:db8:1:2::5]: 554 5.7.1 <b@example.com>: Relay access denied; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>
            ~05:01Z mx1 postfix/smtpd[812]: NOQUEUE: reject: RCPT from unknown[2001:db8:1:2::5]: 554 5.7.1 <b@example.com>: Relay access denied; from=<b@example.org> to=<b@example.com> proto=ESMTP helo=<x>
            ~05:02Z mx1 postfix/smtpd[812]: disconnect from unknown[2001:db8:1:2::5]
            """);
    assertThat(log.rows("refused"))
        .extracting(row -> row.get("sender"))
        .containsExactly("a@example.org", "b@example.org");
    assertThat(log.sum("connections")).isEqualTo(1);
    assertThat(log.sum("rejects")).isEqualTo(2);
  }

  @Test
  void aConnectionThatSendsNothingIsARowOfItsOwn() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 postfix/smtpd[812]: connect from unknown[2001:db8:1:2::5]
                    ~05:01Z mx1 postfix/smtpd[812]: warning: unknown[2001:db8:1:2::5]: SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=admin
                    ~05:02Z mx1 postfix/smtpd[812]: lost connection after AUTH from unknown[2001:db8:1:2::5]
                    ~05:02Z mx1 postfix/smtpd[812]: disconnect from unknown[2001:db8:1:2::5] ehlo=1 auth=0/1 commands=1/2
                    """)
                .only())
        .contains(
            entry("kind", "connection"),
            entry("client_ip", "2001:db8:1:2::5"),
            entry("connections", 1),
            entry("auth_failures", 1),
            entry("outcome", "none"),
            entry("lines", 4));
  }

  @Test
  void whatPostscreenRefusesIsOneConnection() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 postfix/postscreen[90]: CONNECT from [2001:db8:7::9]:40112 to [2001:db8::25]:25
                    ~05:02Z mx1 postfix/postscreen[90]: PREGREET 14 after 0.07 from [2001:db8:7::9]:40112: EHLO friend\\r\\n
                    ~05:03Z mx1 postfix/postscreen[90]: NOQUEUE: reject: RCPT from [2001:db8:7::9]:40112: 550 5.7.1 Service unavailable; client [2001:db8:7::9] blocked using bl.example.net; from=<a@example.org>, to=<b@example.com>, proto=ESMTP, helo=<x>
                    ~05:03Z mx1 postfix/postscreen[90]: DISCONNECT [2001:db8:7::9]:40112
                    """)
                .only())
        .contains(
            entry("kind", "refused"),
            entry("connections", 1),
            entry("rejects", 1),
            entry("reject_class", "blocklist"),
            entry("sender", "a@example.org"),
            entry("helo", "x"),
            entry("client_ip", "2001:db8:7::9"));
  }

  @Test
  void aServerThatIsTooBusyPutsTheClientOff() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 postfix/postscreen[90]: CONNECT from [2001:db8:7::9]:40112 to [2001:db8::25]:25
            ~05:01Z mx1 postfix/postscreen[90]: NOQUEUE: reject: CONNECT from [2001:db8:7::9]:40112: too many connections
            ~05:01Z mx1 postfix/postscreen[90]: DISCONNECT [2001:db8:7::9]:40112
            """);
    assertThat(log.only())
        .contains(entry("tempfails", 1), entry("rejects", 0), entry("reject_class", "rate"));
  }

  @Test
  void aClientThatPassesPostscreenConnectsOnce() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 postfix/postscreen[90]: CONNECT from [2001:db8:7::9]:40112 to [2001:db8::25]:25
            ~05:07Z mx1 postfix/postscreen[90]: PASS NEW [2001:db8:7::9]:40112
            ~05:07Z mx1 postfix/smtpd[812]: connect from mail.example.org[2001:db8:7::9]
            ~05:08Z mx1 postfix/smtpd[812]: disconnect from mail.example.org[2001:db8:7::9] quit=1 commands=1
            """);
    assertThat(log.only())
        .contains(
            entry("kind", "connection"),
            entry("connections", 1),
            entry("client_name", "mail.example.org"));
  }

  @Test
  void aClientBeyondItsLimitOfConnectionsIsRefusedForNow() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:12Z mx1 postfix/smtpd[812]: connect from unknown[192.0.2.7]
            ~05:12Z mx1 postfix/smtpd[812]: warning: Connection rate limit exceeded: 61 from unknown[192.0.2.7] for service smtp
            ~05:12Z mx1 postfix/smtpd[812]: disconnect from unknown[192.0.2.7] commands=0/0
            """);
    assertThat(log.only())
        .contains(
            entry("kind", "refused"),
            entry("client_ip", "192.0.2.7"),
            entry("connections", 1),
            entry("tempfails", 1),
            entry("rejects", 0),
            entry("reject_stage", "CONNECT"),
            entry("reject_code", 421),
            entry("reject_dsn", "4.7.0"),
            entry("reject_class", "rate"),
            entry("outcome", "tempfailed"),
            entry("lines", 2),
            entry("is_open", false));
  }

  @Test
  void aClientWithoutTheCertificateThatIsAskedForIsPutOff() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 postfix/smtpd[812]: connect from h.example.org[2001:db8:7::d]
                    ~05:01Z mx1 postfix/smtpd[812]: NOQUEUE: abort: TLS from h.example.org[2001:db8:7::d]: Client certificate not trusted
                    ~05:01Z mx1 postfix/smtpd[812]: disconnect from h.example.org[2001:db8:7::d] ehlo=1 starttls=1 commands=2
                    """)
                .only())
        .contains(
            entry("kind", "refused"),
            entry("client_ip", "2001:db8:7::d"),
            entry("connections", 1),
            entry("tempfails", 1),
            entry("reject_stage", "TLS"),
            entry("reject_code", 421),
            entry("reject_dsn", "4.7.1"),
            entry("outcome", "tempfailed"));
  }

  @Test
  void whatAnvilTellsOfAClientIsARowThatIsNoConnection() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:12Z mx1 postfix/anvil[9]: statistics: max connection rate 9/60s for (smtp:192.0.2.7) at Nov 23 08:05:01
            ~05:12Z mx1 postfix/anvil[9]: statistics: max connection count 3 for (smtp:192.0.2.7) at Nov 23 08:05:01
            ~05:12Z mx1 postfix/anvil[9]: statistics: max cache size 2 at Nov 23 08:05:01
            """);
    assertThat(log.only())
        .contains(
            entry("kind", "statistics"),
            entry("client_ip", "192.0.2.7"),
            entry("concurrent_connections", 3),
            entry("connections", 0),
            entry("lines", 1),
            entry("is_open", false));
    assertThat(log.only()).doesNotContainKey("client_bits");
  }

  @Test
  void ofANetworkAnvilTellsNoAddress() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:12Z mx1 postfix/anvil[9]: statistics: max connection count 3 for (smtp:2001:db8:1:2:3:4000::/84) at Nov 23 08:05:01
            ~05:12Z mx1 postfix/anvil[9]: statistics: max connection count 4 for (smtp:192.0.2.0/24) at Nov 23 08:05:01
            """);
    assertThat(log.rows())
        .extracting(
            row -> row.get("client_ip"),
            row -> row.get("client_bits"),
            row -> row.get("concurrent_connections"))
        .containsExactly(tuple(null, 84, 3), tuple(null, 120, 4));
  }

  @Test
  void aProcessThatServesAgainIsAnotherSession() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 postfix/smtpd[812]: connect from unknown[192.0.2.7]
            ~05:02Z mx1 postfix/smtpd[812]: connect from unknown[192.0.2.8]
            ~05:02Z mx1 postfix/smtpd[812]: NOQUEUE: reject: RCPT from unknown[192.0.2.8]: 554 5.7.1 <b@example.com>: Relay access denied; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>
            ~05:03Z mx1 postfix/smtpd[812]: disconnect from unknown[192.0.2.8]
            """);
    assertThat(log.rows())
        .extracting(
            row -> row.get("kind"), row -> row.get("client_ip"), row -> row.get("connections"))
        .containsExactly(tuple("connection", "192.0.2.7", 1), tuple("refused", "192.0.2.8", 1));
  }

  @Test
  void sessionsOfTwoProcessesDoNotMix() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 postfix/smtpd[812]: connect from unknown[192.0.2.7]
            ~05:01Z mx1 postfix/smtpd[813]: connect from unknown[192.0.2.8]
            ~05:02Z mx1 postfix/smtpd[813]: NOQUEUE: reject: RCPT from unknown[192.0.2.8]: 554 5.7.1 <b@example.com>: Relay access denied; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>
            ~05:02Z mx1 postfix/smtpd[812]: 0F5383D: client=unknown[192.0.2.7]
            ~05:03Z mx1 postfix/smtpd[813]: disconnect from unknown[192.0.2.8]
            ~05:03Z mx1 postfix/smtpd[812]: disconnect from unknown[192.0.2.7]
            ~05:09Z mx1 postfix/anvil[9]: statistics: max cache size 2 at Nov 23 08:05:01
            """);
    assertThat(log.rows())
        .extracting(
            row -> row.get("kind"), row -> row.get("client_ip"), row -> row.get("connections"))
        .containsExactly(tuple("refused", "192.0.2.8", 1), tuple("message", "192.0.2.7", 1));
  }
}
