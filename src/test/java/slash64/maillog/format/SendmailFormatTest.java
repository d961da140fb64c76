package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.maillog.line.Event;
import slash64.maillog.line.LogLine;

class SendmailFormatTest {

  static Stream<Arguments> plainLines() {
    return Readings.rows(
        """
        6AN8510A012345: from=<a@example.org>, size=5938, class=0, nrcpts=2, msgid=<x@example.org>, proto=ESMTPS, daemon=MTA-v6, relay=mail.example.org [IPv6:2001:db8:1:2::25]
        => OPEN client=2001:db8:1:2::25 queue_id=6AN8510A012345 client_name=mail.example.org from=a@example.org size=5938 nrcpt=2 message_id=x@example.org
        6AN8510A012345: from=<a@example.org>, size=1, class=0, nrcpts=1, proto=ESMTP, daemon=MTA, relay=IDENT:root@mail.example.org [192.0.2.8]
        => OPEN client=192.0.2.8 queue_id=6AN8510A012345 client_name=mail.example.org from=a@example.org size=1 nrcpt=1
        6AN8510A012345: from=<>, size=1, class=0, nrcpts=0, proto=ESMTP, daemon=MTA, relay=[IPv6:2001:0db8:0001:0002:0000:0000:0000:0025] (may be forged)
        => OPEN client=2001:db8:1:2::25 queue_id=6AN8510A012345 from= size=1 nrcpt=0
        6AN8510A012345: from=<a@example.org>, size=9, class=0, nrcpts=1, msgid=<xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, bodytype=8BITMIME, proto=ESMTPS, daemon=MTA-v4, relay=mail.example.org [192.0.2.8]
        => OPEN client=192.0.2.8 queue_id=6AN8510A012345 client_name=mail.example.org from=a@example.org size=9 nrcpt=1 message_id=<xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
        6AN8510A012345: from=<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, size=9, class=0, nrcpts=1, msgid=<x@example.org>, proto=ESMTPS, daemon=MTA-v4, relay=mail.example.org [192.0.2.8]
        => OPEN client=192.0.2.8 queue_id=6AN8510A012345 client_name=mail.example.org from=<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa size=9 nrcpt=1 message_id=x@example.org
        6AN8510A012345: from=<a@example.org>, size=9, class=0, nrcpts=1, msgid=<x@example.org>, proto=ESMTPS, daemon=MTA-v4, tls_verify=NO, tls_version=TLSv1.3, cipher=TLS_AES_256_GCM_SHA, auth=PLAIN, relay=mail.example.org [192.0.2.8]
        => OPEN client=192.0.2.8 queue_id=6AN8510A012345 client_name=mail.example.org from=a@example.org size=9 nrcpt=1 message_id=x@example.org
        6AN8510A0123456: from=root, size=300, class=0, nrcpts=1, auth=NONE, relay=root@localhost
        => OPEN_LOCAL queue_id=6AN8510A0123456 from=root size=300 nrcpt=1
        6AN8510A0123456: from=root, size=300, class=0, nrcpts=1, msgid=<y@example.org>, relay=root@localhost
        => OPEN_LOCAL queue_id=6AN8510A0123456 from=root size=300 nrcpt=1 message_id=y@example.org
        6AN8510A012345: to=<b@example.com>,<c@example.com>, delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=245938, relay=mx.example.com. [IPv6:2001:db8:9::25], dsn=2.0.0, stat=Sent (ok, queued)
        => DELIVERY queue_id=6AN8510A012345 to=<b@example.com>,<c@example.com> relay=mx.example.com. [IPv6:2001:db8:9::25] delay=00:00:01 dsn=2.0.0 status=sent status_text=Sent (ok, queued)
        6AN8510A012345: to=<b@example.com>, ctladdr=<a@example.com> (1000/1000), delay=1+02:00:00, mailer=esmtp, pri=1, relay=mx.example.com., dsn=4.0.0, stat=Deferred: Connection timed out with mx.example.com.
        => DELIVERY queue_id=6AN8510A012345 to=b@example.com relay=mx.example.com. delay=1+02:00:00 dsn=4.0.0 status=deferred status_text=Deferred: Connection timed out with mx.example.com.
        6AN8510A012345: to=root, delay=00:00:00, mailer=local, pri=1, dsn=5.1.1, stat=User unknown
        => DELIVERY queue_id=6AN8510A012345 to=root delay=00:00:00 dsn=5.1.1 status=bounced status_text=User unknown
        6AN8510A012345: to=<b@example.com>, delay=00:00:00, pri=30900, stat=queued
        => DELIVERY queue_id=6AN8510A012345 to=b@example.com delay=00:00:00 status=deferred status_text=queued
        6AN8510A012345: to=<b@example.com>, delay=00:00:00, pri=30900, stat=Try again later
        => REJECT queue_id=6AN8510A012345 action=reject to=b@example.com delay=00:00:00 stage=END-OF-MESSAGE reject_text=Try again later
        6AN8510A012345: to=<b@example.com>, delay=00:00:00, pri=30900, dsn=5.7.1, stat=Command rejected
        => REJECT queue_id=6AN8510A012345 action=reject to=b@example.com delay=00:00:00 dsn=5.7.1 stage=END-OF-MESSAGE reject_text=Command rejected
        6AN8510A012345: to=<b@example.com>, delay=00:00:00, pri=30900, stat=aborted by sender
        => REMOVED queue_id=6AN8510A012345 to=b@example.com delay=00:00:00
        6AN8510A012345: to=<b@example.com>, delay=00:00:00, pri=30900, stat=rset
        => REMOVED queue_id=6AN8510A012345 to=b@example.com delay=00:00:00
        6AN8510A012345: to=<b@example.com>, delay=00:00:00, pri=30900, stat=discarded
        => DISCARDED queue_id=6AN8510A012345 to=b@example.com delay=00:00:00
        AAA12345: to=root, delay=00:00:00, mailer=local, stat=Sent
        => DELIVERY queue_id=AAA12345 to=root delay=00:00:00 status=sent status_text=Sent
        6AN8510A012345: ruleset=check_rcpt, arg1=<b@example.com>, relay=[IPv6:2001:db8:7::9], reject=550 5.7.1 <b@example.com>... Relaying denied
        => REJECT client=2001:db8:7::9 queue_id=6AN8510A012345 action=reject to=b@example.com dsn=5.7.1 reject_code=550 stage=RCPT reject_text=<b@example.com>... Relaying denied
        NOQUEUE: ruleset=check_mail, arg1=<a@example.org>, relay=x.example.org [192.0.2.1] (may be forged), reject=451 4.1.8 Domain does not resolve
        => REJECT client=192.0.2.1 queue_id=NOQUEUE action=reject client_name=x.example.org from=a@example.org dsn=4.1.8 reject_code=451 stage=MAIL reject_text=Domain does not resolve
        ruleset=check_relay, arg1=x.example.org, arg2=192.0.2.1, relay=x.example.org [192.0.2.1], reject=421 4.3.2 Too many open connections.
        => REJECT client=192.0.2.1 action=reject client_name=x.example.org dsn=4.3.2 reject_code=421 stage=CONNECT reject_text=Too many open connections.
        6AN8510A012345: ruleset=check_rcpt, arg1=<b@example.com>, relay=[192.0.2.1], discard
        => NOTICE client=192.0.2.1 queue_id=6AN8510A012345 to=b@example.com stage=RCPT
        6AN8510A012345: Milter: to=<b@example.com>, reject=421, errormode=4
        => REJECT queue_id=6AN8510A012345 action=milter-reject to=b@example.com reject_code=421 stage=RCPT reject_text= errormode=4
        6AN8510A012345: collect: unexpected close on connection from mail.example.org, sender=<a@example.org>
        => NOTHING queue_id=6AN8510A012345
        6AN8510A012345: collect: unexpected close on connection from [192.0.2.10], sender=<a@example.org>
        => COMPLAINT client=192.0.2.10 queue_id=6AN8510A012345
        6AN8510A012345: collect: unexpected close on connection from mail.example.org
        => refused: cut
        NOQUEUE: tcpwrappers (mail.example.org, 192.0.2.10) rejection
        => REJECT client=192.0.2.10 queue_id=NOQUEUE action=reject client_name=mail.example.org reject_code=550 stage=CONNECT
        NOQUEUE: tcpwrappers (unknown, 2001:db8::5) rejection
        => REJECT client=2001:db8::5 queue_id=NOQUEUE action=reject reject_code=550 stage=CONNECT
        NOQUEUE: tcpwrappers (unknown, 2001:db8::5
        => refused: cut
        deferring connections on daemon MTA: 12 per second
        => NOTHING
        6AN8510A012345: Milter: to=<b@example.com>, reject=451 4.7.1 try again later
        => REJECT queue_id=6AN8510A012345 action=milter-reject to=b@example.com dsn=4.7.1 reject_code=451 stage=RCPT reject_text=try again later
        6AN8510A012345: Milter: cmd=data, reject=550 5.7.1 Command rejected
        => REJECT queue_id=6AN8510A012345 action=milter-reject dsn=5.7.1 reject_code=550 stage=DATA reject_text=Command rejected
        NOQUEUE: Milter: helo=x, reject=451 4.3.2 Please try again later
        => REJECT queue_id=NOQUEUE action=milter-reject dsn=4.3.2 reject_code=451 stage=EHLO reject_text=Please try again later
        NOQUEUE: Milter: connect: host=mail.example.org, addr=192.0.2.10, rejecting commands
        => REJECT client=192.0.2.10 queue_id=NOQUEUE action=milter-reject client_name=mail.example.org reject_code=554 stage=CONNECT
        NOQUEUE: Milter: connect: host=[IPv6:2001:db8::10], addr=IPv6:2001:db8::10, temp failing commands
        => REJECT client=2001:db8::10 queue_id=NOQUEUE action=milter-reject reject_code=451 stage=CONNECT
        NOQUEUE: Milter: connect: host=mail.example.org, addr=192.0.2.10, shutdown
        => REJECT client=192.0.2.10 queue_id=NOQUEUE action=milter-reject client_name=mail.example.org reject_code=421 stage=CONNECT
        NOQUEUE: Milter: connect: host=mail.example.org, addr=192.0.2.10, reject=550 5.7.1 go away
        => REJECT client=192.0.2.10 queue_id=NOQUEUE action=milter-reject client_name=mail.example.org dsn=5.7.1 reject_code=550 stage=CONNECT reject_text=go away
        NOQUEUE: Milter: connect: host=mail.example.org, addr=192.0.2.10
        => refused: cut
        6AN8510A012345: Milter insert (1): header: X-Spam: reject=550
        => NOTHING queue_id=6AN8510A012345
        STARTTLS=server, relay=mail.example.org [IPv6:2001:db8::5], version=TLSv1.3, verify=NO, cipher=TLS_AES_256_GCM_SHA384, bits=256/256
        => TLS client=2001:db8::5 client_name=mail.example.org tls_version=TLSv1.3 tls_cipher=TLS_AES_256_GCM_SHA384 tls_certificate=none
        STARTTLS=server, relay=mail.example.org [IPv6:2001:db8::5], version=TLSv1.3, verify=OK, cipher=TLS_AES_256_GCM_SHA384, bits=256/256
        => TLS client=2001:db8::5 client_name=mail.example.org tls_version=TLSv1.3 tls_cipher=TLS_AES_256_GCM_SHA384 tls_certificate=verified
        STARTTLS=server, relay=[192.0.2.1], version=TLSv1.2, verify=FAIL, cipher=ECDHE-RSA-AES256-GCM-SHA384, bits=256/256
        => TLS client=192.0.2.1 tls_version=TLSv1.2 tls_cipher=ECDHE-RSA-AES256-GCM-SHA384 tls_certificate=untrusted
        STARTTLS=server, relay=[192.0.2.1], version=TLSv1.2, verify=SOFTWARE, cipher=ECDHE-RSA-AES256-GCM-SHA384, bits=256/256
        => TLS client=192.0.2.1 tls_version=TLSv1.2 tls_cipher=ECDHE-RSA-AES256-GCM-SHA384
        STARTTLS=client, relay=mx.example.com., version=TLSv1.3, verify=OK, cipher=TLS_AES_256_GCM_SHA384, bits=256/256
        => NOTHING
        AUTH=server, relay=[192.0.2.1], authid=u@example.com, mech=PLAIN, bits=0
        => AUTHENTICATED client=192.0.2.1 sasl_username=u@example.com
        6AN8510A012345: AUTH failure (LOGIN): authentication failure (-13), user=test, relay=x.example.org [192.0.2.7] (may be forged)
        => AUTH_FAILURE client=192.0.2.7 queue_id=6AN8510A012345 client_name=x.example.org sasl_username=test
        6AN8510A012345: [192.0.2.1]: possible SMTP attack: command=AUTH, count=5
        => AUTH_FAILURE client=192.0.2.1 queue_id=6AN8510A012345
        6AN8510A012345: x.example.org [192.0.2.1] (may be forged) did not issue MAIL/EXPN/VRFY/ETRN during connection to MTA
        => COMPLAINT client=192.0.2.1 queue_id=6AN8510A012345 client_name=x.example.org
        6AN8510A012345: rejecting commands from  [192.0.2.1] due to pre-greeting traffic after 0 seconds
        => REJECT client=192.0.2.1 queue_id=6AN8510A012345 action=reject reject_code=554 stage=CONNECT
        6AN8510A012345: lost input channel from x.example.org [192.0.2.1] to MTA-v4 after rcpt
        => COMPLAINT client=192.0.2.1 queue_id=6AN8510A012345 client_name=x.example.org
        6AN8510A012345: [192.0.2.1]: VRFY u1
        => NOTHING client=192.0.2.1 queue_id=6AN8510A012345
        6AN8510A012345: [192.0.2.1]: ETRN #x [rejected]
        => REJECT client=192.0.2.1 queue_id=6AN8510A012345 action=reject reject_code=550 stage=ETRN
        6AN8510A012345: [192.0.2.1]: probable open proxy: command=GET / HTTP/1.1
        => REJECT client=192.0.2.1 queue_id=6AN8510A012345 action=reject reject_code=421 stage=CONNECT
        6AN8510A012345: b@example.com... User unknown
        => REJECT queue_id=6AN8510A012345 action=reject to=b@example.com reject_code=550 stage=RCPT reject_text=User unknown
        6AN8510A012345: Too many recipients
        => REJECT queue_id=6AN8510A012345 action=reject reject_code=452 stage=RCPT reject_text=Too many recipients
        6AN8510A012345: timeout waiting for input from mail.example.org during server cmd read
        => NOTHING queue_id=6AN8510A012345
        NOQUEUE: connect from mail.example.org [IPv6:2001:db8:1:2:0:0:0:25]
        => CONNECT client=2001:db8:1:2::25 queue_id=NOQUEUE client_name=mail.example.org
        NOQUEUE: connect from mail.example.org [192.0.2.1] (may be forged)
        => CONNECT client=192.0.2.1 queue_id=NOQUEUE client_name=mail.example.org
        6AN8510A012345: connect from x [2001:db8::bad]... User unknown
        => refused: cut
        NOQUEUE: connect from root@localhost
        => NOTHING queue_id=NOQUEUE
        tls_srv_features=empty, stat=0, relay=[IPv6:2001:db8:7:7:0:0:0:5] [IPv6:2001:db8:7:7:0:0:0:5]
        => NOTHING
        ruleset=trust_auth, arg1=a@example.com, relay=localhost [127.0.0.1], reject=550 5.7.1 <a@example.com>... not authenticated
        => NOTHING
        6AN8510A012345: ruleset=tls_server, arg1=SOFTWARE, relay=mx.example.net [192.0.2.9], reject=403 4.7.0 TLS handshake failed.
        => NOTHING queue_id=6AN8510A012345
        6AN8510A012345: [192.0.2.1]: EXPN root [rejected]
        => REJECT client=192.0.2.1 queue_id=6AN8510A012345 action=reject reject_code=550 stage=EXPN
        6AN8510A012345: [192.0.2.1]: vrfy info [rejected]
        => REJECT client=192.0.2.1 queue_id=6AN8510A012345 action=reject reject_code=550 stage=VRFY
        6AN8510A012345: <b@example.com>... User unknown
        => REJECT queue_id=6AN8510A012345 action=reject to=b@example.com reject_code=550 stage=RCPT reject_text=User unknown
        6AN8510A012345: 6AN8510B012345: DSN: User unknown
        => NOTIFICATION queue_id=6AN8510A012345 other_queue_id=6AN8510B012345
        6AN8510A012345: done; delay=00:00:01, ntries=1
        => REMOVED queue_id=6AN8510A012345
        starting daemon (8.18.1): SMTP+queueing@01:00:00
        => NOTHING
        6AN8510A012345: from=<a@example.org>, size=5938, class=0
        => refused: cut
        6AN8510A012345: to=<b@example.com>, delay=00:00:01
        => refused: cut
        6AN8510A012345: ruleset=check_rcpt, arg1=<b@example.com>, relay=[192.0.2.1]
        => refused: cut
        what nobody knows
        => refused: unknown kind
        """);
  }

