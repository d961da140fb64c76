package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages that go on under another queue id of the same host: behind a content filter, forwarded,
 * or queued anew.
 */
class SecondQueueIdTest {
  private static final String ACCEPTED =
      """
      ~05:01Z mx1 postfix/smtpd[812]: connect from mail.example.org[2001:db8:1:2::25]
      ~05:01Z mx1 postfix/smtpd[812]: 0F5383D: client=mail.example.org[2001:db8:1:2::25]
      ~05:01Z mx1 postfix/qmgr[700]: 0F5383D: from=<a@example.org>, size=10, nrcpt=2 (queue active)
      ~05:01Z mx1 postfix/smtpd[812]: disconnect from mail.example.org[2001:db8:1:2::25] ehlo=1 mail=1 rcpt=2 data=1 quit=1 commands=6
      """;

  /** Short queue ids are unique within an instance, whose queue may be a file system of its own. */
  @Test
  void bothInstancesMayHaveGivenTheMessageTheSameId() {
    for (String first :
        new String[] {"", ", orig_queue_id=0F5383D, orig_client=x[2001:db8:1:2::25]"}) {
      MessageLog log =
          MessageLog.read(
              ACCEPTED
                  + """
                    ~05:02Z mx1 postfix-out/smtpd[912]: 0F5383D: client=localhost[127.0.0.1]%s
                    ~05:02Z mx1 postfix-out/qmgr[900]: 0F5383D: from=<a@example.org>, size=12, nrcpt=1 (queue active)
                    ~05:02Z mx1 postfix/smtp[820]: 0F5383D: to=<b@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 0F5383D)
                    ~05:02Z mx1 postfix/qmgr[700]: 0F5383D: removed
                    ~05:03Z mx1 postfix-out/local[920]: 0F5383D: to=<b@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (delivered to mailbox)
                    ~05:03Z mx1 postfix-out/qmgr[900]: 0F5383D: removed
                    """
                      .formatted(first));
      assertThat(log.rows("message")).hasSize(1);
      assertThat(log.rows("message").get(0))
          .contains(
              entry("client_ip", "2001:db8:1:2::25"),
              entry("instance", "postfix"),
              entry("sent", 1),
              entry("is_open", false));
    }
  }

