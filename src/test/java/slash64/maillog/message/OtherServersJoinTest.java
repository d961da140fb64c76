package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

/** What lines of OpenSMTPD, KumoMTA and PowerMTA come to. */
final class OtherServersJoinTest {
  @Test
  void aPowerMtaFileMayNameTheTimeInAnyColumn() {
    assertThat(
            MessageLog.read(
                    """
                    type,orig,timeLogged,rcvSourceIp,rcpt
                    r,a@example.org,2026-11-23 08:05:01+0000,2001:db8:1:2::25,b@example.com
                    r,"a
                    b"@example.org,2026-11-23 08:05:02+0000,2001:db8:1:2::26,b@example.com
                    """)
                .rows())
        .extracting(row -> row.get("client_ip"))
        .containsExactly("2001:db8:1:2::25", "2001:db8:1:2::26");
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
            entry("recipients", 2),
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
}
