package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Postfix says it will throw away before the message has its queue id. */
final class DiscardTest {
  private static final String CONNECT =
      """
      ~05:01Z mx1 postfix/smtpd[812]: connect from h.example.org[2001:db8:7::e]
      """;
  private static final String DISCARD =
      """
      ~05:01Z mx1 postfix/smtpd[812]: NOQUEUE: discard: RCPT from h.example.org[2001:db8:7::e]: <b@example.com>: Recipient address triggers DISCARD action; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<h>
      """;
  private static final String MILTER_DISCARD =
      """
      ~05:01Z mx1 postfix/smtpd[812]: NOQUEUE: milter-discard: MAIL from h.example.org[2001:db8:7::e]: milter triggers DISCARD action; from=<a@example.org> proto=ESMTP helo=<h>
      """;
  private static final String FIRST =
      """
      ~05:01Z mx1 postfix/smtpd[812]: 4jXz4s1CnWz5kQn: client=h.example.org[2001:db8:7::e]
      ~05:01Z mx1 postfix/cleanup[815]: 4jXz4s1CnWz5kQn: message-id=<z@example.org>
      """;
  private static final String SECOND =
      """
      ~05:09Z mx1 postfix/smtpd[812]: 4jXz4s1CnWz5kQp: client=h.example.org[2001:db8:7::e]
      ~05:09Z mx1 postfix/cleanup[815]: 4jXz4s1CnWz5kQp: message-id=<y@example.org>
      ~05:09Z mx1 postfix/qmgr[700]: 4jXz4s1CnWz5kQp: from=<a@example.org>, size=10, nrcpt=1 (queue active)
      ~05:09Z mx1 postfix/local[820]: 4jXz4s1CnWz5kQp: to=<b@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (ok)
      ~05:09Z mx1 postfix/qmgr[700]: 4jXz4s1CnWz5kQp: removed
      """;
  private static final String DISCONNECT =
      """
      ~05:30Z mx1 postfix/smtpd[812]: disconnect from h.example.org[2001:db8:7::e] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5
      """;

  @ParameterizedTest
  @ValueSource(strings = {DISCARD, MILTER_DISCARD})
  void theNextMessageOfTheSessionIsDiscardedAndOver(String discard) {
    assertThat(MessageLog.read(CONNECT + discard + FIRST + DISCONNECT).only())
        .contains(
            entry("queue_id", "4jXz4s1CnWz5kQn"),
            entry("client_ip", "2001:db8:7::e"),
            entry("outcome", "discarded"),
            entry("connections", 1),
            entry("is_open", false));
  }

