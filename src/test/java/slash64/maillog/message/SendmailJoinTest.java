package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lines of Sendmail come to. */
final class SendmailJoinTest {
  @Test
  void eachRecipientOfSendmailsListCountsOnItsOwn() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: from=<a@example.org>, size=10, class=0, nrcpts=3, msgid=<x@example.org>, proto=ESMTP, daemon=MTA, relay=[IPv6:2001:db8:1:2::25]
                    ~05:02Z mx1 sm-mta[813]: 6AN8510A012345: to=<b@example.com>,<c@example.com>,d@example.com, delay=00:00:01, mailer=esmtp, relay=mx.example.com. [192.0.2.25], dsn=4.0.0, stat=Deferred: Connection refused
                    ~09:02Z mx1 sm-mta[820]: 6AN8510A012345: to=<c@example.com>, delay=00:04:01, mailer=esmtp, relay=mx.example.com. [192.0.2.25], dsn=2.0.0, stat=Sent (ok)
                    ~09:03Z mx1 sm-mta[820]: 6AN8510A012345: to=<d@example.com>, delay=00:04:01, mailer=esmtp, relay=mx.example.com. [192.0.2.25], dsn=5.1.1, stat=User unknown
                    """)
                .only())
        .contains(
            entry("recipients", 3),
            entry("deferrals", 3),
            entry("deferred", 1),
            entry("sent", 1),
            entry("bounced", 1),
            entry("is_open", true));
  }

  @Test
  void asManyRecipientsAreCountedAsAnAliasLeadsTo() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: from=<a@example.org>, size=10, class=0, nrcpts=1, msgid=<x@example.org>, proto=ESMTP, daemon=MTA, relay=mail.example.org [192.0.2.8]
                    ~05:02Z mx1 sm-mta[813]: 6AN8510A012345: to=b@example.net, ctladdr=<list@example.com> (8/0), delay=00:00:01, mailer=esmtp, relay=mx.example.net. [192.0.2.25], dsn=5.1.1, stat=User unknown
                    ~05:02Z mx1 sm-mta[813]: 6AN8510A012345: to=c@example.net, ctladdr=<list@example.com> (8/0), delay=00:00:01, mailer=esmtp, relay=mx.example.net. [192.0.2.25], dsn=2.0.0, stat=Sent (ok)
                    ~05:02Z mx1 sm-mta[813]: 6AN8510A012345: to=d, ctladdr=<list@example.com> (8/0), delay=00:00:01, mailer=local, dsn=2.0.0, stat=Sent
                    """)
                .only())
        .contains(
            entry("recipients", 3), entry("sent", 2), entry("bounced", 1), entry("is_open", false));
  }

  @ParameterizedTest
  @CsvSource({
    "sender notify: Cannot send message for 5 days, 1, bounced",
    "DSN: Cannot send message for 5 days, 1, bounced",
    "return to sender: Cannot send message for 5 days, 1, bounced",
    "sender notify: Warning: could not send message for past 4 hours, 0, deferred"
  })
  void aMessageThatWasInTheQueueForTooLongHasBounced(String words, int bounced, String outcome) {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: from=<a@example.org>, size=10, class=0, nrcpts=1, msgid=<x@example.org>, proto=ESMTP, daemon=MTA, relay=mail.example.org [192.0.2.8]
                    ~05:02Z mx1 sm-mta[813]: 6AN8510A012345: to=<b@example.net>, delay=5+00:00:01, mailer=esmtp, relay=mx.example.net. [192.0.2.25], dsn=4.0.0, stat=Deferred: Connection refused by mx.example.net.
                    ~05:02Z mx1 sm-mta[813]: 6AN8510A012345: 6AS8511A000011: %s
                    """
                        .formatted(words))
                .rows("message")
                .stream()
                .filter(row -> row.get("queue_id").equals("6AN8510A012345")))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .contains(
                        entry("bounced", bounced),
                        entry("deferred", 1 - bounced),
                        entry("outcome", outcome),
                        entry("is_open", bounced == 0)));
  }

  @Test
  void whatAMilterPutsOffAtTheEndOfTheMessageIsNoBounce() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: from=<a@example.org>, size=900, class=0, nrcpts=2, msgid=<x@example.org>, proto=ESMTP, daemon=MTA-v4, relay=mail.example.org [192.0.2.8]
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: Milter: data, reject=451 4.7.1 Try again later
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: to=<b@example.com>, delay=00:00:00, pri=30900, stat=Try again later
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: to=<c@example.com>, delay=00:00:00, pri=30900, stat=Try again later
                    """)
                .only())
        .contains(
            entry("client_ip", "192.0.2.8"),
            entry("bounced", 0),
            entry("tempfails", 1),
            entry("rejects", 0),
            entry("reject_stage", "END-OF-MESSAGE"),
            entry("outcome", "tempfailed"),
            entry("is_open", false),
            entry("lines", 4));
  }

  @Test
  void whatAMilterRefusesAtTheEndOfTheMessageIsNoBounce() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: from=<a@example.org>, size=900, class=0, nrcpts=2, msgid=<x@example.org>, proto=ESMTP, daemon=MTA-v4, relay=mail.example.org [192.0.2.8]
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: Milter: data, reject=554 5.7.1 Command rejected
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: to=<b@example.com>, delay=00:00:00, pri=30900, stat=Command rejected
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: to=<c@example.com>, delay=00:00:00, pri=30900, stat=Command rejected
                    """)
                .only())
        .contains(
            entry("bounced", 0),
            entry("tempfails", 0),
            entry("rejects", 1),
            entry("outcome", "rejected"),
            entry("is_open", false));
  }

  @Test
  void aMessageThatSendmailRefusesWithoutARuleIsRefusedOnce() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: from=<a@example.org>, size=900, class=0, nrcpts=2, msgid=<x@example.org>, proto=ESMTP, daemon=MTA-v4, relay=mail.example.org [192.0.2.8]
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: to=<b@example.com>, delay=00:00:00, pri=30900, stat=Message exceeds maximum fixed size (1000)
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: to=<c@example.com>, delay=00:00:00, pri=30900, stat=Message exceeds maximum fixed size (1000)
                    """)
                .only())
        .contains(
            entry("bounced", 0),
            entry("rejects", 1),
            entry("outcome", "rejected"),
            entry("is_open", false));
  }

  @Test
  void aMessageThatItsClientGivesUpIsNoBounce() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: to=<b@example.com>, delay=00:00:00, pri=30900, stat=aborted by sender
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: to=<c@example.com>, delay=00:00:00, pri=30900, stat=aborted by sender
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: from=<a@example.org>, size=0, class=0, nrcpts=2, proto=ESMTP, daemon=MTA-v4, relay=mail.example.org [192.0.2.8]
                    """)
                .only())
        .contains(
            entry("client_ip", "192.0.2.8"),
            entry("bounced", 0),
            entry("outcome", "none"),
            entry("has_start", true),
            entry("is_open", false));
  }

  @Test
  void aMessageThatARuleOfSendmailsDiscardsIsNoBounce() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: from=<a@example.org>, size=900, class=0, nrcpts=2, msgid=<x@example.org>, proto=ESMTP, daemon=MTA-v4, relay=mail.example.org [192.0.2.8]
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: to=<b@example.com>, delay=00:00:00, pri=30900, stat=discarded
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: to=<c@example.com>, delay=00:00:00, pri=30900, stat=discarded
                    """)
                .only())
        .contains(entry("bounced", 0), entry("outcome", "discarded"), entry("is_open", false));
  }

  @Test
  void aMessageStaysOpenWhileARecipientOfSendmailsAliasIsPutOff() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A012345: from=<a@example.org>, size=10, class=0, nrcpts=1, msgid=<x@example.org>, proto=ESMTP, daemon=MTA, relay=[IPv6:2001:db8:1:2::25]
                    ~05:02Z mx1 sm-mta[813]: 6AN8510A012345: to=<b@example.com>, delay=00:00:01, mailer=esmtp, relay=mx.example.com. [192.0.2.25], dsn=2.0.0, stat=Sent (ok)
                    ~05:02Z mx1 sm-mta[813]: 6AN8510A012345: to=<c@example.com>, delay=00:00:01, mailer=esmtp, relay=mx.example.com. [192.0.2.26], dsn=4.0.0, stat=Deferred: Connection refused
                    ~35:02Z mx1 sm-mta[820]: 6AN8510A012345: to=<c@example.com>, delay=00:30:01, mailer=esmtp, relay=mx.example.com. [192.0.2.26], dsn=2.0.0, stat=Sent (ok)
                    """)
                .only())
        .contains(
            entry("sent", 2), entry("deferred", 0), entry("deferrals", 1), entry("is_open", false));
  }

  @Test
  void whomSendmailRefusesBeforeAMessageHasNone() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 sm-mta[812]: 6AN8510A000812: rejecting commands from [IPv6:2001:db8:7::9] [IPv6:2001:db8:7::9] due to pre-greeting traffic after 0 seconds
                    ~05:02Z mx1 sm-mta[813]: NOQUEUE: connect from mail.example.org [IPv6:2001:db8:1:2::25]
                    ~05:02Z mx1 sm-mta[813]: 6AN8520B000813: Milter: helo=bad.example, reject=Command rejected
                    """)
                .rows())
        .extracting(
            row -> row.get("kind"),
            row -> row.get("client_ip"),
            row -> row.get("connections"),
            row -> row.get("rejects"),
            row -> row.get("is_open"))
        .containsExactlyInAnyOrder(
            tuple("refused", "2001:db8:7::9", 0, 1, false),
            tuple("refused", "2001:db8:1:2::25", 1, 1, false));
  }
}
