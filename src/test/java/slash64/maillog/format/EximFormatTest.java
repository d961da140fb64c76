package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EximFormatTest {

  /** Lines as Exim writes them, and what they say. */
  static Stream<Arguments> plainLines() {
    return Readings.rows(
        """
        1xVP2r-000000005vi-0000 <= a@example.org H=mail.example.org (helo.example.org) [2001:db8:1:2::25]:52114 I=[2001:db8::25]:25 P=esmtps X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no S=5678 id=x@example.org T="hello" for b@example.com
        => OPEN client=2001:db8:1:2::25 queue_id=1xVP2r-000000005vi-0000 client_name=mail.example.org from=a@example.org size=5678 message_id=x@example.org helo=helo.example.org tls_version=TLS1.3 tls_cipher=TLS_AES_256_GCM_SHA384 tls_certificate=unverified client_port=52114
        1xVP2r-0005vi-00 <= a@example.org H=(x) [2001:db8::5] P=esmtps X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes DN="C=ZZ,CN= CV=no" S=9 id=x@y T=" CV=no"
        => OPEN client=2001:db8::5 queue_id=1xVP2r-0005vi-00 from=a@example.org size=9 message_id=x@y helo=x tls_version=TLS1.3 tls_cipher=TLS_AES_256_GCM_SHA384 tls_certificate=verified
        1xVP2r-0005vi-00 <= a@example.org H=(a CV=yes b) [2001:db8::5] P=esmtps X=TLS1.3:TLS_AES_256_GCM_SHA384:256 S=9 id=x@y CV=yes
        => OPEN client=2001:db8::5 queue_id=1xVP2r-0005vi-00 from=a@example.org size=9 message_id=x@y helo=a CV=yes b tls_version=TLS1.3 tls_cipher=TLS_AES_256_GCM_SHA384
        1xVP2r-0005vi-00 <= a@example.org H=(helo.example.org) [192.0.2.1] P=smtp S=7386
        => OPEN client=192.0.2.1 queue_id=1xVP2r-0005vi-00 from=a@example.org size=7386 helo=helo.example.org
        1xVP2r-0005vi-00 <= a@example.org H=[::ffff:192.0.2.1] U=ident P=esmtpsa X=TLS1.2:ECDHE-RSA-AES256-GCM-SHA384:256 CV=no A=plain_login:u@example.com S=1
        => OPEN client=192.0.2.1 queue_id=1xVP2r-0005vi-00 from=a@example.org size=1 sasl_username=u@example.com tls_version=TLS1.2 tls_cipher=ECDHE-RSA-AES256-GCM-SHA384 tls_certificate=unverified
        1xVP2r-0005vi-00 <= a@example.org H=mail.example.org [2001:0DB8:0001:0002:0000:0000:0000:0025] P=esmtp S=12 M8S=0 RT=0.1s id=x@y
        => OPEN client=2001:db8:1:2::25 queue_id=1xVP2r-0005vi-00 client_name=mail.example.org from=a@example.org size=12 message_id=x@y
        1xVP2r-0005vi-00 <= a@example.org DS H=mail.example.org (x) [2001:db8::5] TFO* P=esmtps L. X=TLS1.3:TLS_AES_256_GCM_SHA384:256* CV=no PRDR K S=5678 DKIM=example.org ARC RT=0.1s id=x@example.org
        => OPEN client=2001:db8::5 queue_id=1xVP2r-0005vi-00 client_name=mail.example.org from=a@example.org size=5678 message_id=x@example.org helo=x tls_version=TLS1.3 tls_cipher=TLS_AES_256_GCM_SHA384 tls_certificate=unverified dkim=pass
        1xVP2r-0005vi-00 <= "u@example.com"@mx.example.com H=(phone.example) [2001:db8::5]:58011 I=[2001:db8::1]:587 P=esmtpsa L- X=TLS1.3:AES_256_GCM:256 CV=no A=plain:u@example.com S=414 M8S=0 RT=0.000s id*=E1xVP2r-0005vi-00@mx.example.com T="x" from <u@example.com> for b@example.com
        => OPEN client=2001:db8::5 queue_id=1xVP2r-0005vi-00 from="u@example.com"@mx.example.com size=414 message_id=E1xVP2r-0005vi-00@mx.example.com helo=phone.example sasl_username=u@example.com tls_version=TLS1.3 tls_cipher=AES_256_GCM tls_certificate=unverified client_port=58011
        1xVP2r-0005vi-00 <= a@example.org H=(phone.example) [2001:db8::5] P=esmtpa A=plain:u@example.com S=403 T="x" from <a@example.org> for b@example.com
        => OPEN client=2001:db8::5 queue_id=1xVP2r-0005vi-00 from=a@example.org size=403 helo=phone.example sasl_username=u@example.com
        1xVP2r-0005vi-00 <= a@example.org H=(x) [2001:db8::5] P=smtp S=3 DKIM=x A=plain:u@example.com S=9 id=x@y
        => OPEN client=2001:db8::5 queue_id=1xVP2r-0005vi-00 from=a@example.org size=3 message_id=x@y helo=x dkim=pass
        [812] 1xVP2r-0005vi-00 <= a@example.org H=(x) [2001:db8::5] P=smtp S=3
        => OPEN client=2001:db8::5 queue_id=1xVP2r-0005vi-00 from=a@example.org size=3 helo=x
        [1\\2] [812] 1xVP2r-0005vi-00 <= a@example.org H=(x) [2001:db8::5] P=smtp S=3
        => OPEN client=2001:db8::5 queue_id=1xVP2r-0005vi-00 from=a@example.org size=3 helo=x
        U=root Warning: SPF fail
        => NOTHING
        SMTP connection from root
        => NOTHING
        SMTP connection from root closed by QUIT
        => NOTHING
        H=(x) [192.0.2.1] rejected MAIL <a@example.org> SIZE=9: sender refused
        => REJECT client=192.0.2.1 action=reject from=a@example.org reject_code=550 helo=x stage=MAIL reject_text=sender refused
        H=(x) [192.0.2.1] temporarily rejected MAIL <>
        => REJECT client=192.0.2.1 action=reject from= reject_code=451 helo=x stage=MAIL
        1xVP2r-0005vi-00 <= a@example.org H=[2001:db8::5] TFO P=esmtp L*- PRDR S=9 id=x@y
        => OPEN client=2001:db8::5 queue_id=1xVP2r-0005vi-00 from=a@example.org size=9 message_id=x@y
        1xVP2r-0005vi-00 <= a@example.org R=1xVP2q-0005vh-00 DS H=mail.example.org [2001:db8::5] P=esmtp L- NEW S=9
        => OPEN client=2001:db8::5 queue_id=1xVP2r-0005vi-00 client_name=mail.example.org from=a@example.org size=9
        1xVP2r-0005vi-00 <= <> R=1xVP2q-0005vh-00 U=Debian-exim P=local S=8656
        => OPEN_LOCAL queue_id=1xVP2r-0005vi-00 from= size=8656
        1xVP2r-0005vi-00 (= a@example.org H=(x) [2001:db8::9] P=smtp S=3
        => OPEN client=2001:db8::9 queue_id=1xVP2r-0005vi-00 from=a@example.org size=3 reject_code=550 helo=x stage=END-OF-MESSAGE
        1xVP2r-0005vi-00 H=mail.example.org [2001:db8::5]:9 I=[2001:db8::1]:25 b@example.net F=<a@example.org> rejected after DATA: R=remote T=smtp S=9 H=mx.example.net [2001:db8:9::25]:25 C="550 5.7.1 content refused" QT=0s
        => REJECT client=2001:db8::5 queue_id=1xVP2r-0005vi-00 action=reject client_name=mail.example.org from=a@example.org reject_code=550 stage=END-OF-MESSAGE reject_text=R=remote T=smtp S=9 H=mx.example.net [2001:db8:9::25]:25 C="550 5.7.1 content refused" QT=0s client_port=9
        1xVP2r-0005vi-00 H=(x) [2001:db8::5] A=plain:u@example.net F=<a@example.org> rejected after DATA: R=remote T=smtp H=mx.example.net [2001:db8:9::25]:25 C="550 no"
        => REJECT client=2001:db8::5 queue_id=1xVP2r-0005vi-00 action=reject from=a@example.org reject_code=550 helo=x stage=END-OF-MESSAGE reject_text=R=remote T=smtp H=mx.example.net [2001:db8:9::25]:25 C="550 no"
        1xVP2r-0005vi-00 H=mail.example.org [2001:db8::5] b@example.net F=<a@example.org> tmp-reject from cutthrough after DATA: R=remote T=smtp H=mx.example.net [2001:db8:9::25]:25 C="451 later"
        => NOTHING queue_id=1xVP2r-0005vi-00
        1xVP2r-0005vi-00 cancelled by root
        => EXPIRED queue_id=1xVP2r-0005vi-00
        1xVP2r-000000005vi-0000 => b <b@example.com> R=local T=maildir
        => DELIVERY queue_id=1xVP2r-000000005vi-0000 to=b orig_to=b@example.com status=sent
        1xVP2r-0005vi-00 => c@example.com (d@example.com) <b@example.com> F=<a@example.org> R=dnslookup T=remote_smtp S=22 H=mx.example.com [2001:db8:9::25]:25 X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes DN="C=ZZ,CN=mx" C="250 2.0.0 Ok: queued as \\"4X\\"" QT=1.5s DT=1s
        => DELIVERY queue_id=1xVP2r-0005vi-00 to=c@example.com orig_to=b@example.com relay=mx.example.com [2001:db8:9::25]:25 delay=1.5s dsn=2.0.0 status=sent status_text=250 2.0.0 Ok: queued as \\"4X\\" tls_version=TLS1.3 tls_cipher=TLS_AES_256_GCM_SHA384 tls_certificate=verified
        1xVP2r-0005vi-00 => e@example.com R=dnslookup T=remote_smtp H=mx.example.com [192.0.2.9] TFO X=TLS1.2:AES256-SHA:256 CV=yes L PRDR K C="250 ok"
        => DELIVERY queue_id=1xVP2r-0005vi-00 to=e@example.com relay=mx.example.com [192.0.2.9] status=sent status_text=250 ok tls_version=TLS1.2 tls_cipher=AES256-SHA tls_certificate=verified
        1xVP2r-0005vi-00 -> e@example.com R=dnslookup T=remote_smtp H=mx.example.com [192.0.2.9] C="250 ok"
        => DELIVERY queue_id=1xVP2r-0005vi-00 to=e@example.com relay=mx.example.com [192.0.2.9] status=sent status_text=250 ok
        1xVP2r-0005vi-00 >> e@example.com R=dnslookup T=remote_smtp H=mx.example.com [192.0.2.9] C="250 ok"
        => DELIVERY queue_id=1xVP2r-0005vi-00 to=e@example.com relay=mx.example.com [192.0.2.9] status=sent status_text=250 ok
        1xVP2r-0005vi-00 *> e@example.com R=dnslookup T=remote_smtp
        => PROBE queue_id=1xVP2r-0005vi-00 to=e@example.com status=sent
        1xVP2r-0005vi-00 => |/usr/bin/filter a b <b@example.com> R=pipe T=address_pipe
        => DELIVERY queue_id=1xVP2r-0005vi-00 to=|/usr/bin/filter a b orig_to=b@example.com status=sent
        1xVP2r-0005vi-00 => :blackhole: <b@example.com> R=aliases
        => DELIVERY queue_id=1xVP2r-0005vi-00 to=:blackhole: orig_to=b@example.com status=sent
        1xVP2u-000000005vi-0008 => blackhole (DATA ACL discarded recipients): trap
        => DISCARDED queue_id=1xVP2u-000000005vi-0008
        1xVP2r-0005vi-00 => blackhole (non-SMTP ACL discarded recipients)
        => DISCARDED queue_id=1xVP2r-0005vi-00
        1xVP2r-0005vi-00 => blackhole (b@example.com) <b@example.com> R=local T=maildir
        => DELIVERY queue_id=1xVP2r-0005vi-00 to=blackhole orig_to=b@example.com status=sent
        1xVP2r-0005vi-00 => blackhole ("x discarded recipients)"@example.com) <c@example.com> R=local T=maildir
        => DELIVERY queue_id=1xVP2r-0005vi-00 to=blackhole status=sent
        1xVP2r-0005vi-00 ** b@example.com: retry timeout exceeded
        => DELIVERY queue_id=1xVP2r-0005vi-00 to=b@example.com status=bounced status_text=retry timeout exceeded
        1xVP2r-0005vi-00 ** b@example.com R=dnslookup T=remote_smtp H=mx.example.com [2001:db8:9::25] X=TLS1.2:AES256-SHA:256: SMTP error from remote mail server after RCPT TO:<b@example.com>: 550 5.1.1 no such user
        => DELIVERY queue_id=1xVP2r-0005vi-00 to=b@example.com relay=mx.example.com [2001:db8:9::25] dsn=5.1.1 status=bounced status_text=SMTP error from remote mail server after RCPT TO:<b@example.com>: 550 5.1.1 no such user tls_version=TLS1.2 tls_cipher=AES256-SHA
        1xVP2r-0005vi-00 == b@example.com R=dnslookup T=remote_smtp defer (110): Connection timed out
        => DELIVERY queue_id=1xVP2r-0005vi-00 to=b@example.com status=deferred status_text=Connection timed out
        1xVP2r-0005vi-00 == b@example.com R=dnslookup T=remote_smtp defer (-44) H=mx.example.com [192.0.2.9]: SMTP error from remote mail server after RCPT TO:<b@example.com>: 450 4.2.0 greylisted
        => DELIVERY queue_id=1xVP2r-0005vi-00 to=b@example.com relay=mx.example.com [192.0.2.9] dsn=4.2.0 status=deferred status_text=SMTP error from remote mail server after RCPT TO:<b@example.com>: 450 4.2.0 greylisted
        1xVP2r-0005vi-00 Completed QT=1m3s
        => REMOVED queue_id=1xVP2r-0005vi-00
        1xVP2r-0005vi-00 H=mx.example.com [192.0.2.9] Connection timed out
        => NOTHING queue_id=1xVP2r-0005vi-00
        1xVP2r-0005vi-00 Message is frozen
        => NOTHING queue_id=1xVP2r-0005vi-00
        1xVP2r-0005vi-00 DKIM: d=example.org s=sel c=relaxed/relaxed a=rsa-sha256 b=2048 [verification succeeded]
        => SCAN queue_id=1xVP2r-0005vi-00 dkim=pass
        1xVP2r-0005vi-00 DKIM: d=example.org s=sel c=relaxed/relaxed a=rsa-sha256 b=2048 [verification failed - signature did not verify]
        => SCAN queue_id=1xVP2r-0005vi-00 dkim=fail
        1xVP2r-0005vi-00 F=a@example.org H=(x.example.org) [2001:db8:7::9]:4000 P=esmtp rejected by local_scan(): score 7.5
        => REJECT client=2001:db8:7::9 queue_id=1xVP2r-0005vi-00 action=reject from=a@example.org reject_code=550 helo=x.example.org stage=END-OF-MESSAGE reject_text=score 7.5 client_port=4000
        1xVP2r-0005vi-00 F="x H=y [2001:db8::bad] P=esmtp rejected by local_scan(): z"@example.org H=h.example.org [192.0.2.1] P=esmtp temporarily rejected by local_scan(): later
        => REJECT client=192.0.2.1 queue_id=1xVP2r-0005vi-00 action=reject client_name=h.example.org from="x H=y [2001:db8::bad] P=esmtp rejected by local_scan(): z"@example.org reject_code=451 stage=END-OF-MESSAGE reject_text=later
        1xVP2r-0005vi-00 F=<> H=h.example.org [192.0.2.1] P=esmtp rejected by local_scan(): no
        => REJECT client=192.0.2.1 queue_id=1xVP2r-0005vi-00 action=reject client_name=h.example.org from= reject_code=550 stage=END-OF-MESSAGE reject_text=no
        1xVP2r-0005vi-00 F=root@example.com U=root P=local rejected by local_scan(): no
        => NOTHING queue_id=1xVP2r-0005vi-00
        1xVP2r-0005vi-00 F=<root@example.com> rejected by non-SMTP ACL: no
        => NOTHING queue_id=1xVP2r-0005vi-00
        H=(x) [192.0.2.1] F=a@example.org rejected RCPT b@example.com: relay not permitted
        => REJECT client=192.0.2.1 action=reject from=a@example.org to=b@example.com reject_code=550 helo=x stage=RCPT reject_text=relay not permitted
        overlong message header line received from (x) [192.0.2.1] (more than 8192 characters): message abandoned
        => REJECT client=192.0.2.1 action=reject reject_code=552 helo=x stage=END-OF-MESSAGE reject_text= (more than 8192 characters): message abandoned
        ridiculously long message header received from h.example.org [192.0.2.1] (more than 1000000 characters): message abandoned
        => REJECT client=192.0.2.1 action=reject client_name=h.example.org reject_code=552 stage=END-OF-MESSAGE reject_text= (more than 1000000 characters): message abandoned
        [192.0.2.1] SSL verify error: depth=0 error=self signed certificate cert=/CN=x
        => NOTHING
        TLS error (SSL_read): on connection from h.example.org [192.0.2.1] error:0A000126:SSL routines::unexpected eof while reading
        => NOTHING
        no immediate delivery: more than 10 messages received in one connection
        => NOTHING
        VRFY failed for b@example.com H=h.example.org [192.0.2.1]
        => NOTHING
        1xVP2r-0005vi-00 H=(x.example.org) [2001:db8:7::9]:4000 F=<a@example.org> rejected after DATA: spam
        => REJECT client=2001:db8:7::9 queue_id=1xVP2r-0005vi-00 action=reject from=a@example.org reject_code=550 helo=x.example.org stage=END-OF-MESSAGE reject_text=spam client_port=4000
        H=([IPv6:2001:db8::bad]) [2001:db8:7::9] F=<a@example.org> rejected RCPT <b@example.com>: relay not permitted
        => REJECT client=2001:db8:7::9 action=reject from=a@example.org to=b@example.com reject_code=550 helo=[IPv6:2001:db8::bad] stage=RCPT reject_text=relay not permitted
         DSH=mail.example.org [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.com>: no
        => REJECT client=192.0.2.1 action=reject client_name=mail.example.org from=a@example.org to=b@example.com reject_code=550 stage=RCPT reject_text=no
        1xVP2r-0005vi-00  DSH=mail.example.org [192.0.2.1] F=<a@example.org> rejected after DATA: no
        => REJECT client=192.0.2.1 queue_id=1xVP2r-0005vi-00 action=reject client_name=mail.example.org from=a@example.org reject_code=550 stage=END-OF-MESSAGE reject_text=no
        H=mail.example.org [192.0.2.1] X=TLS1.2:AES256-SHA:256 CV=no A=plain:u F=<> temporarily rejected RCPT <b@example.com>: greylisted
        => REJECT client=192.0.2.1 action=reject client_name=mail.example.org from= to=b@example.com reject_code=451 sasl_username=u tls_version=TLS1.2 tls_cipher=AES256-SHA tls_certificate=unverified stage=RCPT reject_text=greylisted
        H=[192.0.2.1] F=<a@example.org> rejected RCPT <b@example.com>: 554 5.7.1 no
        => REJECT client=192.0.2.1 action=reject from=a@example.org to=b@example.com dsn=5.7.1 reject_code=554 stage=RCPT reject_text=no
        H=mail.example.org [192.0.2.1]:18146 temporarily rejected connection in "connect" ACL: "too many"
        => REJECT client=192.0.2.1 action=reject client_name=mail.example.org reject_code=451 stage=CONNECT reject_text="too many" client_port=18146
        H=(x) [192.0.2.1] F=<a@example.org> rejected RCPT <|admin@example.com>
        => REJECT client=192.0.2.1 action=reject from=a@example.org to=|admin@example.com reject_code=550 helo=x stage=RCPT
        H=(x) [192.0.2.1] F=<a@example.org> rejected RCPT b c@example.com: restricted
        => REJECT client=192.0.2.1 action=reject from=a@example.org to=b c@example.com reject_code=550 helo=x stage=RCPT reject_text=restricted
        H=(x) [192.0.2.1] rejected MAIL a@example.org: blocked
        => REJECT client=192.0.2.1 action=reject reject_code=550 helo=x stage=MAIL reject_text=blocked
        H=(x) [192.0.2.1] rejected EHLO or HELO x: bad name
        => REJECT client=192.0.2.1 action=reject reject_code=550 helo=x stage=EHLO reject_text=bad name
        H=mail.example.org [192.0.2.1]:41584 sender verify fail for <a@example.org>: no such user
        => NOTHING client=192.0.2.1 client_name=mail.example.org from=a@example.org client_port=41584
        H=(x) [192.0.2.1] Warning: slow down
        => NOTICE client=192.0.2.1 helo=x
        rejected EHLO from [192.0.2.1]: syntactically invalid argument(s): a b
        => REJECT client=192.0.2.1 action=reject reject_code=550 stage=EHLO reject_text=syntactically invalid argument(s): a b
        Connection from [2001:db8::5] refused: too many connections
        => REJECT client=2001:db8::5 action=reject reject_code=421 stage=CONNECT reject_text=refused: too many connections
        login authenticator failed for H=(x) [192.0.2.1]:5432: 535 Incorrect authentication data (set_id=u (x))
        => AUTH_FAILURE client=192.0.2.1 reject_code=535 helo=x sasl_username=u (x) reject_text=Incorrect authentication data (set_id=u (x)) client_port=5432
        [812] SMTP protocol error in "AUTH LOGIN" H=(x) [192.0.2.1]:4816 I=[192.0.2.25]:25 Ci=812 LOGIN authentication mechanism not supported
        => COMPLAINT client=192.0.2.1 helo=x client_port=4816
        [1/2] SMTP protocol error in "AUTH LOGIN" H=(x) [192.0.2.1]:4816 I=[192.0.2.25]:25 Ci=812 LOGIN authentication mechanism not supported
        => COMPLAINT
        login authenticator failed for host.example.org [192.0.2.1]: 435 Unable to authenticate at present (set_id=u): lookup deferred
        => COMPLAINT client=192.0.2.1 client_name=host.example.org reject_code=435 sasl_username=u reject_text=Unable to authenticate at present (set_id=u): lookup deferred
        login authenticator failed for host.example.org [192.0.2.1]: 535 Incorrect authentication data
        => AUTH_FAILURE client=192.0.2.1 client_name=host.example.org reject_code=535 reject_text=Incorrect authentication data
        SMTP connection from [2001:db8::5]:4711 (TCP/IP connection count = 1)
        => CONNECT client=2001:db8::5 client_port=4711
        SMTP connection from mail.example.org (x) [2001:db8::5]:4711 D=1s closed by QUIT
        => DISCONNECT client=2001:db8::5 client_name=mail.example.org helo=x client_port=4711
        SMTP connection from (x) [2001:db8::5] lost D=3s
        => DISCONNECT client=2001:db8::5 helo=x
        no MAIL in SMTP connection from (x) [2001:db8::5] D=2s X=TLS1.2:AES256-SHA:256 C=EHLO,QUIT
        => COMPLAINT client=2001:db8::5 helo=x tls_version=TLS1.2 tls_cipher=AES256-SHA
        SMTP command timeout on connection from (x) [2001:db8::5]:4000 I=[2001:db8::25]:25
        => COMPLAINT client=2001:db8::5 helo=x client_port=4000
        unexpected disconnection while reading SMTP command from (x) [2001:db8::5] D=1s
        => COMPLAINT client=2001:db8::5 helo=x
        SMTP call from (x) [2001:db8::5] dropped: too many syntax or protocol errors (last command was "BAD")
        => COMPLAINT client=2001:db8::5 helo=x
        TLS error on connection from (x) [2001:db8::5] (SSL_accept): error:0A000076
        => COMPLAINT client=2001:db8::5 helo=x
        SMTP protocol synchronization error (input sent without waiting for greeting): rejected connection from H=[2001:db8::9] input="GET / HTTP/1.1\\r\\n"
        => REJECT client=2001:db8::9 action=reject reject_code=554 stage=CONNECT
        SMTP protocol synchronization error (input sent without waiting for greeting): rejected connection from H=mail.example.org [192.0.2.1]:4000 I=[192.0.2.25]:25 U=x input="EHLO x\\r\\n"
        => REJECT client=192.0.2.1 action=reject client_name=mail.example.org reject_code=554 stage=CONNECT client_port=4000
        SMTP protocol synchronization error (next input sent too soon: pipelining was not advertised): rejected "EHLO x" H=[2001:db8::5] next input="QUIT\\r\\n"
        => REJECT client=2001:db8::5 action=reject reject_code=554
        unqualified sender rejected: <admin> H=(x) [192.0.2.7]
        => REJECT client=192.0.2.7 action=reject from=admin reject_code=501 helo=x stage=MAIL
        unqualified sender rejected: <<admin>> H=(x) [192.0.2.7] (failed to find host name from IP address)
        => REJECT client=192.0.2.7 action=reject from=admin reject_code=501 helo=x stage=MAIL
        unqualified recipient rejected: <admin> H=mail.example.org [192.0.2.7]:4000
        => REJECT client=192.0.2.7 action=reject client_name=mail.example.org to=admin reject_code=501 stage=RCPT client_port=4000
        unqualified sender rejected: <admin> U=root
        => NOTHING
        rejected MAIL FROM:<a@example.org> H=mail.example.org (x) [192.0.2.7]: message too big: size=99999999 max=52428800
        => REJECT client=192.0.2.7 action=reject client_name=mail.example.org from=a@example.org reject_code=552 helo=x stage=MAIL reject_text=message too big: size=99999999 max=52428800
        rejected MAIL from mail.example.org [192.0.2.7]: no HELO/EHLO given
        => REJECT client=192.0.2.7 action=reject client_name=mail.example.org reject_code=503 stage=MAIL reject_text=no HELO/EHLO given
        rejected MAIL command H=(x) [192.0.2.7]: too many messages in one connection
        => REJECT client=192.0.2.7 action=reject reject_code=421 helo=x stage=MAIL reject_text=too many messages in one connection
        rejected "EHLO x" from mail.example.org (x) [192.0.2.7]
        => REJECT client=192.0.2.7 action=reject client_name=mail.example.org reject_code=550 helo=x stage=EHLO
        temporarily rejected "HELO x" from (x) [192.0.2.7]:4000
        => REJECT client=192.0.2.7 action=reject reject_code=451 helo=x stage=HELO client_port=4000
        refused connection from mail.example.org [192.0.2.7] (host_reject_connection)
        => REJECT client=192.0.2.7 action=reject client_name=mail.example.org reject_code=554 stage=CONNECT reject_text= (host_reject_connection)
        temporarily refused connection from [192.0.2.7]: not in reserve list: connected=20 max=20 reserve=0
        => REJECT client=192.0.2.7 action=reject reject_code=421 stage=CONNECT reject_text=not in reserve list: connected=20 max=20 reserve=0
        too many recipients: message rejected: sender=<a@example.org> H=(x) [192.0.2.7]
        => REJECT client=192.0.2.7 action=reject from=a@example.org reject_code=552 helo=x stage=RCPT
        too many recipients: excess temporarily rejected: sender=<> H=(x) [192.0.2.7]
        => REJECT client=192.0.2.7 action=reject from= reject_code=452 helo=x stage=RCPT
        H=mail.example.org [192.0.2.7] F=<a@example.org> RCPT <b@example.com>: discarded by RCPT ACL: spam trap
        => NOTICE client=192.0.2.7 client_name=mail.example.org from=a@example.org to=b@example.com
        1xVP2r-0005vi-00 rejected from <a@example.org> H=mail.example.org [192.0.2.7]: message too big: read=99999 max=1000
        => REJECT client=192.0.2.7 queue_id=1xVP2r-0005vi-00 action=reject client_name=mail.example.org from=a@example.org reject_code=552 stage=END-OF-MESSAGE reject_text=message too big: read=99999 max=1000
        1xVP2r-0005vi-00 rejected from <>H=(x) [192.0.2.7]: Too many "Received" headers
        => REJECT client=192.0.2.7 queue_id=1xVP2r-0005vi-00 action=reject from= reject_code=552 helo=x stage=END-OF-MESSAGE reject_text=Too many "Received" headers
        1xVP2r-0005vi-00 rejected from <a@example.org> U=root: message too big: read=99999 max=1000
        => NOTHING queue_id=1xVP2r-0005vi-00
        ident connection to 192.0.2.7 timed out
        => NOTHING
        list matching forced to fail: failed to find IP address for mx.example.com
        => NOTHING
        SMTP protocol error in "AUTH LOGIN" H=(x) [192.0.2.1]:52114 AUTH command used when not advertised
        => COMPLAINT client=192.0.2.1 helo=x client_port=52114
        no host name found for IP address 192.0.2.1
        => NOTHING
        2026-11-23 08:05:01.123 +0100 [77] 1xVP2r-0005vi-00 Completed
        => REMOVED queue_id=1xVP2r-0005vi-00
        [1/3] 1xVP2r-0005vi-00 Completed
        => REMOVED queue_id=1xVP2r-0005vi-00
        [2/3] 1xVP2r-0005vi-00 <= a@example.org H=[192.0.2.1] P=smtp S=1
        => NOTHING
        [2\\3] H=[192.0.2.1] rejected RCPT <x>: y
        => NOTHING
        1xVP2r-0005vi-00 <= a@example.org H=(x) [192.0.2
        => refused: cut
        H=(x) [192.0.2.1] F=<a@exam
        => refused: cut
        H=(x) [unknown] F=<a@example.org> rejected RCPT <b@example.com>: no
        => refused: cut
        H=(x) [0.0.0.0] F=<a@example.org> rejected RCPT <b@example.com>: no
        => refused: cut
        H=mail.example.org [fe80::1%eth0] F=<a@example.org> rejected RCPT <b@example.com>: no
        => refused: cut
        what nobody knows
        => refused: unknown kind
        """);
  }

  /**
   * A helo that imitates Exim, on a server that takes any (helo_accept_junk_hosts), and commands
   * that do. Where these lines are cut, nothing tells the imitation, so they are read whole only.
   */
  static Stream<Arguments> hostileHelos() {
    return Readings.rows(
        """
        H=(x) [2001:db8::bad] (y) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.com>: no
        => 192.0.2.1
        H=(x) [2001:db8::bad]) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.com>: no
        => 192.0.2.1
        H=(x [2001:db8::bad] y) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.com>: no
        => 192.0.2.1
        H=([2001:db8::bad]) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.com>: no
        => 192.0.2.1
        H=(x) [2001:db8::bad] F=<c@example.org>) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.com>: no
        => 192.0.2.1
        H=(x) [2001:db8::bad]:25 X=TLS1.3:A:256) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.com>: no
        => 192.0.2.1
        H=(x) [2001:db8::bad] F=<c@example.org> rejected RCPT <d@example.org>: no) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.com>: no
        => null
        H=(x) [2001:db8::bad] PRDR) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.com>: no
        => 192.0.2.1
        H=(x) [2001:db8::bad] L. (K y) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.com>: no
        => 192.0.2.1
        1xVP2r-0005vi-00 <= a@example.org H=(x) [2001:db8::bad] P=esmtp PRDR K) [192.0.2.1] P=smtp S=1
        => 192.0.2.1
        1xVP2r-0005vi-00 <= "a DS H=[2001:db8::bad] P=smtp S=1 id="@example.org DS H=(x) [192.0.2.1] P=smtp S=1
        => 192.0.2.1
        H=(x H=y [2001:db8::bad] F=<c> rejected) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.com>: no
        => 192.0.2.1
        1xVP2r-0005vi-00 <= a@example.org H=(x) [2001:db8::bad] (y) [192.0.2.1] P=smtp S=1
        => 192.0.2.1
        1xVP2r-0005vi-00 <= a@example.org H=(x) [2001:db8::bad] P=smtp S=1) [192.0.2.1] P=smtp S=1
        => 192.0.2.1
        x authenticator failed for (x) [2001:db8::bad] (y) [192.0.2.1]: 535 Incorrect
        => 192.0.2.1
        SMTP connection from (x) [2001:db8::bad] y) [192.0.2.1] lost
        => 192.0.2.1
        H=(x) [2001:db8::bad]:25 F=<q@r> rejected RCPT <z>) [192.0.2.77]:555 F=<a@x.example> rejected RCPT <b@example.com>: relay not permitted
        => null
        H=((x) [2001:db8::bad]:25 F=<q@r> rejected RCPT <z>) [192.0.2.77]:555 F=<a@x.example> rejected RCPT <b@example.com>: relay not permitted
        => null
        H=(x) [2001:db8::bad] rejected after DATA) [192.0.2.77] F=<a@x.example> rejected RCPT <b@example.com>: relay not permitted
        => null
        login authenticator failed for (x) [2001:db8::bad]: 535 Incorrect authentication data (y) [192.0.2.78]: 535 Incorrect authentication data (set_id=u)
        => null
        login authenticator failed for ((x) [2001:db8::bad]: 535 Incorrect authentication data) [192.0.2.78]: 535 Incorrect authentication data (set_id=u)
        => null
        SMTP connection from ((x) [2001:db8::bad]:25 lost) [192.0.2.79]:44 lost D=1s
        => null
        SMTP connection from (x) [2001:db8::bad]: y) [192.0.2.79]:44 lost D=1s
        => null
        unexpected disconnection while reading SMTP command from (x) [2001:db8::bad]:25 D=1s) [192.0.2.79]:44 D=1s
        => 192.0.2.79
        SMTP protocol error in "AUTH LOGIN" H=(x) [2001:db8::bad] y) [192.0.2.1] AUTH command used when not advertised
        => null
        SMTP protocol synchronization error (next input sent too soon): rejected "x): rejected connection from H=[2001:db8::bad] input=" H=[192.0.2.1] next input="z"
        => 192.0.2.1
        rejected "EHLO x" from [2001:db8::bad] y" from (x" from [2001:db8::bad] y) [192.0.2.7]
        => null
        rejected "EHLO x) [2001:db8::bad] (y" from (x) [2001:db8::bad] (y) [192.0.2.7]
        => null
        [1/2] rejected "EHLO x" from [2001:db8::bad] aaaa
        => null
        [1/2] SMTP protocol synchronization error (input sent too soon): rejected "x" H=[2001:db8::bad] aaaa
        => null
        rejected MAIL FROM:<a@example.org> H=(x) [2001:db8::bad]: message too big: size=2 max=1) [192.0.2.7]: message too big: size=2 max=1
        => null
        H=(x) [2001:db8::bad] RCPT <y>: discarded by) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.com>: no
        => null
        H=(x) [192.0.2.1] F=<a@example.org> RCPT <b@example.com) [2001:db8::bad] F=<c@example.org> discarded>: discarded by RCPT ACL
        => null
        SMTP protocol synchronization error (input sent too soon): rejected "x" H=[2001:db8::bad] next input="y" H=[192.0.2.1] next input="z"
        => null
        SMTP protocol synchronization error (input sent too soon): rejected "x" H=[192.0.2.1] next input="y" H=[2001:db8::bad] next input="z"
        => null
        """);
  }

  /** The client's other words imitate Exim's; 2001:db8::bad is never the client. */
  static Stream<Arguments> hostileLines() {
    return Readings.rows(
        """
        # sender and recipient
        1xVP2r-0005vi-00 <= "x H=[2001:db8::bad] P=smtp S=1"@example.org H=(x) [192.0.2.1] P=smtp S=1
        => 192.0.2.1
        H=(x) [192.0.2.1] F=<") [2001:db8::bad] F=<a> rejected RCPT <b>: c"@example.org> rejected RCPT <b@example.com>: no
        => 192.0.2.1
        H=(x) [192.0.2.1] F=<a@example.org> rejected RCPT <") [2001:db8::bad] rejected RCPT "@example.com>: no
        => 192.0.2.1
        H=(x) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.com>: H=(y) [2001:db8::bad] is listed
        => 192.0.2.1
        # subject, message id, TLS name
        1xVP2r-0005vi-00 <= a@example.org H=(x) [192.0.2.1] P=smtp S=1 id=x) [2001:db8::bad] P=smtp S=1 : removed
        => 192.0.2.1
        1xVP2r-0005vi-00 <= a@example.org H=(x) [192.0.2.1] P=smtp S=1 T="H=(y) [2001:db8::bad] P=smtp S=1" for b@example.com
        => 192.0.2.1
        1xVP2r-0005vi-00 <= a@example.org H=(x) [192.0.2.1] P=smtps SNI=y)[2001:db8::bad] S=1
        => 192.0.2.1
        # login name and commands
        x authenticator failed for (x) [192.0.2.1]: 535 Incorrect authentication data (set_id=y) [2001:db8::bad]: 535)
        => 192.0.2.1
        rejected HELO from [192.0.2.1]: syntactically invalid argument(s): x) [2001:db8::bad] rejected
        => 192.0.2.1
        SMTP protocol synchronization error (input sent without waiting for greeting): rejected connection from H=mail.example.org [192.0.2.1] input="x) [2001:db8::bad] H=(y) [2001:db8::bad] input="
        => 192.0.2.1
        unqualified sender rejected: <<"x> H=[2001:db8::bad] y">> H=(x) [192.0.2.1]
        => 192.0.2.1
        unqualified sender rejected: <admin(x> H=[2001:db8::bad] y)> H=(x) [192.0.2.1]
        => null
        unqualified recipient rejected: <"x> H=[2001:db8::bad]"> H=(x) [192.0.2.1]
        => 192.0.2.1
        rejected MAIL FROM:<"x> H=[2001:db8::bad]: message too big"@example.org> H=(x) [192.0.2.1]: message too big: size=2 max=1
        => 192.0.2.1
        1xVP2r-0005vi-00 rejected from <"x>H=[2001:db8::bad]: message too big"@example.org> H=mail.example.org [192.0.2.1]: message too big: read=2 max=1
        => 192.0.2.1
        too many recipients: message rejected: sender=<"x> H=[2001:db8::bad] "@example.org> H=(x) [192.0.2.1]
        => 192.0.2.1
        # the remote server
        1xVP2r-0005vi-00 => b@example.com R=r T=t H=mx [192.0.2.9] C="250 H=(x) [2001:db8::bad] P=smtp"
        => null
        1xVP2r-0005vi-00 ** b@example.com R=r T=t H=mx [192.0.2.9]: 550 <= a H=[2001:db8::bad] P=smtp S=1
        => null
        """);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plainLines")
  void aLineSaysWhatEximMeant(String line, String meaning) {
    assertThat(Readings.read(new EximFormat(), line)).isEqualTo(meaning);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"hostileHelos", "hostileLines"})
  void noTextOfTheClientMovesItsAddress(String line, String client) {
    String found = Readings.client(Readings.line(new EximFormat(), line));
    assertThat(String.valueOf(found)).isEqualTo(client);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileLines")
  void aCutHostileLineNeverGivesAnotherAddress(String line, String client) {
    for (int cut = 0; cut < line.length(); cut++) {
      String found = Readings.client(Readings.line(new EximFormat(), line.substring(0, cut)));
      assertThat(found).as("cut at %d", cut).isIn(null, client);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plainLines")
  void aCutLineNeverGivesAnotherAddress(String line, String meaning) {
    Readings.assertEveryCutIsHarmless(new EximFormat(), line);
    Readings.assertNoDamageThrows(new EximFormat(), line, meaning.hashCode());
  }
}