  @Test
  void whatComesBackFromAFilterIsOfTheMessageOfItsClient() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:00Z mx1 postfix-out/smtpd[911]: 0F5383D: client=phone.example.net[2001:db8:5::5], sasl_method=PLAIN, sasl_username=u
            ~05:00Z mx1 postfix-out/qmgr[900]: 0F5383D: from=<u@example.com>, size=9, nrcpt=1 (queue active)
            """
                + ACCEPTED
                + """
                  ~05:02Z mx1 postfix-out/smtpd[912]: 1A2B3C4: client=localhost[127.0.0.1], orig_queue_id=0F5383D, orig_client=x[2001:db8:1:2::25]
                  ~05:02Z mx1 postfix-out/qmgr[900]: 1A2B3C4: from=<a@example.org>, size=12, nrcpt=1 (queue active)
                  ~05:02Z mx1 postfix/smtp[820]: 0F5383D: to=<b@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 1A2B3C4)
                  ~05:02Z mx1 postfix/qmgr[700]: 0F5383D: removed
                  ~05:03Z mx1 postfix-out/local[920]: 1A2B3C4: to=<b@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (unknown user)
                  ~05:03Z mx1 postfix-out/qmgr[900]: 1A2B3C4: removed
                  ~05:04Z mx1 postfix-out/smtp[921]: 0F5383D: to=<c@example.net>, relay=mx.example.net[192.0.2.9]:25, delay=9, delays=0/0/0/9, dsn=2.0.0, status=sent (250 ok)
                  ~05:04Z mx1 postfix-out/qmgr[900]: 0F5383D: removed
                  """);
    assertThat(log.rows("message"))
        .extracting(row -> row.get("client_ip"), row -> row.get("sent"), row -> row.get("bounced"))
        .containsExactlyInAnyOrder(tuple("2001:db8:1:2::25", 0, 1), tuple("2001:db8:5::5", 1, 0));
  }

  /** By the id handed on, by the client handed on, or by nothing but the filter's own address. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ", orig_queue_id=0F5383D, orig_client=x[2001:db8:1:2::25]",
        ", orig_client=x[2001:db8:1:2::25]",
        ""
      })
  void aFilterMayStandOnAnotherHostOfOurs(String handedOn) {
    MessageLog log =
        MessageLog.read(
            ACCEPTED
                + behind("10.0.0.3", "10.0.0.3", handedOn)
                    .replace("status=sent (deli", "status=bounced (deli"));
    assertThat(log.rows("message"))
        .extracting(row -> row.get("client_ip"), row -> row.get("sent"), row -> row.get("bounced"))
        .containsExactly(tuple("2001:db8:1:2::25", 0, 1));
  }

  /** By the queue id that amavis was told, or by the Message-ID where it was told none. */
  @ParameterizedTest
  @ValueSource(strings = {"Queue-ID: 0F5383D, ", "Message-ID: <x@example.org>, "})
  void whatAmavisCallsSpamIsTheOuterMessagesVerdict(String id) {
    MessageLog log =
        MessageLog.read(
            ACCEPTED
                + """
                  ~05:01Z mx1 postfix/cleanup[815]: 0F5383D: message-id=<x@example.org>
                  ~05:02Z mx1 amavis[77]: (00077-01) Passed SPAMMY {RelayedTaggedInbound}, [2001:db8:1:2::25]:40112 [192.0.2.66] <a@example.org> -> <b@example.com>, %smail_id: abc, Hits: 7.31, size: 1234, queued_as: 1A2B3C4, 512 ms
                  """
                    .formatted(id)
                + behind("127.0.0.1", "127.0.0.1", ""));
    assertThat(log.rows("message"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .contains(
                        entry("client_ip", "2001:db8:1:2::25"),
                        entry("mta", "postfix"),
                        entry("verdict", "spam"),
                        entry("filter_action", "Passed SPAMMY"),
                        entry("score", 7.31),
                        entry("sent", 1)));
  }

  @Test
  void aVerdictOfAMessageThatNoServerLoggedIsNoMessage() {
    assertThat(
            MessageLog.read(
                    "~05:02Z mx1 amavis[77]: (00077-01) Passed SPAM {RelayedTaggedInbound}, [2001:db8:1:2::25]:40112 [192.0.2.66] <a@example.org> -> <b@example.com>, Message-ID: <y@example.org>, mail_id: abc, Hits: 7.31, size: 1234, 512 ms\n")
                .rows())
        .isEmpty();
  }

  @Test
  void whatAmavisThrowsAwayIsNotDelivered() {
    MessageLog log =
        MessageLog.read(
            ACCEPTED
                + """
                  ~05:02Z mx1 postfix/smtp[820]: 0F5383D: to=<b@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.7.0, status=sent (250 2.7.0 Ok, discarded, id=00077-01 - spam)
                  ~05:02Z mx1 postfix/qmgr[700]: 0F5383D: removed
                  """);
    assertThat(log.rows("message").get(0))
        .contains(entry("outcome", "discarded"), entry("sent", 0), entry("is_open", false));
  }

  /** He knows the id that we gave his own message, and answers ours with it. */
  @Test
  void aRemoteServerThatAnswersWithAnIdOfItsOwnMessageTakesNoOtherClient() {
    MessageLog log = MessageLog.read(ACCEPTED + behind("192.0.2.66", "192.0.2.66", ""));
    assertThat(log.rows("message"))
        .extracting(row -> row.get("client_ip"), row -> row.get("sent"))
        .containsExactlyInAnyOrder(tuple("2001:db8:1:2::25", 1), tuple("192.0.2.66", 1));
  }

  @Test
  void aRelayOfOursIsNoFilterOfWhatCameFromAnother() {
    MessageLog log = MessageLog.read(ACCEPTED + behind("10.0.0.3", "10.0.0.4", ""));
    assertThat(log.rows("message")).hasSize(2);
  }

  private static String behind(String relay, String client, String handedOn) {
    return """
        ~05:02Z mx1 postfix/smtpd[912]: 1A2B3C4: client=filter.example.com[%s]%s
        ~05:02Z mx1 postfix/qmgr[700]: 1A2B3C4: from=<a@example.org>, size=12, nrcpt=1 (queue active)
        ~05:02Z mx1 postfix/smtp[820]: 0F5383D: to=<b@example.com>, relay=filter.example.com[%s]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[10.0.0.1]:10025): 250 2.0.0 Ok: queued as 1A2B3C4)
        ~05:02Z mx1 postfix/qmgr[700]: 0F5383D: removed
        ~05:03Z mx1 postfix/local[920]: 1A2B3C4: to=<b@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (delivered to mailbox)
        ~05:03Z mx1 postfix/qmgr[700]: 1A2B3C4: removed
        """
        .formatted(client, handedOn, relay);
  }

  @Test
  void aForwardedMessageIsDeliveredAndTheForwardIsMadeHere() {
    MessageLog log =
        MessageLog.read(
            ACCEPTED
                + """
                  ~05:01Z mx1 postfix/local[820]: 0F5383D: to=<c@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (delivered to mailbox)
                  ~05:01Z mx1 postfix/cleanup[815]: 1A2B3C4: message-id=<x@example.org>
                  ~05:01Z mx1 postfix/local[820]: 0F5383D: to=<b@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (forwarded as 1A2B3C4)
                  ~05:01Z mx1 postfix/qmgr[700]: 1A2B3C4: from=<a@example.org>, size=30, nrcpt=1 (queue active)
                  ~05:01Z mx1 postfix/qmgr[700]: 0F5383D: removed
                  ~05:03Z mx1 postfix/smtp[821]: 1A2B3C4: to=<b@example.net>, orig_to=<b@example.com>, relay=mx.example.net[192.0.2.9]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (host mx.example.net[192.0.2.9] said: 550 5.1.1 no)
                  ~05:03Z mx1 postfix/qmgr[700]: 1A2B3C4: removed
                  """);

    assertThat(log.rows("message")).hasSize(2);
    assertThat(log.rows("message").get(0))
        .contains(
            entry("queue_id", "0F5383D"),
            entry("client_ip", "2001:db8:1:2::25"),
            entry("direction", "inbound"),
            entry("recipients", 2),
            entry("sent", 2),
            entry("is_open", false));
    assertThat(log.rows("message").get(1))
        .contains(
            entry("queue_id", "1A2B3C4"),
            entry("direction", "outbound"),
            entry("has_start", true),
            entry("bounced", 1),
            entry("is_open", false))
        .doesNotContainKey("client_ip");
  }

  /** Only what local(8) says of its own delivery links, not the words of a remote server. */
  @Test
  void aRemoteServerCannotTakeAnotherMessageForItsOwn() {
    MessageLog log =
        MessageLog.read(
            ACCEPTED
                + """
                  ~05:01Z mx1 postfix/smtpd[813]: 1A2B3C4: client=unknown[2001:db8::9]
                  ~05:01Z mx1 postfix/smtp[820]: 0F5383D: to=<b@example.com>, relay=mx.example.net[192.0.2.9]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (forwarded as 1A2B3C4)
                  ~05:01Z mx1 postfix/qmgr[700]: 0F5383D: removed
                  ~05:01Z mx1 postfix/qmgr[700]: 1A2B3C4: removed
                  """);

    assertThat(log.rows("message"))
        .extracting(row -> row.get("client_ip"))
        .containsExactlyInAnyOrder("2001:db8:1:2::25", "2001:db8::9");
  }

  @Test
  void aMessageThatIsQueuedAnewIsOneMessageWithItsClient() {
    MessageLog log =
        MessageLog.read(
            ACCEPTED
                + """
                  ~05:01Z mx1 postfix/smtp[820]: 0F5383D: to=<c@example.com>, relay=mx[192.0.2.9]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)
                  ~05:01Z mx1 postfix/smtp[820]: 0F5383D: to=<b@example.com>, relay=none, delay=1, delays=0/0/0/1, dsn=4.4.1, status=deferred (connect to mx[192.0.2.9]:25: Connection refused)
                  ~25:02Z mx1 postfix/postsuper[5]: 0F5383D: requeued
                  ~25:03Z mx1 postfix/pickup[6]: 1A2B3C4: uid=102 from=<a@example.org> orig_id=0F5383D
                  ~25:03Z mx1 postfix/cleanup[815]: 1A2B3C4: message-id=<x@example.org>
                  ~25:03Z mx1 postfix/qmgr[700]: 1A2B3C4: from=<a@example.org>, size=30, nrcpt=1 (queue active)
                  ~25:13Z mx1 postfix/smtp[820]: 1A2B3C4: to=<b@example.com>, relay=mx[192.0.2.9]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)
                  ~25:13Z mx1 postfix/qmgr[700]: 1A2B3C4: removed
                  """);

    assertThat(log.rows("message")).hasSize(1);
    assertThat(log.rows("message").get(0))
        .contains(
            entry("queue_id", "0F5383D"),
            entry("client_ip", "2001:db8:1:2::25"),
            entry("direction", "inbound"),
            entry("sent", 2),
            entry("deferred", 0),
            entry("deferrals", 1),
            entry("outcome", "sent"),
            entry("is_open", false));
  }

  @Test
  void whatIsPutOffWhenALogEndsStaysPutOffThoughItWasQueuedAnew() {
    MessageLog log =
        MessageLog.read(
            ACCEPTED
                + """
                  ~05:01Z mx1 postfix/smtp[820]: 0F5383D: to=<b@example.com>, relay=none, delay=1, delays=0/0/0/1, dsn=4.4.1, status=deferred (no)
                  ~25:02Z mx1 postfix/postsuper[5]: 0F5383D: requeued
                  ~25:03Z mx1 postfix/pickup[6]: 1A2B3C4: uid=102 from=<a@example.org> orig_id=0F5383D
                  ~25:03Z mx1 postfix/qmgr[700]: 1A2B3C4: from=<a@example.org>, size=30, nrcpt=1 (queue active)
                  """);

    assertThat(log.rows("message").get(0))
        .contains(entry("queue_id", "0F5383D"), entry("deferred", 1), entry("outcome", "deferred"));
  }

  @Test
  void aContentFilterThatNamesTheFirstQueueIdIsOneMessage() {
    assertOneFilteredMessage(
        MessageLog.read(
            """
            ~05:01Z mx1 postfix/smtpd[812]: connect from mail.example.org[2001:db8:1:2::25]
            ~05:01Z mx1 postfix/smtpd[812]: 0F5383D: client=mail.example.org[2001:db8:1:2::25]
            ~05:01Z mx1 postfix/qmgr[700]: 0F5383D: from=<a@example.org>, size=10, nrcpt=1 (queue active)
            ~05:02Z mx1 postfix/smtpd[850]: connect from localhost[::1]
            ~05:02Z mx1 postfix/smtpd[850]: 1A2B3C4: client=localhost[::1], orig_queue_id=0F5383D, orig_client=mail.example.org[2001:db8:1:2::25]
            ~05:02Z mx1 postfix/qmgr[700]: 1A2B3C4: from=<a@example.org>, size=30, nrcpt=1 (queue active)
            ~05:02Z mx1 postfix/smtpd[850]: disconnect from localhost[::1]
            ~05:02Z mx1 postfix/smtp[820]: 0F5383D: to=<b@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 1A2B3C4)
            ~05:02Z mx1 postfix/qmgr[700]: 0F5383D: removed
            ~05:03Z mx1 postfix/local[821]: 1A2B3C4: to=<b@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (ok)
            ~05:03Z mx1 postfix/qmgr[700]: 1A2B3C4: removed
            """));
  }

  @Test
  void aContentFilterThatOnlySaysTheSecondQueueIdIsOneMessage() {
    assertOneFilteredMessage(
        MessageLog.read(
            """
            ~05:01Z mx1 postfix/smtpd[812]: connect from mail.example.org[2001:db8:1:2::25]
            ~05:01Z mx1 postfix/smtpd[812]: 0F5383D: client=mail.example.org[2001:db8:1:2::25]
            ~05:01Z mx1 postfix/qmgr[700]: 0F5383D: from=<a@example.org>, size=10, nrcpt=1 (queue active)
            ~05:01Z mx1 postfix/smtp[820]: 0F5383D: to=<b@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=4.4.1, status=deferred (connection refused)
            ~05:02Z mx1 postfix/smtpd[850]: connect from localhost[127.0.0.1]
            ~05:02Z mx1 postfix/smtpd[850]: 1A2B3C4: client=localhost[127.0.0.1]
            ~05:02Z mx1 postfix/qmgr[700]: 1A2B3C4: from=<a@example.org>, size=30, nrcpt=1 (queue active)
            ~05:02Z mx1 postfix/smtp[820]: 0F5383D: to=<b@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 1A2B3C4)
            ~05:02Z mx1 postfix/qmgr[700]: 0F5383D: removed
            ~05:03Z mx1 postfix/local[821]: 1A2B3C4: to=<b@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (ok)
            ~05:03Z mx1 postfix/qmgr[700]: 1A2B3C4: removed
            ~05:12Z mx1 postfix/smtpd[850]: disconnect from localhost[127.0.0.1]
            """));
  }

  private static void assertOneFilteredMessage(MessageLog log) {
    assertThat(log.rows("message")).hasSize(1);
    assertThat(log.rows("message").get(0))
        .contains(
            entry("queue_id", "0F5383D"),
            entry("client_ip", "2001:db8:1:2::25"),
            entry("size", 10L),
            entry("recipients", 1),
            entry("sent", 1),
            entry("deferred", 0),
            entry("connections", 1),
            entry("outcome", "sent"),
            entry("is_open", false));
    assertThat(log.rows("connection")).hasSize(1);
    assertThat(log.rows("connection").get(0))
        .contains(entry("connections", 1), entry("sent", 0), entry("client_name", "localhost"))
        .doesNotContainKeys("queue_id", "sender", "recipient_domain");
  }

  @Test
  void aContentFilterMayHandTheMessageToAnotherInstance() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 postfix-in/smtpd[812]: 0F5383D: client=mail.example.org[2001:db8:1:2::25]
            ~05:01Z mx1 postfix-in/qmgr[700]: 0F5383D: from=<a@example.org>, size=10, nrcpt=1 (queue active)
            ~05:02Z mx1 postfix-out/smtpd[813]: 0F5384E: client=localhost[127.0.0.1], orig_queue_id=0F5383D, orig_client=mail.example.org[2001:db8:1:2::25]
            ~05:02Z mx1 postfix-out/qmgr[701]: 0F5384E: from=<a@example.org>, size=12, nrcpt=1 (queue active)
            ~05:02Z mx1 postfix-in/smtp[820]: 0F5383D: to=<b@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 0F5384E)
            ~05:02Z mx1 postfix-in/qmgr[700]: 0F5383D: removed
            ~05:03Z mx1 postfix-out/local[821]: 0F5384E: to=<b@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (delivered)
            ~05:03Z mx1 postfix-out/qmgr[701]: 0F5384E: removed
            """);
    assertThat(log.only())
        .contains(
            entry("queue_id", "0F5383D"),
            entry("client_ip", "2001:db8:1:2::25"),
            entry("sent", 1),
            entry("outcome", "sent"));
  }

  /** Each filter hands on the id that the message had first. */
  @Test
  void aMessageThatTwoFiltersTakeInTurnIsDeliveredOnce() {
    MessageLog log =
        MessageLog.read(
            ACCEPTED
                + """
                  ~05:01Z mx1 postfix/smtpd[830]: 1A2B3C4: client=localhost[127.0.0.1], orig_queue_id=0F5383D, orig_client=mail.example.org[2001:db8:1:2::25]
                  ~05:01Z mx1 postfix/qmgr[700]: 1A2B3C4: from=<a@example.org>, size=30, nrcpt=2 (queue active)
                  ~05:01Z mx1 postfix/smtp[820]: 0F5383D: to=<b@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 1A2B3C4)
                  ~05:01Z mx1 postfix/smtp[820]: 0F5383D: to=<c@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 1A2B3C4)
                  ~05:01Z mx1 postfix/qmgr[700]: 0F5383D: removed
                  ~05:01Z mx1 postfix/smtpd[831]: 2B3C4D5: client=localhost[127.0.0.1], orig_queue_id=0F5383D, orig_client=mail.example.org[2001:db8:1:2::25]
                  ~05:01Z mx1 postfix/qmgr[700]: 2B3C4D5: from=<a@example.org>, size=50, nrcpt=2 (queue active)
                  ~05:01Z mx1 postfix/smtp[820]: 1A2B3C4: to=<b@example.com>, relay=127.0.0.1[127.0.0.1]:10026, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 2B3C4D5)
                  ~05:01Z mx1 postfix/smtp[820]: 1A2B3C4: to=<c@example.com>, relay=127.0.0.1[127.0.0.1]:10026, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 2B3C4D5)
                  ~05:01Z mx1 postfix/qmgr[700]: 1A2B3C4: removed
                  ~05:02Z mx1 postfix/local[821]: 2B3C4D5: to=<b@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (delivered to mailbox)
                  ~05:02Z mx1 postfix/local[821]: 2B3C4D5: to=<c@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=5.2.2, status=bounced (full)
                  ~05:02Z mx1 postfix/qmgr[700]: 2B3C4D5: removed
                  """);

    assertThat(log.only())
        .contains(
            entry("queue_id", "0F5383D"),
            entry("recipients", 2),
            entry("sent", 1),
            entry("bounced", 1),
            entry("is_open", false));
  }

  /** The notice of smtpd to the postmaster, and the question whether a recipient exists. */
  @Test
  void whatPostfixSendsForItselfDoesNotComeFromOutside() {
    MessageLog log =
        MessageLog.read(
            """
            ~05:01Z mx1 postfix/cleanup[815]: 1A2B3C4: message-id=<1@mx1.example.com>
            ~05:01Z mx1 postfix/qmgr[700]: 1A2B3C4: from=<double-bounce@mx1.example.com>, size=99, nrcpt=1 (queue active)
            ~05:01Z mx1 postfix/local[821]: 1A2B3C4: to=<root@example.com>, orig_to=<postmaster>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (delivered to mailbox)
            ~05:01Z mx1 postfix/qmgr[700]: 1A2B3C4: removed
            ~05:02Z mx1 postfix/cleanup[815]: 2B3C4D5: message-id=<2@mx1.example.com>
            ~05:02Z mx1 postfix/qmgr[700]: 2B3C4D5: from=<verify@mx1.example.com>, size=99, nrcpt=1 (queue active)
            ~05:02Z mx1 postfix/smtp[821]: 2B3C4D5: to=<b@example.net>, relay=mx[192.0.2.9]:25, delay=1, delays=0/0/0/1, dsn=2.1.5, status=deliverable (250 2.1.5 Ok)
            ~05:02Z mx1 postfix/qmgr[700]: 2B3C4D5: removed
            """);

    assertThat(log.rows())
        .extracting(row -> row.get("queue_id") + " " + row.get("direction"))
        .containsExactlyInAnyOrder("1A2B3C4 outbound", "2B3C4D5 outbound");
  }

  @Test
  void aClientThatNamesPostfixsOwnSenderComesFromOutside() {
    assertThat(
            MessageLog.read(ACCEPTED.replace("a@example.org", "double-bounce@example.org")).only())
        .contains(entry("direction", "inbound"), entry("client_ip", "2001:db8:1:2::25"));
  }
}
