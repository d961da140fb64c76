package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

/** Mail that Postfix hands through a filter before it queues it (smtpd_proxy_filter). */
final class BeforeQueueFilterTest {
  private static final String OUTER =
      """
      ~07:01Z mx1 postfix/submission/smtpd[501]: connect from mail.example.com[2001:db8:7::b]
      ~07:01Z mx1 postfix/submission/smtpd[501]: Anonymous TLS connection established from mail.example.com[2001:db8:7::b]: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)
      ~07:02Z mx1 postfix/submission/smtpd[501]: NOQUEUE: client=mail.example.com[2001:db8:7::b], sasl_method=PLAIN, sasl_username=u@example.com
      """;
  private static final String INNER =
      """
      ~07:02Z mx1 postfix/smtpd[502]: connect from localhost[127.0.0.1]
      ~07:02Z mx1 postfix/smtpd[502]: 4jXz4s0sf8z6v2L: client=localhost[127.0.0.1], orig_client=mail.example.com[2001:db8:7::b]
      ~07:02Z mx1 postfix/cleanup[503]: 4jXz4s0sf8z6v2L: message-id=<x@example.com>
      ~07:02Z mx1 postfix/qmgr[504]: 4jXz4s0sf8z6v2L: from=<u@example.com>, size=1234, nrcpt=1 (queue active)
      ~07:02Z mx1 postfix/smtpd[502]: disconnect from localhost[127.0.0.1] ehlo=1 xforward=1 mail=1 rcpt=1 data=1 quit=1 commands=6
      """;
  private static final String ACCEPTED =
      """
      ~07:02Z mx1 postfix/submission/smtpd[501]: proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as 4jXz4s0sf8z6v2L; from=<u@example.com> to=<b@example.org> proto=ESMTP helo=<mail.example.com>
      """;
  private static final String DELIVERED =
      """
      ~07:03Z mx1 postfix/smtp[505]: 4jXz4s0sf8z6v2L: to=<b@example.org>, relay=mx.example.org[192.0.2.9]:25, delay=0.2, delays=0.1/0/0/0.1, dsn=2.0.0, status=sent (250 ok)
      ~07:03Z mx1 postfix/qmgr[504]: 4jXz4s0sf8z6v2L: removed
      """;
  private static final String DISCONNECT =
      """
      ~07:04Z mx1 postfix/submission/smtpd[501]: disconnect from mail.example.com[2001:db8:7::b] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5
      """;

  private static final String INNER_OPENED =
      INNER.substring(0, INNER.indexOf("~07:02Z mx1 postfix/qmgr"));
  private static final String INNER_REFUSED =
      """
      ~07:02Z mx1 postfix/cleanup[503]: 4jXz4s0sf8z6v2L: milter-reject: END-OF-MESSAGE from localhost[127.0.0.1]: 5.7.1 Spam; from=<u@example.com> to=<b@example.org> proto=ESMTP helo=<mail.example.com>
      ~07:02Z mx1 postfix/smtpd[502]: disconnect from localhost[127.0.0.1] ehlo=1 xforward=1 mail=1 rcpt=1 data=0/1 quit=1 commands=5/6
      """;
  private static final String REFUSED =
      """
      ~07:02Z mx1 postfix/submission/smtpd[501]: proxy-reject: END-OF-MESSAGE: 550 5.7.1 Spam; from=<u@example.com> to=<b@example.org> proto=ESMTP helo=<mail.example.com>
      """;

  @Test
  void whoLoggedInOutsideSubmitsTheMessageInside() {
    assertSubmitted(MessageLog.read(OUTER + INNER + ACCEPTED + DELIVERED + DISCONNECT));
  }

  @Test
  void theAnswerMayComeAfterTheMessageIsDelivered() {
    assertSubmitted(MessageLog.read(OUTER + INNER + DELIVERED + ACCEPTED + DISCONNECT));
  }

