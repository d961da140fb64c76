package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What lines come to, told as logs. */
final class JoinerTest {
  /** One message, from connection to removal. */
  static final String ACCEPTED =
      """
      ~05:01.000001Z mx1 postfix/smtpd[812]: connect from mail.example.org[2001:db8:1:2::25]
      ~05:01.100000Z mx1 postfix/smtpd[812]: Anonymous TLS connection established from mail.example.org[2001:db8:1:2::25]: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)
      ~05:01.200000Z mx1 postfix/smtpd[812]: 4jXz4s0sf8z6v2L: client=mail.example.org[2001:db8:1:2::25]
      ~05:01.300000Z mx1 postfix/cleanup[815]: 4jXz4s0sf8z6v2L: message-id=<x@example.org>
      ~05:01.400000Z mx1 postfix/qmgr[700]: 4jXz4s0sf8z6v2L: from=<a@example.org>, size=2666, nrcpt=1 (queue active)
      ~05:01.500000Z mx1 postfix/smtpd[812]: disconnect from mail.example.org[2001:db8:1:2::25] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5
      ~05:02.000000Z mx1 postfix/local[820]: 4jXz4s0sf8z6v2L: to=<b@example.com>, relay=local, delay=1.2, delays=0.1/0/0.6/0.5, dsn=2.0.0, status=sent (delivered to maildir)
      ~05:02.100000Z mx1 postfix/qmgr[700]: 4jXz4s0sf8z6v2L: removed
      """;

  @Test
  void anAcceptedMessageIsOneRowWithItsConnection() {
    assertThat(MessageLog.read(ACCEPTED).only())
        .containsOnly(
            entry("time", Instant.parse("2026-11-23T08:05:01.200Z")),
            entry("last_time", Instant.parse("2026-11-23T08:05:02.100Z")),
            entry("is_time_inferred", false),
            entry("host", "mx1"),
            entry("mta", "postfix"),
            entry("instance", "postfix"),
            entry("kind", "message"),
            entry("direction", "inbound"),
            entry("queue_id", "4jXz4s0sf8z6v2L"),
            entry("message_id", "x@example.org"),
            entry("client_ip", "2001:db8:1:2::25"),
            entry("client_high", 0x20010db800010002L),
            entry("client_low", 0x25L),
            entry("client_name", "mail.example.org"),
            entry("sender", "a@example.org"),
            entry("recipient_domain", "example.com"),
            entry("size", 2666L),
            entry("connections", 1),
            entry("recipients", 1),
            entry("sent", 1),
            entry("bounced", 0),
            entry("deferred", 0),
            entry("deferrals", 0),
            entry("rejects", 0),
            entry("tempfails", 0),
            entry("auth_failures", 0),
            entry("status_dsn", "2.0.0"),
            entry("outcome", "sent"),
            entry("tls_version", "TLSv1.3"),
            entry("tls_cipher", "TLS_AES_256_GCM_SHA384"),
            entry("tls_certificate", "none"),
            entry("lines", 7),
            entry("has_start", true),
            entry("is_open", false));
  }

  @Test
  void everyRecipientCountsByItsOutcome() {
    Map<String, Object> row =
        MessageLog.read(
                """
                ~05:01Z mx1 postfix/smtpd[812]: 0F5383D: client=unknown[192.0.2.7]
                ~05:01Z mx1 postfix/qmgr[700]: 0F5383D: from=<a@example.org>, size=10, nrcpt=3 (queue active)
                ~05:02Z mx1 postfix/smtp[820]: 0F5383D: to=<b@example.com>, relay=mx.example.com[192.0.2.25]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)
                ~05:02Z mx1 postfix/smtp[820]: 0F5383D: to=<c@example.com>, relay=mx.example.com[192.0.2.25]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (550 5.1.1 no)
                ~05:02Z mx1 postfix/smtp[820]: 0F5383D: to=<d@example.com>, relay=none, delay=1, delays=0/0/0/1, dsn=4.4.1, status=deferred (timed out)
                """)
            .only();
    assertThat(row)
        .contains(
            entry("recipients", 3),
            entry("sent", 1),
            entry("bounced", 1),
            entry("deferred", 1),
            entry("deferrals", 1),
            entry("outcome", "sent"),
            entry("status_dsn", "4.4.1"),
            entry("is_open", true))
        .doesNotContainKey("client_name")
        .hasEntrySatisfying("pending", hashes -> assertThat((List<?>) hashes).hasSize(1));
  }