  /** 2001:db8::bad is the client's invention, or no client. */
  static Stream<Arguments> hostileLines() {
    return Readings.rows(
        """
        6AN8510A012345: from=<"a>, relay=[IPv6:2001:db8::bad]"@example.org>, size=1, nrcpts=1, msgid=<x>, proto=SMTP, daemon=MTA, relay=[192.0.2.1]
        => 192.0.2.1
        6AN8510A012345: from=<a@example.org>, size=1, nrcpts=1, msgid=<x>, relay=[IPv6:2001:db8::bad] : removed, proto=SMTP, daemon=MTA, relay=[192.0.2.1]
        => 192.0.2.1
        6AN8510A012345: from=<a@example.org>, size=1, nrcpts=1, msgid=x, relay=mail [2001:db8::bad], proto=SMTP, daemon=MTA, relay=[192.0.2.1]
        => 192.0.2.1
        6AN8510A012345: from=<a@example.org>, size=1, nrcpts=1, msgid=<xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, proto=a, daemon=b, relay=[2001:db8::bad], yyyyyyyyyyyyyyy, proto=SMTP, daemon=MTA, relay=[192.0.2.1]
        => 192.0.2.1
        6AN8510A012345: from=<a@example.org>, size=1, nrcpts=1, msgid=<x>, proto=SMTP, daemon=MTA, relay=unknown
        => null
        6AN8510A012345: from=<a@example.org>, size=1, nrcpts=1, msgid=x, auth=y, relay=mail [2001:db8::bad], proto=SMTP, daemon=MTA, relay=[192.0.2.1]
        => 192.0.2.1
        6AN8510A012345: from=<a@example.org>, size=1, nrcpts=1, msgid=x, auth=y, tls_verify=OK, relay=mail [2001:db8::bad] y
        => null
        6AN8510A012345: ruleset=check_rcpt, arg1=<"x>, relay=[2001:db8::bad], reject=550 y"@example.com>, relay=[192.0.2.1], reject=550 5.7.1 <"x>, relay=[2001:db8::bad], reject=550 y"@example.com>... no
        => 192.0.2.1
        6AN8510A012345: ruleset=check_mail, arg1=<a@example.org, relay=[2001:db8::bad]>, relay=[192.0.2.1], reject=553 5.1.8 no
        => 192.0.2.1
        6AN8510A012345: to=<b@example.com>, relay=mx [IPv6:2001:db8::bad], dsn=2.0.0, stat=Sent (, relay=[2001:db8::bad])
        => null
        6AN8510A012345: <"x"@example.com>... relay=[2001:db8::bad]
        => null
        6AN8510A012345: Milter: data, reject=550 5.7.1 relay=[2001:db8::bad], relay=[2001:db8::bad]
        => null
        6AN8510A012345: [192.0.2.1]: VRFY x, relay=[2001:db8::bad] [rejected]
        => 192.0.2.1
        AUTH=server, relay=[192.0.2.1], authid=u, relay=[2001:db8::bad], mech=PLAIN, bits=0
        => 192.0.2.1
        """);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plainLines")
  void aLineSaysWhatSendmailMeant(String line, String meaning) {
    assertThat(Readings.read(new SendmailFormat(), line)).isEqualTo(meaning);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileLines")
  void noTextOfTheClientMovesItsAddress(String line, String client) {
    for (int cut = 0; cut <= line.length(); cut++) {
      String found = Readings.client(Readings.line(new SendmailFormat(), line.substring(0, cut)));
      String expected = client.equals("null") ? null : client;
      if (cut == line.length()) {
        assertThat(found).isEqualTo(expected);
      } else {
        assertThat(found).as("cut at %d", cut).isIn(null, expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host=x, addr=2001:db8::bad, shutdown, addr=192.0.2.10, rejecting commands",
        "host=x, addr=2001:db8::bad, reject=, addr=192.0.2.10, rejecting commands",
        "host=x, addr=192.0.2.10, reject=550 5.7.1 x, addr=2001:db8::bad, shutdown"
      })
  void ofTwoAddressesInAMiltersLineNoneIsTheClient(String text) {
    LogLine line = Readings.line(new SendmailFormat(), "NOQUEUE: Milter: connect: " + text);
    assertThat(Readings.client(line)).isNull();
  }

  /** The login name stands before the client; only the whole line shows which relay is the last. */
  @Test
  void aLoginNameDoesNotMoveTheClientOfAWholeLine() {
    String line =
        "6AN8510A012345: AUTH failure (LOGIN): no, user=x, relay=[2001:db8::bad], relay=[192.0.2.4]";
    assertThat(Readings.client(Readings.line(new SendmailFormat(), line))).isEqualTo("192.0.2.4");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plainLines")
  void aCutLineNeverGivesAnotherAddress(String line, String meaning) {
    Readings.assertEveryCutIsHarmless(new SendmailFormat(), line);
    Readings.assertNoDamageThrows(new SendmailFormat(), line, meaning.hashCode());
  }

  /** Wherever fail2ban finds an attacker, we find the same client; its quiet lines name none. */
  @ParameterizedTest
  @ValueSource(strings = {"fail2ban/sendmail-reject.ndjson", "fail2ban/sendmail-auth.ndjson"})
  void theClientsOfFail2banAreFound(String file) {
    List<String> quiet = new ArrayList<>();
    for (JsonNode row : Corpus.objects(file)) {
      String text = row.get("line").asText();
      LogLine line = Readings.line(new SendmailFormat(), Corpus.text(text));
      assertThat(line.refusal()).as(text).isNull();
      assertThat(line.event()).as(text).isNotEqualTo(Event.NOTHING);
      if (row.get("attack").asBoolean()) {
        String expected = row.get("client_ip").asText().toLowerCase(Locale.ROOT);
        assertThat(Readings.client(line)).as(text).isEqualTo(expected);
      } else {
        quiet.add(text);
        assertThat(line.hasClient()).as(text).isEqualTo(text.contains("relay="));
      }
    }
    assertThat(quiet.size()).isLessThan(10);
  }
}