  @Test
  void theInnerServerMayBeAnotherInstance() {
    assertSubmitted(
        MessageLog.read(
            OUTER
                + INNER.replace("postfix/", "postfix-in/")
                + ACCEPTED
                + DELIVERED
                    .replace("postfix/smtp[", "postfix-in/smtp[")
                    .replace("postfix/qmgr", "postfix-in/qmgr")
                + DISCONNECT));
  }

  private static void assertSubmitted(MessageLog log) {
    assertThat(log.rows("message")).hasSize(1);
    assertThat(log.rows("message").get(0))
        .contains(
            entry("direction", "submission"),
            entry("sasl_username", "u@example.com"),
            entry("client_ip", "2001:db8:7::b"),
            entry("tls_version", "TLSv1.3"),
            entry("connections", 1),
            entry("sent", 1),
            entry("outcome", "sent"),
            entry("is_open", false));
    assertThat(log.rows("connection")).hasSize(1); // the filter's own
    assertThat(log.rows("connection").get(0)).contains(entry("client_name", "localhost"));
  }

  @Test
  void anAnswerThatNamesAnotherClientsMessageIsNotBelieved() {
    MessageLog log =
        MessageLog.read(OUTER + INNER.replace("[2001:db8:7::b]", "[2001:db8:7::c]") + ACCEPTED);
    assertThat(log.rows("message")).hasSize(1);
    assertThat(log.rows("message").get(0))
        .contains(entry("direction", "inbound"), entry("client_ip", "2001:db8:7::c"))
        .doesNotContainKey("sasl_username");
  }

  @Test
  void anAnswerThatNamesAMessageOfAnotherHostIsNotBelieved() {
    MessageLog log = MessageLog.read(OUTER + INNER.replace("mx1", "mx2") + ACCEPTED);
    assertThat(log.rows("message").get(0))
        .contains(entry("direction", "inbound"))
        .doesNotContainKey("sasl_username");
  }

  @Test
  void aRefusalThatTheFilterPassesOnCountsOnce() {
    MessageLog log = MessageLog.read(OUTER + INNER_OPENED + INNER_REFUSED + REFUSED + DISCONNECT);
    assertThat(log.rows("refused")).isEmpty();
    assertThat(log.rows("message")).hasSize(1);
    assertThat(log.rows("message").get(0))
        .contains(
            entry("client_ip", "2001:db8:7::b"),
            entry("direction", "submission"),
            entry("sasl_username", "u@example.com"),
            entry("connections", 1),
            entry("rejects", 1),
            entry("outcome", "rejected"),
            entry("is_open", false));
  }

  @Test
  void anInnerRefusalIsPassedOnOnce() {
    MessageLog log = MessageLog.read(OUTER + INNER_OPENED + INNER_REFUSED + REFUSED + REFUSED);
    assertThat(log.sum("rejects")).isEqualTo(2);
    assertThat(log.rows("refused")).hasSize(1);
  }

  @Test
  void refusalsOfOtherSendersClientsHostsAndTimesAreOtherRefusals() {
    for (String inner :
        new String[] {
          INNER_REFUSED.replace("from=<u@", "from=<v@"), INNER_REFUSED.replace("~07", "~06"),
        }) {
      assertThat(MessageLog.read(OUTER + INNER_OPENED + inner + REFUSED).sum("rejects"))
          .isEqualTo(2);
    }
    String opened = INNER_OPENED.replace("[2001:db8:7::b]", "[2001:db8:7::c]");
    assertThat(MessageLog.read(OUTER + opened + INNER_REFUSED + REFUSED).sum("rejects"))
        .isEqualTo(2);
    String elsewhere = (INNER_OPENED + INNER_REFUSED).replace("mx1", "mx2");
    assertThat(MessageLog.read(OUTER + elsewhere + REFUSED).sum("rejects")).isEqualTo(2);
  }