  @Test
  void aMessageWhoseLastLineGivesItsQueueIdIsDiscardedToo() {
    String opened = FIRST.substring(0, FIRST.indexOf('\n') + 1);
    assertThat(MessageLog.read(CONNECT + DISCARD + opened + DISCONNECT).only())
        .contains(entry("outcome", "discarded"), entry("is_open", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {DISCARD, MILTER_DISCARD})
  void aLaterMessageOfTheSessionIsNot(String discard) {
    MessageLog log = MessageLog.read(CONNECT + discard + FIRST + SECOND + DISCONNECT);
    assertThat(log.rows("message"))
        .extracting(row -> row.get("outcome"))
        .containsExactlyInAnyOrder("discarded", "sent");
    assertThat(log.rows("message")).allMatch(row -> row.get("is_open").equals(false));
  }

  @Test
  void anUnfinishedMessageAfterADiscardedOneIsNot() {
    String unfinished =
        """
        ~05:09Z mx1 postfix/smtpd[812]: 4jXz4s1CnWz5kQp: client=h.example.org[2001:db8:7::e]
        """;
    assertThat(MessageLog.read(CONNECT + DISCARD + FIRST + unfinished + DISCONNECT).rows("message"))
        .extracting(row -> row.get("queue_id") + " " + row.get("outcome"))
        .containsExactlyInAnyOrder("4jXz4s1CnWz5kQn discarded", "4jXz4s1CnWz5kQp none");
  }

  @Test
  void whatReachesTheQueueAfterAllWasOfAnotherTransaction() {
    assertThat(MessageLog.read(CONNECT + MILTER_DISCARD + SECOND + DISCONNECT).only())
        .contains(entry("outcome", "sent"), entry("is_open", false));
  }

  @Test
  void whatIsRefusedAtItsEndAfterAllWasOfAnotherTransaction() {
    String refused =
        """
        ~05:02Z mx1 postfix/cleanup[815]: 4jXz4s1CnWz5kQn: milter-reject: END-OF-MESSAGE from h.example.org[2001:db8:7::e]: 5.7.1 Spam message rejected; from=<c@example.org> to=<b@example.com> proto=ESMTP helo=<h>
        """;
    assertThat(MessageLog.read(CONNECT + MILTER_DISCARD + FIRST + refused + DISCONNECT).only())
        .contains(entry("outcome", "rejected"), entry("rejects", 1), entry("is_open", false));
  }

  @Test
  void theNextSessionOfTheProcessDiscardsNothing() {
    String opened =
        """
        ~06:09Z mx1 postfix/smtpd[812]: 4jXz4s1CnWz5kQp: client=i.example.org[2001:db8:7::f]
        """;
    assertThat(MessageLog.read(CONNECT + MILTER_DISCARD + DISCONNECT + opened).rows("message"))
        .extracting(row -> row.get("outcome"))
        .containsExactly("none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOQUEUE: reject: MAIL from h.example.org[2001:db8:7::e]: 552 5.3.4 Message size exceeds fixed limit; proto=ESMTP helo=<h>",
        "Anonymous TLS connection established from h.example.org[2001:db8:7::e]: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)",
      })
  void whatBeginsAnewDiscardsNothing(String line) {
    String between = "~05:01Z mx1 postfix/smtpd[812]: " + line + "\n";
    MessageLog log = MessageLog.read(CONNECT + MILTER_DISCARD + between + FIRST + DISCONNECT);
    assertThat(log.rows("message")).extracting(row -> row.get("outcome")).containsExactly("none");
  }

  @Test
  void whatIsDecidedBeforeTheGreetingIsForgottenThere() {
    String discard =
        """
        ~05:01Z mx1 postfix/smtpd[812]: NOQUEUE: discard: CONNECT from h.example.org[2001:db8:7::e]: <h.example.org[2001:db8:7::e]>: Client host triggers DISCARD action; proto=SMTP
        """;
    assertThat(MessageLog.read(CONNECT + discard + FIRST + DISCONNECT).only())
        .contains(entry("outcome", "none"));
  }

  @Test
  void itsSenderIsToldByTheLineThatThrowsItAway() {
    String check =
        """
        ~05:01Z mx1 postfix/cleanup[815]: 4jXz4s1CnWz5kQn: discard: header Subject: x from h.example.org[2001:db8:7::e]; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<h>: gone
        """;

    assertThat(MessageLog.read(CONNECT + DISCARD + FIRST + DISCONNECT).only())
        .contains(entry("outcome", "discarded"), entry("sender", "a@example.org"));
    assertThat(MessageLog.read(CONNECT + FIRST + check + DISCONNECT).only())
        .contains(
            entry("outcome", "discarded"),
            entry("sender", "a@example.org"),
            entry("recipient_domain", "example.com"));
  }

  @Test
  void aMessageThatIsQueuedAfterAllHasTheSenderOfTheQueue() {
    String queued = SECOND.replace("from=<a@example.org>", "from=<c@example.org>");

    assertThat(MessageLog.read(CONNECT + DISCARD + queued + DISCONNECT).only())
        .contains(entry("outcome", "sent"), entry("sender", "c@example.org"));
  }
}