  @Test
  void aRecipientThatWasPutOffAndThenGotItIsNotDeferred() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 postfix/smtpd[812]: 0F5383D: client=unknown[192.0.2.7]
                    ~05:01Z mx1 postfix/qmgr[700]: 0F5383D: from=<a@example.org>, size=10, nrcpt=1 (queue active)
                    ~05:02Z mx1 postfix/smtp[820]: 0F5383D: to=<d@example.com>, relay=none, delay=1, delays=0/0/0/1, dsn=4.4.1, status=deferred (timed out)
                    ~25:01Z mx1 postfix/qmgr[700]: 0F5383D: from=<a@example.org>, size=10, nrcpt=1 (queue active)
                    ~25:02Z mx1 postfix/smtp[820]: 0F5383D: to=<d@example.com>, relay=mx.example.com[192.0.2.25]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)
                    ~25:02Z mx1 postfix/qmgr[700]: 0F5383D: removed
                    """)
                .only())
        .contains(
            entry("recipients", 1),
            entry("sent", 1),
            entry("deferred", 0),
            entry("deferrals", 1),
            entry("outcome", "sent"),
            entry("is_open", false));
  }

  @Test
  void aBounceIsAMessageOfOurOwn() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 postfix/smtpd[812]: 0F5383D: client=unknown[192.0.2.7]
            ~05:01Z mx1 postfix/qmgr[700]: 0F5383D: from=<a@example.org>, size=10, nrcpt=1 (queue active)
            ~05:02Z mx1 postfix/smtp[820]: 0F5383D: to=<b@example.com>, relay=mx.example.com[192.0.2.25]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (host said: 550 5.1.1 no)
            ~05:02Z mx1 postfix/cleanup[815]: 1A2B3C4: message-id=<20261123@mx1.example.net>
            ~05:02Z mx1 postfix/bounce[816]: 0F5383D: sender non-delivery notification: 1A2B3C4
            ~05:02Z mx1 postfix/qmgr[700]: 1A2B3C4: from=<>, size=20, nrcpt=1 (queue active)
            ~05:02Z mx1 postfix/qmgr[700]: 0F5383D: removed
            ~05:03Z mx1 postfix/smtp[820]: 1A2B3C4: to=<a@example.org>, relay=mail.example.org[192.0.2.7]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)
            ~05:03Z mx1 postfix/qmgr[700]: 1A2B3C4: removed
            """);
    assertThat(log.rows()).hasSize(2);
    assertThat(log.rows().get(0))
        .contains(
            entry("queue_id", "0F5383D"),
            entry("bounced", 1),
            entry("outcome", "bounced"),
            entry("direction", "inbound"));
    assertThat(log.rows().get(1))
        .contains(
            entry("queue_id", "1A2B3C4"),
            entry("sender", ""),
            entry("direction", "outbound"),
            entry("has_start", true),
            entry("sent", 1))
        .doesNotContainKey("client_ip");
  }

  @Test
  void anExpiredMessageBouncesWhatWasPutOff() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 postfix/smtpd[812]: 0F5383D: client=unknown[192.0.2.7]
                    ~05:01Z mx1 postfix/qmgr[700]: 0F5383D: from=<a@example.org>, size=10, nrcpt=2 (queue active)
                    ~05:02Z mx1 postfix/smtp[820]: 0F5383D: to=<b@example.com>, relay=none, delay=1, delays=0/0/0/1, dsn=4.4.1, status=deferred (timed out)
                    ~05:02Z mx1 postfix/smtp[820]: 0F5383D: to=<c@example.com>, relay=none, delay=1, delays=0/0/0/1, dsn=4.4.1, status=deferred (timed out)
                    ~05:03Z mx1 postfix/qmgr[700]: 0F5383D: from=<a@example.org>, status=expired, returned to sender
                    ~05:03Z mx1 postfix/qmgr[700]: 0F5383D: removed
                    """)
                .only())
        .contains(
            entry("bounced", 2),
            entry("deferred", 0),
            entry("deferrals", 2),
            entry("outcome", "bounced"));
  }

  @Test
  void aMilterThatRefusesAtTheEndEndsTheMessage() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 postfix/smtpd[812]: connect from unknown[192.0.2.7]
            ~05:01Z mx1 postfix/smtpd[812]: 0F5383D: client=unknown[192.0.2.7]
            ~05:01Z mx1 postfix/cleanup[815]: 0F5383D: message-id=<x@example.org>
            ~05:01Z mx1 postfix/cleanup[815]: 0F5383D: milter-reject: END-OF-MESSAGE from unknown[192.0.2.7]: 5.7.1 Spam message rejected; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>
            ~05:02Z mx1 postfix/smtpd[812]: disconnect from unknown[192.0.2.7]
            """);
    assertThat(log.only())
        .contains(
            entry("kind", "message"),
            entry("rejects", 1),
            entry("reject_stage", "END-OF-MESSAGE"),
            entry("reject_dsn", "5.7.1"),
            entry("reject_class", "content"),
            entry("sender", "a@example.org"),
            entry("recipient_domain", "example.com"),
            entry("outcome", "rejected"),
            entry("connections", 1),
            entry("is_open", false))
        .doesNotContainKey("reject_code");
  }

  @Test
  void aHeaderCheckRefusesTheMessageButNamesNoClient() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 postfix/smtpd[812]: 0F5383D: client=unknown[192.0.2.7]
            ~05:01Z mx1 postfix/cleanup[815]: 0F5383D: message-id=<x@example.org>
            ~05:01Z mx1 postfix/cleanup[815]: 0F5383D: reject: header Subject: hello from mail.example.com[2001:db8::bad]; from=<bad@example.net> from unknown[192.0.2.7]; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>: 5.7.1 no
            ~05:12Z mx1 postfix/anvil[9]: statistics: max connection rate 1/60s for (smtp:192.0.2.7) at Nov 23 08:05:01
            """);
    assertThat(log.only())
        .contains(
            entry("client_ip", "192.0.2.7"),
            entry("sender", "a@example.org"),
            entry("rejects", 1),
            entry("is_open", false));
  }

  @Test
  void aQueueIdUsedAgainIsAnotherMessage() {
    String first =
        """
        ~05:01Z mx1 postfix/smtpd[812]: 0F5383D: client=unknown[192.0.2.7]
        ~05:01Z mx1 postfix/qmgr[700]: 0F5383D: from=<a@example.org>, size=10, nrcpt=1 (queue active)
        ~05:02Z mx1 postfix/local[820]: 0F5383D: to=<b@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (ok)
        ~05:02Z mx1 postfix/qmgr[700]: 0F5383D: removed
        """;
    String second =
        first.replace(":02Z", ":04Z").replace(":01Z", ":03Z").replace("192.0.2.7", "192.0.2.8");
    MessageLog log = MessageLog.read(first + second);
    assertThat(log.rows())
        .extracting(row -> row.get("client_ip"), row -> row.get("sent"), row -> row.get("is_open"))
        .containsExactly(tuple("192.0.2.7", 1, false), tuple("192.0.2.8", 1, false));
  }

  @Test
  void aLiveQueueIdThatOpensAgainLostItsEnd() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 postfix/smtpd[812]: 0F5383D: client=unknown[192.0.2.7]
            ~05:01Z mx1 postfix/qmgr[700]: 0F5383D: from=<a@example.org>, size=10, nrcpt=1 (queue active)
            ~15:01Z mx1 postfix/pickup[812]: 0F5383D: uid=0 from=<root>
            ~15:01Z mx1 postfix/qmgr[700]: 0F5383D: from=<root@example.net>, size=10, nrcpt=1 (queue active)
            """);
    assertThat(log.rows())
        .extracting(
            row -> row.get("sender"), row -> row.get("direction"), row -> row.get("is_open"))
        .containsExactly(tuple("a@example.org", "inbound", false), tuple("root", "outbound", true));
  }

  @Test
  void aDeliveryLineThatTheEndOvertookStillCounts() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 postfix/smtpd[812]: 0F5383D: client=unknown[192.0.2.7]
                    ~05:02Z mx1 postfix/qmgr[700]: 0F5383D: removed
                    ~05:05Z mx1 postfix/local[820]: 0F5383D: to=<b@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (ok)
                    """)
                .only())
        .contains(entry("sent", 1), entry("is_open", false), entry("has_start", true));
  }

  @Test
  void whoAuthenticatesSubmits() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 postfix/submission/smtpd[812]: connect from unknown[2001:db8:9::1]
                    ~05:01Z mx1 postfix/submission/smtpd[812]: 0F5383D: client=unknown[2001:db8:9::1], sasl_method=PLAIN, sasl_username=u@example.com
                    ~05:02Z mx1 postfix/qmgr[700]: 0F5383D: from=<u@example.com>, size=10, nrcpt=1 (queue active)
                    """)
                .only())
        .contains(
            entry("direction", "submission"),
            entry("sasl_username", "u@example.com"),
            entry("client_ip", "2001:db8:9::1"),
            entry("instance", "postfix"));
  }

  @Test
  void mailThatComesByQmqpHasItsClient() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 postfix/qmqpd[602]: connect from h.example.org[2001:db8:7::f]
                    ~05:01Z mx1 postfix/qmqpd[602]: 4jXz4s0sf8z6v2P: client=h.example.org[2001:db8:7::f]
                    ~05:01Z mx1 postfix/cleanup[815]: 4jXz4s0sf8z6v2P: message-id=<x@example.org>
                    ~05:01Z mx1 postfix/qmgr[700]: 4jXz4s0sf8z6v2P: from=<a@example.org>, size=12, nrcpt=1 (queue active)
                    ~05:01Z mx1 postfix/qmqpd[602]: 4jXz4s0sf8z6v2P: h.example.org[2001:db8:7::f]: Ok: 12 bytes queued as 4jXz4s0sf8z6v2P
                    ~05:01Z mx1 postfix/qmqpd[602]: disconnect from h.example.org[2001:db8:7::f]
                    ~05:02Z mx1 postfix/local[820]: 4jXz4s0sf8z6v2P: to=<b@example.com>, relay=local, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (ok)
                    ~05:02Z mx1 postfix/qmgr[700]: 4jXz4s0sf8z6v2P: removed
                    """)
                .only())
        .contains(
            entry("client_ip", "2001:db8:7::f"),
            entry("client_name", "h.example.org"),
            entry("direction", "inbound"),
            entry("connections", 1),
            entry("has_start", true),
            entry("outcome", "sent"),
            entry("is_open", false));
  }

  @Test
  void localMailHasNoClient() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 postfix/pickup[701]: 0F5383D: uid=0 from=<root>
                    ~05:01Z mx1 postfix/cleanup[815]: 0F5383D: message-id=<x@mx1.example.net>
                    ~05:02Z mx1 postfix/qmgr[700]: 0F5383D: from=<root@mx1.example.net>, size=10, nrcpt=1 (queue active)
                    """)
                .only())
        .contains(
            entry("direction", "outbound"),
            entry("has_start", true),
            entry("is_open", true),
            entry("connections", 0))
        .doesNotContainKey("client_ip");
  }

  @Test
  void twoInstancesMayUseOneQueueIdAtOnce() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 postfix-in/smtpd[812]: 0F5383D: client=unknown[192.0.2.7]
            ~05:01Z mx1 postfix-out/smtpd[912]: 0F5383D: client=unknown[192.0.2.8]
            ~05:02Z mx1 postfix-in/qmgr[700]: 0F5383D: from=<a@example.org>, size=10, nrcpt=1 (queue active)
            ~05:02Z mx1 postfix-out/qmgr[701]: 0F5383D: from=<b@example.org>, size=10, nrcpt=1 (queue active)
            ~05:03Z mx1 postfix-in/qmgr[700]: 0F5383D: removed
            ~05:03Z mx1 postfix-out/qmgr[701]: 0F5383D: removed
            """);
    assertThat(log.rows())
        .extracting(
            row -> row.get("instance"), row -> row.get("client_ip"), row -> row.get("sender"))
        .containsExactlyInAnyOrder(
            tuple("postfix-in", "192.0.2.7", "a@example.org"),
            tuple("postfix-out", "192.0.2.8", "b@example.org"));
  }

  @Test
  void aMessageWhoseClientLeftWhileSendingIsOver() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 postfix/smtpd[812]: 0F5383D: client=unknown[192.0.2.7]
                    ~05:01Z mx1 postfix/cleanup[815]: 0F5383D: message-id=<x@example.org>
                    ~05:02Z mx1 postfix/smtpd[812]: lost connection after DATA (1234 bytes) from unknown[192.0.2.7]
                    ~05:02Z mx1 postfix/smtpd[812]: disconnect from unknown[192.0.2.7]
                    """)
                .only())
        .contains(entry("outcome", "none"), entry("is_open", false));
  }

  @Test
  void aLogThatEndsInTheMiddleLeavesAPart() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 postfix/smtp[820]: 0F5383D: to=<b@example.com>, relay=none, delay=1, delays=0/0/0/1, dsn=4.4.1, status=deferred (timed out)
            ~05:01Z mx1 postfix/smtp[820]: 0F5383D: to=<c@example.com>, relay=none, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (ok)
            """);
    assertThat(log.only())
        .contains(entry("has_start", false), entry("is_open", true), entry("deferred", 1))
        .hasEntrySatisfying("pending", hashes -> assertThat((List<?>) hashes).hasSize(1))
        .hasEntrySatisfying("settled", hashes -> assertThat((List<?>) hashes).hasSize(1));
  }

  @Test
  void aBeforeQueueFiltersRefusalCountsForTheClientOfItsSession() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 postfix/smtpd[812]: connect from mail.example.org[2001:db8:1:2::25]
                    ~05:01Z mx1 postfix/smtpd[812]: NOQUEUE: client=mail.example.org[2001:db8:1:2::25]
                    ~05:02Z mx1 postfix/smtpd[812]: proxy-reject: END-OF-MESSAGE: 554 5.7.0 Reject, id=1 - spam; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>
                    ~05:02Z mx1 postfix/smtpd[812]: disconnect from mail.example.org[2001:db8:1:2::25]
                    """)
                .only())
        .contains(
            entry("kind", "refused"),
            entry("client_ip", "2001:db8:1:2::25"),
            entry("sender", "a@example.org"),
            entry("reject_stage", "END-OF-MESSAGE"),
            entry("reject_code", 554),
            entry("rejects", 1),
            entry("connections", 1));
  }

  @Test
  void aSoftBounceIsPutOff() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 postfix/smtpd[812]: 0F5383D: client=mail.example.org[2001:db8:1:2::25]
                    ~05:01Z mx1 postfix/smtp[5]: 0F5383D: to=<b@example.com>, relay=mx[192.0.2.9]:25, delay=0, delays=0/0/0/0, dsn=4.1.1, status=SOFTBOUNCE (host mx[192.0.2.9] said: 550 5.1.1 no (in reply to RCPT TO command))
                    """)
                .only())
        .contains(entry("deferred", 1), entry("deferrals", 1), entry("outcome", "deferred"));
  }

  @Test
  void everyLineIsUsedOrEmptyOrRefused() {
    SplitReport report =
        MessageLog.read(
                ACCEPTED
                    + """

                    no header at all
                    ~05:09Z mx1 kernel: oops
                    ~05:09Z mx1 postfix/anvil[9]: statistics: max cache size 2 at Nov 23 08:05:01
                    ~05:09Z mx1 postfix/smtpd[812]: connect from unknown[2001:db8:1:2
                    """)
            .report();
    assertThat(report.lines()).isEqualTo(13);
    assertThat(report.usedLines()).isEqualTo(8);
    assertThat(report.emptyLines()).isEqualTo(2);
    assertThat(report.refusedLines()).isEqualTo(3);
    assertThat(report.samples())
        .extracting(sample -> sample.reason().words())
        .containsExactly("no header", "unknown program", "cut");
  }
}