  @Test
  void whatTheFilterRefusesWasSubmittedByWhoLoggedIn() {
    String refused =
        ACCEPTED.replace("proxy-accept", "proxy-reject").replace("250 2.0.0 Ok", "554 5.7.0 spam");
    assertThat(
            MessageLog.read(OUTER.replace("submission/", "") + refused.replace("submission/", ""))
                .only())
        .contains(
            entry("kind", "refused"),
            entry("direction", "submission"),
            entry("sasl_username", "u@example.com"),
            entry("rejects", 1));
  }

  /** The smtpd behind the filter saw the message begin, and then the filter left. */
  @Test
  void whatTheFilterRefusesItselfCountsOnce() {
    String left =
        """
        ~07:02Z mx1 postfix/smtpd[502]: connect from localhost[127.0.0.1]
        ~07:02Z mx1 postfix/smtpd[502]: 4jXz4s0sf8z6v2L: client=localhost[127.0.0.1], orig_client=mail.example.com[2001:db8:7::b]
        ~07:02Z mx1 postfix/smtpd[502]: lost connection after DATA (0 bytes) from localhost[127.0.0.1]
        ~07:02Z mx1 postfix/smtpd[502]: disconnect from localhost[127.0.0.1] ehlo=1 xforward=1 mail=1 rcpt=1 data=0/1 commands=4/5
        """;

    MessageLog log = MessageLog.read(OUTER + left + REFUSED + DISCONNECT);

    assertThat(log.rows("message")).isEmpty();
    assertThat(log.rows("refused")).hasSize(1);
    assertThat(log.sum("rejects")).isEqualTo(1);
    assertThat(log.sum("connections")).isEqualTo(2);
  }

  @Test
  void theServersOwnGreetingToTheFilterIsNotTheClients() {
    String inside =
        INNER_OPENED
            + """
              ~07:02Z mx1 postfix/smtpd[502]: 4jXz4s0sf8z6v2L: reject: END-OF-MESSAGE from localhost[127.0.0.1]: 554 5.7.1 no; from=<u@example.com> to=<b@example.org> proto=ESMTP helo=<mx.example.com>
              ~07:02Z mx1 postfix/smtpd[502]: disconnect from localhost[127.0.0.1] ehlo=1 xforward=1 mail=1 rcpt=1 data=0/1 quit=1 commands=5/6
              """;

    assertThat(MessageLog.read(OUTER + inside + REFUSED + DISCONNECT).rows("message"))
        .extracting(row -> row.get("helo"))
        .containsExactly("mail.example.com");
  }

  /** XCLIENT: the session itself is the client's from then on, and so is its greeting. */
  @Test
  void whatAProxyHandsThroughForItsClientIsTheClients() {
    String opened =
        """
        ~07:02Z mx1 postfix/smtpd[502]: connect from localhost[127.0.0.1]
        ~07:02Z mx1 postfix/smtpd[502]: 4jXz4s0sf8z6v2L: client=mail.example.com[2001:db8:7::b]
        """;
    String refused =
        """
        ~07:02Z mx1 postfix/smtpd[502]: 4jXz4s0sf8z6v2L: reject: END-OF-MESSAGE from mail.example.com[2001:db8:7::b]: 554 5.7.1 no; from=<u@example.com> to=<b@example.org> proto=ESMTP helo=<mail.example.com>
        """;
    String left =
        """
        ~07:02Z mx1 postfix/smtpd[502]: lost connection after DATA (0 bytes) from mail.example.com[2001:db8:7::b]
        ~07:02Z mx1 postfix/smtpd[502]: disconnect from mail.example.com[2001:db8:7::b] ehlo=2 xclient=1 mail=1 rcpt=1 data=0/1 commands=5/6
        """;

    assertThat(MessageLog.read(opened + refused + left).rows("message"))
        .extracting(row -> row.get("helo") + " " + row.get("client_ip"))
        .containsExactly("mail.example.com 2001:db8:7::b");
    assertThat(MessageLog.read(opened + left).rows("message"))
        .extracting(row -> row.get("outcome") + " " + row.get("client_ip"))
        .containsExactly("none 2001:db8:7::b");
  }
}
