package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OpenSmtpdFormatTest {

  static Stream<Arguments> plainLines() {
    return Readings.rows(
        """
        5df87c903d709659 smtp connected address=[2001:db8:1:2::25] host=mail.example.org
        => CONNECT client=2001:db8:1:2::25 client_name=mail.example.org session=5df87c903d709659
        5df87c903d709659 smtp connected address=192.0.2.1 host=<unknown>
        => CONNECT client=192.0.2.1 session=5df87c903d709659
        5df87c903d709659 smtp connected address=local host=mx1
        => CONNECT_LOCAL client_name=mx1 session=5df87c903d709659
        5df87c903d709659 smtp connected address=local
        => CONNECT session=5df87c903d709659
        5df87c903d709659 smtp tls ciphers=TLSv1.3:TLS_AES_256_GCM_SHA384:256
        => TLS tls_version=TLSv1.3 tls_cipher=TLS_AES_256_GCM_SHA384 session=5df87c903d709659
        5df87c903d709659 smtp authentication user=u@example.com result=ok
        => AUTHENTICATED sasl_username=u@example.com session=5df87c903d709659
        5df87c903d709659 smtp authentication user=x result=ok result=permfail
        => COMPLAINT sasl_username=x result=ok session=5df87c903d709659
        5df87c903d709659 smtp message msgid=c405e39a size=303 nrcpt=1 proto=ESMTP
        => OPEN queue_id=c405e39a size=303 nrcpt=1 session=5df87c903d709659
        5df87c903d709659 smtp envelope evpid=c405e39ad6bbc64f from=<a@example.org> to=<b@example.com>
        => QUEUED queue_id=c405e39a from=a@example.org to=b@example.com session=5df87c903d709659
        5df87c903d709659 smtp failed-command command="RCPT TO:<x@example.com>" result="550 Invalid recipient: <x@example.com>"
        => REJECT action=reject to=x@example.com reject_code=550 stage=RCPT reject_text=Invalid recipient: <x@example.com> session=5df87c903d709659
        5df87c903d709659 smtp failed-command command="mail from:<a@example.org> result=\\"250 ok\\"" result="421 4.3.0 Temporary Error"
        => REJECT action=reject from=a@example.org dsn=4.3.0 reject_code=421 stage=MAIL reject_text=Temporary Error session=5df87c903d709659
        5df87c903d709659 smtp failed-command command="" result="500 5.5.1 Invalid command: Pipelining not supported"
        => COMPLAINT dsn=5.5.1 reject_code=500 reject_text=Invalid command: Pipelining not supported session=5df87c903d709659
        5df87c903d709659 smtp failed-command command="" result="550 no rDNS so sad"
        => REJECT action=reject reject_code=550 stage=CONNECT reject_text=no rDNS so sad session=5df87c903d709659
        5df87c903d709659 smtp failed-command command="" result="421 4.7.0 come back later"
        => REJECT action=reject dsn=4.7.0 reject_code=421 stage=CONNECT reject_text=come back later session=5df87c903d709659
        5df87c903d709659 smtp failed-command command="X" result="550 no"
        => COMPLAINT reject_code=550 reject_text=no session=5df87c903d709659
        5df87c903d709659 smtp failed-command command="" result="500 5.5.1 Invalid command: Command unrecognized"
        => COMPLAINT dsn=5.5.1 reject_code=500 reject_text=Invalid command: Command unrecognized session=5df87c903d709659
        5df87c903d709659 smtp failed-command command="RCPT TO:<x@example.com>" result="503 5.5.1 Invalid command: Command not allowed at this point."
        => COMPLAINT to=x@example.com dsn=5.5.1 reject_code=503 stage=RCPT reject_text=Invalid command: Command not allowed at this point. session=5df87c903d709659
        5df87c903d709659 smtp failed-command command="DATA" result="503 5.5.4 Invalid command arguments: No recipient specified"
        => COMPLAINT dsn=5.5.4 reject_code=503 stage=DATA reject_text=Invalid command arguments: No recipient specified session=5df87c903d709659
        5df87c903d709659 smtp failed-command command="DATA x" result="500 5.5.4 Invalid command arguments: command does not accept arguments."
        => COMPLAINT dsn=5.5.4 reject_code=500 stage=DATA reject_text=Invalid command arguments: command does not accept arguments. session=5df87c903d709659
        5df87c903d709659 smtp failed-command command="DATA" result="500 5.4.6 Routing loop detected: Loop detected"
        => REJECT action=reject dsn=5.4.6 reject_code=500 stage=DATA reject_text=Routing loop detected: Loop detected session=5df87c903d709659
        5df87c903d709659 smtp failed-command command="RCPT TO:<x@>" result="501 5.1.3 Recipient address syntax error"
        => REJECT action=reject to=x@ dsn=5.1.3 reject_code=501 stage=RCPT reject_text=Recipient address syntax error session=5df87c903d709659
        5df87c903d709659 smtp failed-command command="MAIL FROM:<a@example.org>" result="530 5.5.1 Invalid command: Must issue an AUTH command first"
        => REJECT action=reject from=a@example.org dsn=5.5.1 reject_code=530 stage=MAIL reject_text=Invalid command: Must issue an AUTH command first session=5df87c903d709659
        5df87c903d709659 smtp failed-command command="STARTTLS" result="454 4.7.0 TLS not available due to temporary reason"
        => COMPLAINT dsn=4.7.0 reject_code=454 stage=STARTTLS reject_text=TLS not available due to temporary reason session=5df87c903d709659
        5df87c903d709659 smtp failed-command command="AUTH LOGIN (password)" result="535 Authentication failed"
        => AUTH_FAILURE reject_code=535 stage=AUTH reject_text=Authentication failed session=5df87c903d709659
        5df87c903d709659 smtp failed-command command="AUTH PLAIN (...)" result="421 4.3.0 Temporary failure"
        => AUTH_FAILURE dsn=4.3.0 reject_code=421 stage=AUTH reject_text=Temporary failure session=5df87c903d709659
        5df87c903d709659 smtp failed-command command="AUTH LOGIN" result="503 5.5.1 Invalid command: Command not supported"
        => COMPLAINT dsn=5.5.1 reject_code=503 stage=AUTH reject_text=Invalid command: Command not supported session=5df87c903d709659
        5df87c903d709659 smtp failed-command command="AUTH CRAM-MD5" result="504 5.5.4 Security features not supported: AUTH method \\"CRAM-MD5\\" not supported"
        => COMPLAINT dsn=5.5.4 reject_code=504 stage=AUTH reject_text=Security features not supported: AUTH method \\"CRAM-MD5\\" not supported session=5df87c903d709659
        5df87c903d709659 smtp disconnected reason="io-error: Connection reset"
        => DISCONNECT session=5df87c903d709659
        5df87c903d709659 smtp bad-input result="500 5.5.1 Line too long"
        => COMPLAINT session=5df87c903d709659
        5df87c9250bba470 mda delivery evpid=c405e39ad6bbc64f from=<a@example.org> to=<b@example.com> rcpt=<b@example.com> user=b delay=1s result=Ok stat=Delivered
        => DELIVERY queue_id=c405e39a from=a@example.org to=b@example.com orig_to=b@example.com delay=1s status=sent status_text=Delivered session=5df87c9250bba470
        5df87c94aa01bb22 mta delivery evpid=c405e39ad6bbc64f from=<> to=<b@example.com> rcpt=<-> source="2001:db8::25" relay="[2001:db8:9::25] (mx.example.com)" delay=1m2s result="TempFail" stat="450 4.2.0 greylisted"
        => DELIVERY queue_id=c405e39a from= to=b@example.com relay=[2001:db8:9::25] (mx.example.com) delay=1m2s dsn=4.2.0 status=deferred status_text=450 4.2.0 greylisted session=5df87c94aa01bb22
        5df87c94aa01bb22 mta connecting address=smtp://[2001:db8:9::25]:25 host=mx.example.com
        => NOTHING session=5df87c94aa01bb22
        5df87c903d709659 smtp cert-check result="unverified"
        => NOTHING session=5df87c903d709659
        5df87c903d709659 smtp client-cert-check result="unverified"
        => NOTHING session=5df87c903d709659
        3d6af6bb6bbf9e2a smtp event=connected address=2001:db8:1:2::25 host=mail.example.org
        => CONNECT client=2001:db8:1:2::25 client_name=mail.example.org session=3d6af6bb6bbf9e2a
        3d6af6bb6bbf9e2a smtp event=connected address=IPv6:2001:db8:1:2::25 host=<unknown>
        => CONNECT client=2001:db8:1:2::25 session=3d6af6bb6bbf9e2a
        3d6af6bb6bbf9e2a smtp event=connected address=[IPv6:2001:db8:1:2::25] host=<unknown>
        => CONNECT client=2001:db8:1:2::25 session=3d6af6bb6bbf9e2a
        3d6af6bb6bbf9e2a smtp event=connected address=local host=mx1.example.com
        => CONNECT_LOCAL client_name=mx1.example.com session=3d6af6bb6bbf9e2a
        3d6af6bb6bbf9e2a smtp event=starttls address=192.0.2.1 host=mail.example.org ciphers="version=TLSv1.2, cipher=ECDHE-RSA-AES256-GCM-SHA384, bits=256"
        => NOTHING session=3d6af6bb6bbf9e2a
        3d6af6bb6bbf9e2a smtp event=authentication user=u@example.com address=192.0.2.1 host=mail.example.org result=ok
        => AUTHENTICATED sasl_username=u@example.com session=3d6af6bb6bbf9e2a
        3d6af6bb6bbf9e2a smtp event=message address=192.0.2.1 host=mail.example.org msgid=7ebe1ad8 from=<a@example.org> to=<c@example.com> size=519 ndest=1 proto=ESMTP
        => OPEN client=192.0.2.1 queue_id=7ebe1ad8 from=a@example.org to=c@example.com size=519 nrcpt=1 session=3d6af6bb6bbf9e2a
        3d6af6bb6bbf9e2a smtp event=message address=local host=mx1.example.com msgid=7ebe1ad8 from=<> to=<c@example.com> size=519 ndest=1 proto=ESMTP
        => OPEN queue_id=7ebe1ad8 from= to=c@example.com size=519 nrcpt=1 session=3d6af6bb6bbf9e2a
        3d6af6bb6bbf9e2a smtp event=failed-command address=192.0.2.1 host=mail.example.org command="RCPT TO:<x@example.com>" result="550 Invalid recipient"
        => REJECT action=reject to=x@example.com reject_code=550 stage=RCPT reject_text=Invalid recipient session=3d6af6bb6bbf9e2a
        3d6af6bb6bbf9e2a smtp event=bad-input address=192.0.2.1 host=mail.example.org result="500 5.0.0 Line too long"
        => COMPLAINT session=3d6af6bb6bbf9e2a
        3d6af6bb6bbf9e2a smtp event=closed address=192.0.2.1 host=mail.example.org reason=quit
        => DISCONNECT session=3d6af6bb6bbf9e2a
        3d6af6bb6bbf9e2a smtp event=message address=192.0.2.1 host=mail.example.org msgid=7eb
        => refused: cut client=192.0.2.1
        3d6af6bb6bbf9e2a smtp event=unheard-of address=192.0.2.1
        => refused: unknown kind
        3d6af6bb9b8c1c2d mda event=delivery evpid=7ebe1ad8bbf9e2a4 from=<a@example.org> to=<c@example.com> rcpt=<c@example.com> user=c method=maildir delay=1s result=Ok stat=Delivered
        => DELIVERY queue_id=7ebe1ad8 from=a@example.org to=c@example.com orig_to=c@example.com delay=1s status=sent status_text=Delivered session=3d6af6bb9b8c1c2d
        3d6af6bfb0ec8ad7 mta event=delivery evpid=7ebe1ad8bbf9e2a5 from=<a@example.org> to=<d@example.com> rcpt=<-> source="192.0.2.2" relay="192.0.2.9 (mx.example.com)" delay=1s result="TempFail" stat="450 4.2.0 greylisted"
        => DELIVERY queue_id=7ebe1ad8 from=a@example.org to=d@example.com relay=192.0.2.9 (mx.example.com) delay=1s dsn=4.2.0 status=deferred status_text=450 4.2.0 greylisted session=3d6af6bfb0ec8ad7
        3d6af6bfb0ec8ad7 mta event=delivery evpid=7ebe
        => refused: cut
        3d6af6bfb0ec8ad7 mta event=connecting address=smtp+tls://192.0.2.9:25 host=mx.example.com
        => NOTHING session=3d6af6bfb0ec8ad7
        info: OpenSMTPD 7.6.0 starting
        => NOTHING
        smtp-in: New session 08d856b172f69c5c from host mail.example.org [IPv6:2001:db8::5]
        => CONNECT client=2001:db8::5 client_name=mail.example.org session=08d856b172f69c5c
        smtp-in: New session 08d856b172f69c5c from host mail.example.org [192.0.2.1]
        => CONNECT client=192.0.2.1 client_name=mail.example.org session=08d856b172f69c5c
        smtp-in: New session 08d856b172f69c5c from host mx1 [local]
        => CONNECT_LOCAL client_name=mx1 session=08d856b172f69c5c
        smtp-in: Accepted message 4296f490 on session 08d856b172f69c5c: from=<a@example.org>, to=<b@example.com>, size=1746, ndest=1, proto=ESMTP
        => OPEN queue_id=4296f490 from=a@example.org to=b@example.com size=1746 nrcpt=1 session=08d856b172f69c5c
        smtp-in: Failed command on session 1f55bdcdf16e28a3: "AUTH LOGIN (password)" => 535 Authentication failed
        => AUTH_FAILURE reject_code=535 stage=AUTH reject_text=Authentication failed session=1f55bdcdf16e28a3
        smtp-in: Failed command on session 1f55bdcdf16e28a3: "RCPT TO:<x" => 250 ok>" => 550 5.1.1 no such user
        => REJECT action=reject dsn=5.1.1 reject_code=550 stage=RCPT reject_text=no such user session=1f55bdcdf16e28a3
        relay: Ok for c405e39ad6bbc64f: session=08d856b172f69c5c, from=<a@example.org>, to=<b@example.com>, rcpt=<->, source=192.0.2.9, relay=192.0.2.25 (mx.example.com), delay=1s, stat=250 2.0.0 ok
        => DELIVERY queue_id=c405e39a from=a@example.org to=b@example.com relay=192.0.2.25 (mx.example.com) delay=1s dsn=2.0.0 status=sent status_text=250 2.0.0 ok
        delivery: Expire for c405e39ad6bbc64f: from=<a@example.org>, to=<b@example.com>, rcpt=<->, delay=4d, stat=Envelope expired
        => EXPIRED queue_id=c405e39a from=a@example.org to=b@example.com delay=4d status_text=Envelope expired
        5df87c903d709659 smtp message msgid=c405
        => refused: cut
        5df87c903d709659 smtp failed-command command="RCPT TO:<x
        => refused: cut
        5df87c903d709659 smtp event=proxy address=[2001:db8:1:2::25]
        => NOTHING session=5df87c903d709659
        proxy 0x7f3a1c20 event=closed address=192.0.2.1 reason="timeout"
        => NOTHING
        Exiting
        => NOTHING
        Exiting now
        => refused: unknown kind
        filter-rspamd: cannot reach 192.0.2.1: smtp connected address=[2001:db8::bad]
        => NOTHING
        smtp-in: what nobody knows
        => refused: unknown kind
        4A1B2C3D4E: client=mail.example.org[192.0.2.1]
        => refused: unknown kind
        Filter says: x
        => refused: unknown kind
        what nobody knows
        => refused: unknown kind
        """);
  }

  static Stream<Arguments> hostileLines() {
    return Readings.rows(
        """
        5df87c903d709659 smtp connected address=local host=mx1 address=[2001:db8::bad]
        => null
        5df87c903d709659 smtp connected address=192.0.2.1 host=address=[2001:db8::bad]
        => 192.0.2.1
        5df87c903d709659 smtp failed-command command="EHLO x smtp connected address=[2001:db8::bad]" result="500 no"
        => null
        5df87c903d709659 smtp authentication user=x address=[2001:db8::bad] result=permfail
        => null
        5df87c903d709659 smtp envelope evpid=c405e39ad6bbc64f from=<"x> address=[2001:db8::bad]"@example.org> to=<b@example.com>
        => null
        3d6af6bb6bbf9e2a smtp event=message address=local host=mx1 msgid=7ebe1ad8 from=<"x> address=[2001:db8::bad]"@example.org> to=<b@example.com> size=519 ndest=1 proto=ESMTP
        => null
        3d6af6bb6bbf9e2a smtp event=message address=192.0.2.1 host=mx1 msgid=7ebe1ad8 from=<a@example.org> to=<x> address=[2001:db8::bad] size=519 ndest=1 proto=ESMTP
        => 192.0.2.1
        3d6af6bb6bbf9e2a smtp event=failed-command address=192.0.2.1 host=mx1 command="EHLO x smtp event=connected address=[2001:db8::bad]" result="500 no"
        => null
        filter-rspamd: 5df87c903d709659 smtp connected address=[2001:db8::bad] host=x
        => null
        smtp-in: Failed command on session 1f55bdcdf16e28a3: "EHLO from host x [2001:db8::bad]" => 500 no
        => null
        5df87c94aa01bb22 mta delivery evpid=c405e39ad6bbc64f from=<> to=<b@example.com> rcpt=<-> delay=1s result="Ok" stat="250 smtp connected address=[2001:db8::bad]"
        => null
        """);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plainLines")
  void aLineSaysWhatOpenSmtpdMeant(String line, String meaning) {
    assertThat(Readings.read(new OpenSmtpdFormat(), line)).isEqualTo(meaning);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plainLines")
  void aCutLineNeverGivesAnotherAddress(String line, String meaning) {
    Readings.assertEveryCutIsHarmless(new OpenSmtpdFormat(), line);
    Readings.assertNoDamageThrows(new OpenSmtpdFormat(), line, meaning.hashCode());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileLines")
  void noTextOfTheClientMovesItsAddress(String line, String client) {
    for (int cut = 0; cut <= line.length(); cut++) {
      String found = Readings.client(Readings.line(new OpenSmtpdFormat(), line.substring(0, cut)));
      assertThat(String.valueOf(found)).as("cut at %d", cut).isIn("null", client);
    }
    String whole = Readings.client(Readings.line(new OpenSmtpdFormat(), line));
    assertThat(String.valueOf(whole)).isEqualTo(client);
  }

  @Test
  void theSamplesOfTheOldFormatAreRead() {
    assertThat(Corpus.lines("opensmtpd-old/smtpd-in.log").stream().map(Corpus::text))
        .map(text -> Readings.read(new OpenSmtpdFormat(), text))
        .containsExactly(
            "REJECT action=reject from=root@junction.example.com dsn=4.3.0 reject_code=421 stage=MAIL reject_text=Temporary Error session=1f55bdcdf16e28a3",
            "CONNECT_LOCAL client_name=ix.example.com session=08d856b172f69c5c",
            "OPEN queue_id=4296f490 from=root@ix.example.com to=ddp@ix.example.com size=1746 nrcpt=1 session=08d856b172f69c5c",
            "DISCONNECT session=08d856b172f69c5c",
            "DISCONNECT session=427e7493ebe154ae",
            "DISCONNECT session=427e7497e03518ef",
            "TLS tls_version=TLSv1.2 tls_cipher=EDH-RSA-DES-CBC3-SHA session=427e749c2e46f809");
  }
}
