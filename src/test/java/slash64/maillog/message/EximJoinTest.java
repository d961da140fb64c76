package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

/** What lines of Exim come to. */
final class EximJoinTest {
  @Test
  void whatEximsAccessListThrowsAwayIsDiscarded() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 exim[812]: 1xVP2u-000000005vi-0008 <= a@example.org H=(x) [2001:db8:1:2::25] P=esmtp S=10 id=x@example.org
                    ~05:01Z mx1 exim[812]: 1xVP2u-000000005vi-0008 => blackhole (DATA ACL discarded recipients): trap
                    ~05:01Z mx1 exim[812]: 1xVP2u-000000005vi-0008 Completed
                    """)
                .only())
        .contains(
            entry("client_ip", "2001:db8:1:2::25"),
            entry("sent", 0),
            entry("outcome", "discarded"),
            entry("is_open", false));
  }

  @Test
  void eximsNoticesOfAMessageAreMessagesOfTheirOwn() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 exim[812]: 1xVP2u-000000005vi-0008 <= a@example.org H=(x) [2001:db8:1:2::25] P=esmtp S=10 id=x@example.org
            ~05:01Z mx1 exim[813]: 1xVP2u-000000005vi-0008 == b@example.com R=remote T=smtp defer (-44) H=mx.example.com [2001:db8:9::25]: SMTP error from remote mail server after RCPT TO:<b@example.com>: 450 4.2.1 busy
            ~15:01Z mx1 exim[814]: 1xVP2v-000000005vj-0008 <= <> R=1xVP2u-000000005vi-0008 U=Debian-exim P=local S=1807 T="Warning: message 1xVP2u-000000005vi-0008 delayed 24 hours"
            ~15:02Z mx1 exim[815]: 1xVP2v-000000005vj-0008 => a@example.org R=remote T=smtp H=mail.example.org [2001:db8:1:2::25] C="250 2.0.0 ok"
            ~15:02Z mx1 exim[815]: 1xVP2v-000000005vj-0008 Completed
            ~25:01Z mx1 exim[816]: 1xVP2u-000000005vi-0008 ** b@example.com R=remote T=smtp H=mx.example.com [2001:db8:9::25]: SMTP error from remote mail server after RCPT TO:<b@example.com>: 550 5.1.1 unknown user
            ~25:01Z mx1 exim[817]: 1xVP2w-000000005vk-0008 <= <> R=1xVP2u-000000005vi-0008 U=Debian-exim P=local S=1807 T="Mail delivery failed: returning message to sender"
            ~25:01Z mx1 exim[816]: 1xVP2u-000000005vi-0008 Completed
            ~25:02Z mx1 exim[818]: 1xVP2w-000000005vk-0008 => a@example.org R=remote T=smtp H=mail.example.org [2001:db8:1:2::25] C="250 2.0.0 ok"
            ~25:02Z mx1 exim[818]: 1xVP2w-000000005vk-0008 Completed
            """);
    assertThat(log.rows())
        .extracting(
            row -> row.get("queue_id"),
            row -> row.get("client_ip"),
            row -> row.get("direction"),
            row -> row.get("outcome"),
            row -> row.get("recipients"),
            row -> row.get("is_open"))
        .containsExactlyInAnyOrder(
            tuple("1xVP2v-000000005vj-0008", null, "outbound", "sent", 1, false),
            tuple("1xVP2u-000000005vi-0008", "2001:db8:1:2::25", "inbound", "bounced", 1, false),
            tuple("1xVP2w-000000005vk-0008", null, "outbound", "sent", 1, false));
  }

  @Test
  void aMessageWhoseClientIsToldThatItIsRefusedIsOneThoughItIsDelivered() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 exim[812]: 1xVP2u-000000005vi-0008 (= a@example.org H=(x) [2001:db8:1:2::25] P=esmtp S=10 id=x@example.org
                    ~05:01Z mx1 exim[813]: 1xVP2u-000000005vi-0008 => trap <trap@example.com> R=local T=appendf
                    ~05:01Z mx1 exim[813]: 1xVP2u-000000005vi-0008 Completed
                    """)
                .only())
        .contains(
            entry("client_ip", "2001:db8:1:2::25"),
            entry("kind", "message"),
            entry("sent", 1),
            entry("rejects", 1),
            entry("reject_code", 550),
            entry("reject_stage", "END-OF-MESSAGE"),
            entry("is_open", false));
  }

  @Test
  void whatTheNextServerRefusesWhileTheClientWaitsIsRefused() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 exim[812]: 1xVP2u-000000005vi-0008 H=mail.example.org [2001:db8:1:2::25]:9 I=[2001:db8::1]:25 b@example.net F=<a@example.org> rejected after DATA: R=remote T=smtp S=9 H=mx.example.net [2001:db8:9::25]:25 C="550 5.7.1 content refused" QT=0s
                    """)
                .only())
        .contains(
            entry("client_ip", "2001:db8:1:2::25"),
            entry("kind", "refused"),
            entry("sender", "a@example.org"),
            entry("outcome", "rejected"));
  }

  @Test
  void whoeverIsStillWaitedForBouncesAsAMessageIsGivenUp() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 exim[812]: 1xVP2u-000000005vi-0008 <= a@example.org H=(x) [2001:db8:1:2::25] P=esmtp S=10 id=x@example.org
                    ~05:01Z mx1 exim[813]: 1xVP2u-000000005vi-0008 == b@example.com R=remote T=smtp defer (111): Connection refused
                    ~15:01Z mx1 exim[814]: 1xVP2u-000000005vi-0008 cancelled by root
                    ~15:01Z mx1 exim[814]: 1xVP2u-000000005vi-0008 Completed
                    """)
                .only())
        .contains(
            entry("outcome", "bounced"),
            entry("bounced", 1),
            entry("deferred", 0),
            entry("is_open", false));
  }

  @Test
  void whatEximSaysOfSignaturesBeforeAMessageArrivesIsOfThatMessage() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 exim[812]: 1xVP2u-000000005vi-0008 DKIM: d=example.org s=s c=relaxed/relaxed a=rsa-sha256 b=1024 [verification succeeded]
                    ~05:01Z mx1 exim[812]: 1xVP2u-000000005vi-0008 DKIM: d=example.net s=s c=relaxed/relaxed a=rsa-sha256 b=1024 [invalid - public key record (currently?) unavailable]
                    ~05:09Z mx1 exim[812]: 1xVP2u-000000005vi-0008 <= a@example.org H=(x) [2001:db8:1:2::25] P=esmtp S=10 DKIM=example.org id=x@example.org
                    ~05:39Z mx1 exim[813]: 1xVP2u-000000005vi-0008 => b <b@example.com> R=local T=maildir
                    ~05:39Z mx1 exim[813]: 1xVP2u-000000005vi-0008 Completed
                    """)
                .only())
        .contains(
            entry("client_ip", "2001:db8:1:2::25"),
            entry("dkim", "pass"),
            entry("sent", 1),
            entry("is_open", false));
  }

  @Test
  void eximNamesOnArrivalWhoseSignatureHolds() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 exim[812]: 1xVP2u-000000005vi-0008 <= a@example.org H=(x) [2001:db8:1:2::25] P=esmtp S=10 DKIM=example.org id=x@example.org
                    ~05:01Z mx1 exim[813]: 1xVP2u-000000005vi-0008 Completed
                    """)
                .only())
        .contains(entry("dkim", "pass"));
  }

  @Test
  void oneConnectionsGreetingAndTlsAreNotAnothers() {
    assertThat(
            MessageLog.read(
                    """
                    2026-11-23 08:05:01 H=(x) [2001:db8:1:2::25] X=TLS1.3:AES_256_GCM:256 CV=no F=<a@example.org> rejected RCPT <b@example.com>: Unknown user
                    2026-11-23 08:05:09 1xVP2u-000000005vi-0008 <= c@example.org H=mail.example.org [2001:db8:1:2::25] P=esmtp S=10 id=x@example.org
                    2026-11-23 08:05:09 1xVP2u-000000005vi-0008 Completed
                    """)
                .rows())
        .extracting(row -> row.get("sender"), row -> row.get("tls_version"), row -> row.get("helo"))
        .containsExactlyInAnyOrder(
            tuple("a@example.org", "TLS1.3", "x"), tuple("c@example.org", null, null));
  }

  @Test
  void aRefusalAtItsEndTellsOfTls() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 exim[812]: 1xVP2u-000000005vi-0008 H=(x) [2001:db8:1:2::25] X=TLS1.3:AES_256_GCM:256 CV=no F=<a@example.org> rejected after DATA: content
                    """)
                .only())
        .contains(entry("kind", "refused"), entry("tls_version", "TLS1.3"));
  }

  @Test
  void aProcessIdUsedAgainServesAnotherClient() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 exim[812]: SMTP connection from [2001:db8:1:2::25] (TCP/IP connection count = 1)
                    ~05:02Z mx1 exim[812]: Connection from [2001:db8:7::9] refused: too many connections from that IP address
                    ~05:03Z mx1 exim[813]: rejected EHLO from [2001:db8:7::9]: syntactically invalid argument(s): a b
                    ~09:03Z mx1 exim[813]: rejected EHLO from [2001:db8:8::9]: syntactically invalid argument(s): a b
                    """)
                .rows())
        .extracting(
            row -> row.get("client_ip"),
            row -> row.get("connections"),
            row -> row.get("rejects"),
            row -> row.get("tempfails"))
        .containsExactlyInAnyOrder(
            tuple("2001:db8:1:2::25", 1, 0, 0),
            tuple("2001:db8:7::9", 0, 0, 1),
            tuple("2001:db8:7::9", 0, 1, 0),
            tuple("2001:db8:8::9", 0, 1, 0));
  }

  @Test
  void whatEximWritesToSyslogForItsRejectLogTooCountsOnce() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 exim[812]: 2026-11-23 08:05:01 H=(x) [2001:db8:1:2::25] F=<a@example.org> rejected RCPT <b@example.com>: Unknown user
            ~05:01Z mx1 exim[813]: 2026-11-23 08:05:01 1xVP2u-000000005vi-0008 Completed
            ~05:01Z mx1 exim[812]: 2026-11-23 08:05:01 H=(x) [2001:db8:1:2::25] F=<a@example.org> rejected RCPT <b@example.com>: Unknown user
            ~05:01Z mx1 exim[812]: 2026-11-23 08:05:01 H=(x) [2001:db8:1:2::25] F=<a@example.org> rejected RCPT <b@example.com>: Unknown user
            ~05:01Z mx1 exim[812]: 2026-11-23 08:05:01 H=(x) [2001:db8:1:2::25] F=<a@example.org> rejected RCPT <b@example.com>: Unknown user
            ~05:02Z mx1 exim[812]: 2026-11-23 08:05:02 plain authenticator failed for (x) [2001:db8:1:2::25]: 535 Incorrect authentication data (set_id=u)
            ~05:02Z mx1 exim[812]: 2026-11-23 08:05:02 plain authenticator failed for (x) [2001:db8:1:2::25]: 535 Incorrect authentication data (set_id=u)
            ~05:03Z mx1 exim[812]: 2026-11-23 08:05:03 1xVP2u-000000005vi-0009 H=(x) [2001:db8:1:2::25] F=<a@example.org> rejected after DATA: content
            ~05:03Z mx1 exim[812]: [1\\3] 2026-11-23 08:05:03 1xVP2u-000000005vi-0009 H=(x) [2001:db8:1:2::25] F=<a@example.org> rejected after DATA: content
            ~05:03Z mx1 exim[812]: [2\\3] Envelope-from: <a@example.org>
            """);
    assertThat(log.sum("rejects")).isEqualTo(3);
    assertThat(log.sum("auth_failures")).isEqualTo(1);
  }

  @Test
  void eachConnectionThatEximsDaemonRefusesCounts() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 exim[700]: 2026-11-23 08:05:01 Connection from [2001:db8:7::9] refused: too many connections from that IP address
            ~05:01Z mx1 exim[700]: 2026-11-23 08:05:01 Connection from [2001:db8:7::9] refused: too many connections from that IP address
            """);
    assertThat(log.sum("tempfails")).isEqualTo(2);
  }

  @Test
  void refusalsInEximsOwnFileAreEachTheirOwn() {
    MessageLog log =
        MessageLog.read(
            """
            2026-11-23 08:05:01 H=(x) [2001:db8:1:2::25] F=<a@example.org> rejected RCPT <b@example.com>: Unknown user
            2026-11-23 08:05:01 H=(x) [2001:db8:1:2::25] F=<a@example.org> rejected RCPT <b@example.com>: Unknown user
            """);
    assertThat(log.sum("rejects")).isEqualTo(2);
  }

  @Test
  void theSameRefusalByTwoHostsIsNoCopy() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 exim[12]: H=(x) [2001:db8:1:2::25] F=<a@example.org> rejected RCPT <b@example.com>: Unknown user
            ~05:01Z mx2 exim[12]: H=(x) [2001:db8:1:2::25] F=<a@example.org> rejected RCPT <b@example.com>: Unknown user
            ~05:02Z mx1 exim: H=(x) [2001:db8:1:2::25] F=<a@example.org> rejected RCPT <b@example.com>: Unknown user
            ~05:02Z mx2 exim: H=(x) [2001:db8:1:2::25] F=<a@example.org> rejected RCPT <b@example.com>: Unknown user
            """);
    assertThat(log.sum("rejects")).isEqualTo(4);
  }

  @Test
  void whatTheLoggerPutTogetherIsNoCopyOfWhatItRepeats() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 exim[812]: H=(x) [2001:db8:1:2::25] F=<a@example.org> rejected RCPT <b@example.com>: Unknown user
            ~05:01Z mx1 exim[812]: message repeated 3 times: [ H=(x) [2001:db8:1:2::25] F=<a@example.org> rejected RCPT <b@example.com>: Unknown user]
            """);
    assertThat(log.sum("rejects")).isEqualTo(4);
    assertThat(log.report().lostLines()).isZero();
  }

  @Test
  void aMessageThatEximRefusesForItsSignatureIsOver() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 exim[812]: 1xVP2u-000000005vi-0008 DKIM: d=example.org s=s c=relaxed/relaxed a=rsa-sha256 b=1024 [verification failed - signature did not verify (headers probably modified in transit)]
                    ~05:01Z mx1 exim[812]: 1xVP2u-000000005vi-0008 H=(x) [2001:db8:1:2::25] F=<a@example.org> rejected DKIM : bad signature
                    """)
                .only())
        .contains(
            entry("kind", "refused"),
            entry("client_ip", "2001:db8:1:2::25"),
            entry("dkim", "fail"),
            entry("reject_stage", "END-OF-MESSAGE"),
            entry("rejects", 1),
            entry("is_open", false));
  }

  @Test
  void aMessageWithoutMessageIdThatEximTookIsOpenUntilEximHasDeliveredIt() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 exim[812]: 1xVP2u-000000005vi-0008 <= a@example.org H=(x) [2001:db8:1:2::25] P=smtp S=10
                    ~05:02Z mx1 exim[812]: 1xVP2u-000000005vi-0009 <= a@example.org H=(x) [2001:db8:1:2::25] P=smtp S=10
                    ~05:03Z mx1 exim[812]: SMTP connection from (x) [2001:db8:1:2::25] closed by QUIT
                    ~08:40Z mx1 exim[813]: 1xVP2u-000000005vi-0008 => b <b@example.com> R=local T=maildir
                    ~08:40Z mx1 exim[813]: 1xVP2u-000000005vi-0008 Completed
                    ~08:41Z mx1 exim[814]: 1xVP2u-000000005vi-0009 => b <b@example.com> R=local T=maildir
                    ~08:41Z mx1 exim[814]: 1xVP2u-000000005vi-0009 Completed
                    """)
                .rows())
        .extracting(row -> row.get("client_ip"), row -> row.get("sent"), row -> row.get("lines"))
        .containsExactly(tuple("2001:db8:1:2::25", 1, 3), tuple("2001:db8:1:2::25", 1, 3));
  }
}
