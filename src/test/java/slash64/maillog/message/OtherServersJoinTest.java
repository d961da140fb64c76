package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

/** What lines of Exim, Sendmail, OpenSMTPD and PowerMTA come to. */
final class OtherServersJoinTest {
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
  void whatAProgramOnTheMachineHandsToOpenSmtpdIsOutbound() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 smtpd[812]: 5df87c903d70965b smtp connected address=local host=mx1.example.org
                    ~05:01Z mx1 smtpd[812]: 5df87c903d70965b smtp message msgid=c405e39a size=303 nrcpt=1 proto=ESMTP
                    ~05:01Z mx1 smtpd[812]: 5df87c903d70965b smtp envelope evpid=c405e39ad6bbc64f from=<a@example.org> to=<b@example.com>
                    ~05:01Z mx1 smtpd[812]: 5df87c903d70965b smtp disconnected reason=quit
                    ~05:02Z mx1 smtpd[812]: 5df87c94aa01bb22 mta delivery evpid=c405e39ad6bbc64f from=<a@example.org> to=<b@example.com> rcpt=<-> source="2001:db8::25" relay="[2001:db8:9::25] (mx.example.com)" delay=1s result="Ok" stat="250 2.0.0 ok"
                    ~05:03Z mx1 smtpd[812]: 5df87c903d70965c smtp connected address=[2001:db8:1:2::25] host=mail.example.org
                    ~05:03Z mx1 smtpd[812]: 5df87c903d70965c smtp message msgid=c405e39b size=303 nrcpt=1 proto=ESMTP
                    """)
                .rows("message"))
        .extracting(row -> row.get("queue_id"), row -> row.get("direction"))
        .containsExactlyInAnyOrder(tuple("c405e39a", "outbound"), tuple("c405e39b", "inbound"));
  }

  @Test
  void whatALocalProgramDoesWithoutAMessageIsOutbound() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 smtpd[812]: 5df87c903d70965b smtp connected address=local host=mx1.example.org
                    ~05:01Z mx1 smtpd[812]: 5df87c903d70965b smtp disconnected reason=quit
                    ~05:02Z mx1 smtpd[812]: 5df87c903d70965c smtp connected address=local host=mx1.example.org
                    ~05:02Z mx1 smtpd[812]: 5df87c903d70965c smtp failed-command command="RCPT TO:<x@example.com>" result="550 Invalid recipient: <x@example.com>"
                    """)
                .rows())
        .extracting(row -> row.get("kind"), row -> row.get("direction"))
        .containsExactlyInAnyOrder(tuple("connection", "outbound"), tuple("refused", "outbound"));
  }

  /** Each record stands for itself: nothing that is always there ties those of one recipient. */
  @Test
  void aQueueInTroubleIsNoMessageOfPowerMtas() {
    assertThat(
            MessageLog.read(
                    """
                    type,timeLogged,orig,rcpt,dsnStatus,dsnDiag,dsnMta
                    t,2026-11-23 08:05:01+0000,a@example.org,b@example.com,4.4.1 (no answer from host),,
                    tq,2026-11-23 08:05:02+0000,,,4.4.1 (no answer from host),,
                    d,2026-11-23 08:06:01+0000,a@example.org,b@example.com,2.0.0 (success),,mx.example.com (192.0.2.25)
                    """)
                .rows())
        .extracting(row -> row.get("outcome"), row -> row.get("recipients"))
        .containsExactlyInAnyOrder(tuple("deferred", 1), tuple("sent", 1));
  }

  @Test
  void aFailedLoginThatOpenSmtpdTellsTwiceCountsOnce() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 smtpd[812]: 5df87c903d709659 smtp connected address=[2001:db8:1:2::25] host=mail.example.org
                    ~05:01Z mx1 smtpd[812]: 5df87c903d709659 smtp authentication user=b@example.com result=permfail
                    ~05:02Z mx1 smtpd[812]: 5df87c903d709659 smtp failed-command command="AUTH PLAIN (...)" result="535 Authentication failed"
                    ~05:03Z mx1 smtpd[812]: 5df87c903d709659 smtp authentication user=b@example.com result=tempfail
                    ~05:03Z mx1 smtpd[812]: 5df87c903d709659 smtp failed-command command="AUTH LOGIN (password)" result="421 4.3.0 Temporary failure"
                    ~05:04Z mx1 smtpd[812]: 5df87c903d709659 smtp failed-command command="AUTH LOGIN" result="503 5.5.1 Invalid command: Command not supported"
                    ~05:05Z mx1 smtpd[812]: 5df87c903d709659 smtp disconnected reason=quit
                    """)
                .only())
        .contains(
            entry("client_ip", "2001:db8:1:2::25"),
            entry("kind", "connection"),
            entry("connections", 1),
            entry("auth_failures", 2),
            entry("lines", 7));
  }

  @Test
  void aClientThatAFilterOfOpenSmtpdTurnsAwayAsItConnectsIsRefused() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 smtpd[812]: 5df87c903d709659 smtp connected address=[2001:db8:1:2::25] host=<unknown>
                    ~05:01Z mx1 smtpd[812]: 5df87c903d709659 smtp failed-command command="" result="550 no rDNS so sad"
                    ~05:01Z mx1 smtpd[812]: 5df87c903d709659 smtp disconnected reason=disconnect
                    ~05:02Z mx1 smtpd[812]: 5df87c903d70965a smtp connected address=192.0.2.7 host=mail.example.org
                    ~05:02Z mx1 smtpd[812]: 5df87c903d70965a smtp failed-command command="" result="421 4.7.0 come back later"
                    ~05:02Z mx1 smtpd[812]: 5df87c903d70965a smtp disconnected reason=quit
                    """)
                .rows("refused"))
        .extracting(
            row -> row.get("client_ip"),
            row -> row.get("connections"),
            row -> row.get("rejects"),
            row -> row.get("tempfails"),
            row -> row.get("reject_code"),
            row -> row.get("reject_stage"))
        .containsExactly(
            tuple("2001:db8:1:2::25", 1, 1, 0, 550, "CONNECT"),
            tuple("192.0.2.7", 1, 0, 1, 421, "CONNECT"));
  }

  @Test
  void commandsOutOfTurnAreNoRefusedMail() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 smtpd[812]: 5df87c903d709659 smtp connected address=[2001:db8:1:2::25] host=mail.example.org
                    ~05:01Z mx1 smtpd[812]: 5df87c903d709659 smtp failed-command command="STARTTLS" result="454 4.7.0 TLS not available due to temporary reason"
                    ~05:02Z mx1 smtpd[812]: 5df87c903d709659 smtp failed-command command="MAIL FROM:<a@example.org>" result="503 5.5.1 Invalid command: Command not allowed at this point."
                    ~05:02Z mx1 smtpd[812]: 5df87c903d709659 smtp failed-command command="DATA" result="503 5.5.1 Invalid command: Command not allowed at this point."
                    ~05:03Z mx1 smtpd[812]: 5df87c903d709659 smtp disconnected reason=quit
                    """)
                .only())
        .contains(
            entry("kind", "connection"),
            entry("connections", 1),
            entry("rejects", 0),
            entry("tempfails", 0));
  }

  @Test
  void aMessageStaysOpenWhileARecipientOfItsAliasIsPutOff() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 smtpd[812]: 5df87c903d70965b smtp connected address=[2001:db8:1:2::25] host=mail.example.org
                    ~05:01Z mx1 smtpd[812]: 5df87c903d70965b smtp message msgid=c405e39b size=303 nrcpt=1 proto=ESMTP
                    ~05:01Z mx1 smtpd[812]: 5df87c903d70965b smtp envelope evpid=c405e39bd6bbc64f from=<a@example.org> to=<list@example.com>
                    ~05:02Z mx1 smtpd[812]: 5df87c9250bba470 mda delivery evpid=c405e39bd6bbc641 from=<a@example.org> to=<b@example.com> rcpt=<list@example.com> user=b delay=1s result=Ok stat=Delivered
                    ~05:03Z mx1 smtpd[812]: 5df87c9250bba471 mta delivery evpid=c405e39bd6bbc642 from=<a@example.org> to=<c@example.com> rcpt=<list@example.com> source="192.0.2.1" relay="192.0.2.9 (mx.example.com)" delay=2s result="TempFail" stat="451 later"
                    ~08:01Z mx1 smtpd[812]: 5df87c903d70965b smtp disconnected reason=quit
                    ~15:03Z mx1 smtpd[812]: 5df87c9250bba472 mta delivery evpid=c405e39bd6bbc642 from=<a@example.org> to=<c@example.com> rcpt=<list@example.com> source="192.0.2.1" relay="192.0.2.9 (mx.example.com)" delay=10m result="Ok" stat="250 ok"
                    """)
                .only())
        .contains(
            entry("client_ip", "2001:db8:1:2::25"),
            entry("recipients", 1),
            entry("sent", 2),
            entry("deferred", 0),
            entry("deferrals", 1),
            entry("is_open", false));
  }

  @Test
  void theOrderInWhichTheRecipientsOfAnAliasAreTriedDoesNotMatter() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 smtpd[812]: 5df87c903d70965b smtp message msgid=c405e39b size=303 nrcpt=1 proto=ESMTP
                    ~05:02Z mx1 smtpd[812]: 5df87c9250bba471 mta delivery evpid=c405e39bd6bbc642 from=<a@example.org> to=<c@example.com> rcpt=<list@example.com> source="192.0.2.1" relay="192.0.2.9 (mx.example.com)" delay=2s result="TempFail" stat="451 later"
                    ~05:03Z mx1 smtpd[812]: 5df87c9250bba470 mda delivery evpid=c405e39bd6bbc641 from=<a@example.org> to=<b@example.com> rcpt=<list@example.com> user=b delay=1s result=Ok stat=Delivered
                    ~05:12Z mx1 smtpd[812]: 5df87c9250bba473 mta connected
                    ~06:00Z mx1 smtpd[812]: relay: Expire for c405e39bd6bbc642: from=<a@example.org>, to=<c@example.com>, rcpt=<list@example.com>, delay=4d, stat=Envelope expired
                    ~06:12Z mx1 smtpd[812]: 5df87c903d70965c smtp connected address=local host=mx1.example.com
                    """)
                .rows("message"))
        .extracting(
            row -> row.get("sent"),
            row -> row.get("bounced"),
            row -> row.get("deferred"),
            row -> row.get("is_open"))
        .containsExactly(tuple(1, 1, 0, false));
  }

  @Test
  void kumoMtaTellsTheNumberOfRecipientsAndExpandsNone() {
    assertThat(
            MessageLog.read(
                    """
                    {"type":"Reception","id":"d7ef","sender":"a@example.org","recipient":["b@example.com","c@example.com"],"size":1,"peer_address":{"name":"x","addr":"[2001:db8:1:2::25]:5000"},"timestamp":1795421101}
                    {"type":"TransientFailure","id":"d7ef","sender":"a@example.org","recipient":["b@example.com","c@example.com"],"response":{"code":450,"content":"later"},"timestamp":1795421102}
                    {"type":"Delivery","id":"d7ef","sender":"a@example.org","recipient":"b@example.com","response":{"code":250,"content":"ok"},"timestamp":1795421402}
                    {"type":"Delivery","id":"d7ef","sender":"a@example.org","recipient":"c@example.com","response":{"code":250,"content":"ok"},"timestamp":1795421403}
                    """)
                .only())
        .contains(entry("recipients", 2), entry("sent", 2), entry("is_open", false));
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
  void linesThatNameTheirEventAreJoinedAsLaterOnesAre() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 smtpd[812]: 3d6af6bb6bbf9e2a smtp event=connected address=2001:db8:1:2::25 host=mail.example.org
                    ~05:01Z mx1 smtpd[812]: 3d6af6bb6bbf9e2a smtp event=failed-command address=2001:db8:1:2::25 host=mail.example.org command="AUTH LOGIN (password)" result="535 Authentication failed"
                    ~05:02Z mx1 smtpd[812]: 3d6af6bb6bbf9e2a smtp event=message address=2001:db8:1:2::25 host=mail.example.org msgid=7ebe1ad8 from=<a@example.org> to=<c@example.com> size=519 ndest=2 proto=ESMTP
                    ~05:02Z mx1 smtpd[812]: 3d6af6bb6bbf9e2a smtp event=message address=2001:db8:1:2::25 host=mail.example.org msgid=7ebe1ad8 from=<a@example.org> to=<d@example.com> size=519 ndest=2 proto=ESMTP
                    ~05:02Z mx1 smtpd[812]: 3d6af6bb6bbf9e2a smtp event=closed address=2001:db8:1:2::25 host=mail.example.org reason=quit
                    ~05:03Z mx1 smtpd[812]: 3d6af6bb9b8c1c2d mda event=delivery evpid=7ebe1ad8bbf9e2a4 from=<a@example.org> to=<c@example.com> rcpt=<c@example.com> user=c method=maildir delay=1s result=Ok stat=Delivered
                    ~05:09Z mx1 smtpd[812]: 3d6af6bfb0ec8ad7 mta event=delivery evpid=7ebe1ad8bbf9e2a5 from=<a@example.org> to=<d@example.com> rcpt=<-> source="192.0.2.2" relay="192.0.2.9 (mx.example.com)" delay=7s result="Ok" stat="250 2.0.0 OK"
                    """)
                .only())
        .contains(
            entry("client_ip", "2001:db8:1:2::25"),
            entry("client_name", "mail.example.org"),
            entry("sender", "a@example.org"),
            entry("connections", 1),
            entry("auth_failures", 1),
            entry("recipients", 2),
            entry("size", 519L),
            entry("sent", 2),
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
