package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/** What each line of Postfix says; the first word of a row is the daemon. */
final class PostfixLinesTest {
  private static final Map<String, LineFormat> DAEMONS =
      Map.ofEntries(
          Map.entry("smtpd", new PostfixSmtpd()),
          Map.entry("postscreen", new PostfixScreen()),
          Map.entry("tlsproxy", new PostfixTlsproxy()),
          Map.entry("cleanup", new PostfixCleanup()),
          Map.entry("qmgr", new PostfixQueue()),
          Map.entry("pickup", new PostfixQueue()),
          Map.entry("bounce", new PostfixQueue()),
          Map.entry("postsuper", new PostfixQueue()),
          Map.entry("smtp", new PostfixDelivery()),
          Map.entry("local", new PostfixDelivery()),
          Map.entry("qmqpd", new PostfixQmqpd()),
          Map.entry("anvil", new PostfixAnvil()),
          Map.entry("dnsblog", new PostfixOther()),
          Map.entry("master", new PostfixOther()));

  static Stream<Arguments> plainLines() {
    return Readings.rows(
        """
        smtpd connect from mail.example.com[2001:db8:1:2::25]
        => CONNECT client=2001:db8:1:2::25 action=connect client_name=mail.example.com
        smtpd connect from unknown[192.0.2.7]:40112
        => CONNECT client=192.0.2.7 action=connect client_name=unknown client_port=40112
        smtpd connect from unknown[::ffff:192.0.2.1]
        => CONNECT client=192.0.2.1 action=connect client_name=unknown
        smtpd connect from unknown[2001:0db8:0001:0000:0000:0000:0000:0005]
        => CONNECT client=2001:db8:1::5 action=connect client_name=unknown
        smtpd connect from unknown[unknown]
        => CONNECT action=connect client_name=unknown
        smtpd disconnect from mail.example.com[2001:db8:1:2::25] ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4
        => DISCONNECT client=2001:db8:1:2::25 action=disconnect client_name=mail.example.com
        smtpd 4jXz4s0sf8z6v2L: client=mail.example.com[2001:db8:1:2::25], sasl_method=PLAIN, sasl_username=u@example.com
        => OPEN client=2001:db8:1:2::25 queue_id=4jXz4s0sf8z6v2L action=client client_name=mail.example.com sasl_username=u@example.com
        smtpd 4jXz4s0sf8z6v2L: client=unknown[2001:db8:1:2::25], sasl_method=PLAIN, sasl_username=u@example.com, sasl_sender=v@example.com
        => OPEN client=2001:db8:1:2::25 queue_id=4jXz4s0sf8z6v2L action=client client_name=unknown sasl_username=u@example.com
        smtpd NOQUEUE: reject: RCPT from unknown[2001:db8:1:2::5]: 554 5.7.1 Service unavailable; Client host [2001:db8:1:2::5] blocked using bl.example.net; https://bl.example.net/q; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<[IPv6:2001:db8::1]>
        => REJECT client=2001:db8:1:2::5 queue_id=NOQUEUE action=reject client_name=unknown from=a@example.org to=b@example.com dsn=5.7.1 reject_code=554 helo=[IPv6:2001:db8::1] stage=RCPT reject_text=Service unavailable; Client host [2001:db8:1:2::5] blocked using bl.example.net; https://bl.example.net/q
        smtpd 0F5383D: reject: RCPT from x.example.org[192.0.2.1]:4711: 450 4.1.1 <b@example.com>: Recipient address rejected: unverified address; from=<> to=<b@example.com> proto=SMTP helo=<x>
        => REJECT client=192.0.2.1 queue_id=0F5383D action=reject client_name=x.example.org from= to=b@example.com dsn=4.1.1 reject_code=450 helo=x stage=RCPT reject_text=<b@example.com>: Recipient address rejected: unverified address client_port=4711
        smtpd NOQUEUE: reject_warning: RCPT from unknown[192.0.2.1]: 554 5.7.1 <b@example.com>: Relay access denied; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>
        => NOTICE client=192.0.2.1 queue_id=NOQUEUE action=reject_warning client_name=unknown from=a@example.org to=b@example.com dsn=5.7.1 reject_code=554 helo=x stage=RCPT reject_text=<b@example.com>: Relay access denied
        smtpd NOQUEUE: milter-reject: CONNECT from unknown[192.0.2.1]: 451 4.7.1 Service unavailable - try again later; proto=SMTP
        => REJECT client=192.0.2.1 queue_id=NOQUEUE action=milter-reject client_name=unknown dsn=4.7.1 reject_code=451 stage=CONNECT reject_text=Service unavailable - try again later
        smtpd NOQUEUE: hangup: CONNECT from unknown[192.0.2.1]: 421 4.7.0 bye; proto=SMTP
        => REJECT client=192.0.2.1 queue_id=NOQUEUE action=hangup client_name=unknown dsn=4.7.0 reject_code=421 stage=CONNECT reject_text=bye
        smtpd 0F5383D: discard: RCPT from unknown[192.0.2.1]: <b@example.com>: Recipient address triggers DISCARD action; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>
        => DISCARDED client=192.0.2.1 queue_id=0F5383D action=discard client_name=unknown from=a@example.org to=b@example.com helo=x stage=RCPT reject_text=<b@example.com>: Recipient address triggers DISCARD action
        smtpd NOQUEUE: filter: RCPT from unknown[192.0.2.1]: <b@example.com>: Recipient address triggers FILTER x:y; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>
        => NOTICE client=192.0.2.1 queue_id=NOQUEUE action=filter client_name=unknown from=a@example.org to=b@example.com helo=x stage=RCPT reject_text=<b@example.com>: Recipient address triggers FILTER x:y
        smtpd proxy-reject: END-OF-MESSAGE: 554 5.7.1 spam; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>
        => REJECT action=proxy-reject from=a@example.org to=b@example.com dsn=5.7.1 reject_code=554 helo=x stage=END-OF-MESSAGE reject_text=spam
        smtpd proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>
        => NOTICE action=proxy-accept from=a@example.org to=b@example.com helo=x stage=END-OF-MESSAGE reject_text=250 2.0.0 Ok
        smtpd lost connection after DATA (1234 bytes) from unknown[192.0.2.1]
        => COMPLAINT client=192.0.2.1 action=lost connection client_name=unknown stage=DATA
        smtpd 0F5383D: lost connection after BDAT (12 bytes) from unknown[192.0.2.1]
        => COMPLAINT client=192.0.2.1 queue_id=0F5383D action=lost connection client_name=unknown stage=BDAT
        smtpd proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as 4jXz4s0sf8z6v2L; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>
        => NOTICE action=proxy-accept from=a@example.org to=b@example.com helo=x stage=END-OF-MESSAGE reject_text=250 2.0.0 Ok: queued as 4jXz4s0sf8z6v2L other_queue_id=4jXz4s0sf8z6v2L
        smtpd proxy-accept: END-OF-MESSAGE: 250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: 12 bytes queued as 0F5383D; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>
        => NOTICE action=proxy-accept from=a@example.org to=b@example.com helo=x stage=END-OF-MESSAGE reject_text=250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: 12 bytes queued as 0F5383D other_queue_id=0F5383D
        smtpd proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as 0F5383D by us; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>
        => NOTICE action=proxy-accept from=a@example.org to=b@example.com helo=x stage=END-OF-MESSAGE reject_text=250 2.0.0 Ok: queued as 0F5383D by us
        smtpd proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok; from=<"x queued as 0F5383D; y"@example.org> to=<b@example.com> proto=ESMTP helo=<x>
        => NOTICE action=proxy-accept from="x queued as 0F5383D; y"@example.org to=b@example.com helo=x stage=END-OF-MESSAGE reject_text=250 2.0.0 Ok
        smtpd NOQUEUE: client=mail.example.com[2001:db8:7::b], sasl_method=PLAIN, sasl_username=u@example.com
        => AUTHENTICATED client=2001:db8:7::b queue_id=NOQUEUE action=client client_name=mail.example.com sasl_username=u@example.com
        smtpd NOQUEUE: client=mail.example.com[2001:db8:7::b]
        => NOTICE client=2001:db8:7::b queue_id=NOQUEUE action=client client_name=mail.example.com
        smtpd NOQUEUE: abort: TLS from h.example.org[2001:db8:7::d]: No client certificate presented
        => REJECT client=2001:db8:7::d queue_id=NOQUEUE action=abort client_name=h.example.org dsn=4.7.1 reject_code=421 stage=TLS reject_text=No client certificate presented
        smtpd NOQUEUE: timeout after END-OF-MESSAGE from unknown[192.0.2.1]
        => COMPLAINT client=192.0.2.1 queue_id=NOQUEUE action=timeout client_name=unknown stage=END-OF-MESSAGE
        smtpd too many errors after AUTH from unknown[192.0.2.1]
        => COMPLAINT client=192.0.2.1 action=too many errors client_name=unknown stage=AUTH
        smtpd improper command pipelining after EHLO from unknown[192.0.2.1]: MAIL FROM:<x>\\r\\n
        => COMPLAINT client=192.0.2.1 action=improper command pipelining client_name=unknown
        smtpd SSL_accept error from unknown[192.0.2.1]: lost connection
        => COMPLAINT client=192.0.2.1 action=SSL_accept error client_name=unknown
        smtpd warning: unknown[192.0.2.1]: SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=admin
        => AUTH_FAILURE client=192.0.2.1 action=authentication failed client_name=unknown sasl_username=admin
        smtpd warning: unknown[192.0.2.1]: SASL PLAIN authentication failed:\s
        => AUTH_FAILURE client=192.0.2.1 action=authentication failed client_name=unknown
        smtpd warning: unknown[192.0.2.1]: SASL LOGIN authentication failed: (reason unavailable), sasl_username=(unavailable)
        => AUTH_FAILURE client=192.0.2.1 action=authentication failed client_name=unknown
        smtpd warning: unknown[192.0.2.1]: SASL PLAIN authentication failed: Connection lost to authentication server, sasl_username=u@example.com
        => COMPLAINT client=192.0.2.1 action=authentication failed client_name=unknown sasl_username=u@example.com
        smtpd warning: unknown[192.0.2.1]: SASL LOGIN authentication failed: generic failure
        => COMPLAINT client=192.0.2.1 action=authentication failed client_name=unknown
        smtpd warning: 0F5383D: queue file size limit exceeded
        => REJECT queue_id=0F5383D action=reject dsn=5.3.4 reject_code=552 stage=END-OF-MESSAGE
        smtpd warning: 0F5383D: BDAT request from mail.example.org[2001:db8::25] exceeds message size limit
        => REJECT queue_id=0F5383D action=reject dsn=5.3.4 reject_code=552 stage=END-OF-MESSAGE
        cleanup warning: 0F5383D: virtual_alias_maps map lookup problem for b@example.com -- message not accepted, try again later
        => REJECT queue_id=0F5383D action=reject dsn=4.3.0 reject_code=451 stage=END-OF-MESSAGE
        cleanup warning: 0F5383D: message rejected: hopcount exceeded
        => REJECT queue_id=0F5383D action=reject dsn=5.4.0 reject_code=554 stage=END-OF-MESSAGE
        cleanup warning: 0F5383D: ignoring bad VERP request: "+="
        => NOTHING
        smtpd warning: Connection rate limit exceeded: 61 from unknown[192.0.2.1] for service smtp
        => REJECT client=192.0.2.1 action=reject client_name=unknown dsn=4.7.0 reject_code=421 stage=CONNECT reject_text=Connection rate limit exceeded
        smtpd warning: Connection concurrency limit exceeded: 51 from mail.example.com[2001:db8::5] for service 192.0.2.25:smtp
        => REJECT client=2001:db8::5 action=reject client_name=mail.example.com dsn=4.7.0 reject_code=421 stage=CONNECT reject_text=Connection concurrency limit exceeded
        smtpd warning: Message delivery request rate limit exceeded: 61 from unknown[192.0.2.1] for service smtp
        => REJECT client=192.0.2.1 action=reject client_name=unknown dsn=4.7.1 reject_code=450 stage=MAIL reject_text=Message delivery request rate limit exceeded
        smtpd warning: Recipient address rate limit exceeded: 61 from unknown[192.0.2.1] for service smtp
        => REJECT client=192.0.2.1 action=reject client_name=unknown dsn=4.7.1 reject_code=450 stage=RCPT reject_text=Recipient address rate limit exceeded
        smtpd warning: AUTH command rate limit exceeded: 61 from unknown[192.0.2.1] for service smtp
        => COMPLAINT client=192.0.2.1 action=warning client_name=unknown
        smtpd warning: New TLS session rate limit exceeded: 61 from unknown[192.0.2.1] for service smtp
        => REJECT client=192.0.2.1 action=reject client_name=unknown dsn=4.7.0 reject_code=421 stage=STARTTLS reject_text=New TLS session rate limit exceeded
        smtpd warning: Refusing STARTTLS request from unknown[192.0.2.1] for service smtp
        => COMPLAINT client=192.0.2.1 action=warning client_name=unknown
        smtpd warning: Refusing TLS service request from unknown[192.0.2.1] for service smtps
        => COMPLAINT client=192.0.2.1 action=warning client_name=unknown
        smtpd warning: hostname x.example.org does not resolve to address 192.0.2.1: Name or service not known
        => NOTHING
        smtpd warning: Illegal address syntax from unknown[192.0.2.1] in MAIL command: <x y>
        => COMPLAINT client=192.0.2.1 action=warning client_name=unknown
        smtpd warning: non-SMTP command from unknown[192.0.2.1]: GET / HTTP/1.1
        => COMPLAINT client=192.0.2.1 action=warning client_name=unknown
        smtpd Anonymous TLS connection established from mail.example.com[2001:db8::5]: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature RSA-PSS (2048 bits)
        => TLS client=2001:db8::5 action=tls client_name=mail.example.com tls_version=TLSv1.3 tls_cipher=TLS_AES_256_GCM_SHA384 tls_certificate=none
        smtpd Trusted TLS connection established from mail.example.com[2001:db8::5]: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature RSA-PSS (2048 bits) client-signature RSA-PSS (2048 bits)
        => TLS client=2001:db8::5 action=tls client_name=mail.example.com tls_version=TLSv1.3 tls_cipher=TLS_AES_256_GCM_SHA384 tls_certificate=verified
        smtpd TLS connection established from mail.example.com[2001:db8::5]: TLSv1 with cipher ADH-AES256-SHA (256/256 bits)
        => TLS client=2001:db8::5 action=tls client_name=mail.example.com tls_version=TLSv1 tls_cipher=ADH-AES256-SHA
        smtpd Unknown TLS connection established from mail.example.com[2001:db8::5]: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)
        => TLS client=2001:db8::5 action=tls client_name=mail.example.com tls_version=TLSv1.3 tls_cipher=TLS_AES_256_GCM_SHA384
        smtpd Untrusted TLS connection reused from unknown[192.0.2.1] to mx.example.com: TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384 (256/256 bits)
        => TLS client=192.0.2.1 action=tls client_name=unknown tls_version=TLSv1.2 tls_cipher=ECDHE-RSA-AES256-GCM-SHA384 tls_certificate=untrusted
        smtpd statistics: whatever
        => NOTHING
        postscreen CONNECT from [2001:db8:7::9]:40112 to [2001:db8::25]:25
        => CONNECT client=2001:db8:7::9 action=connect client_port=40112
        postscreen PASS NEW [2001:db8:7::9]:40112
        => SCREENED client=2001:db8:7::9 action=pass client_port=40112
        postscreen DISCONNECT [2001:db8:7::9]:40112
        => DISCONNECT client=2001:db8:7::9 action=disconnect client_port=40112
        postscreen ALLOWLISTED [2001:db8:7::9]:40112
        => SCREENED client=2001:db8:7::9 action=ALLOWLISTED client_port=40112
        postscreen BLACKLISTED [2001:db8:7::9]:40112
        => COMPLAINT client=2001:db8:7::9 action=BLACKLISTED client_port=40112
        postscreen WHITELIST VETO [2001:db8:7::9]:40112
        => COMPLAINT client=2001:db8:7::9 action=WHITELIST VETO client_port=40112
        postscreen DNSBL rank 6 for [2001:db8:7::9]:40112
        => COMPLAINT client=2001:db8:7::9 action=dnsbl client_port=40112
        postscreen PREGREET 14 after 0.07 from [2001:db8:7::9]:40112: EHLO friend\\r\\n
        => COMPLAINT client=2001:db8:7::9 action=PREGREET client_port=40112
        postscreen HANGUP after 0.2 from [2001:db8:7::9]:40112 in tests before SMTP handshake
        => COMPLAINT client=2001:db8:7::9 action=HANGUP client_port=40112
        qmqpd connect from h.example.org[2001:db8:7::f]
        => CONNECT client=2001:db8:7::f action=connect client_name=h.example.org
        qmqpd 4jXz4s0sf8z6v2P: client=h.example.org[2001:db8:7::f]
        => OPEN client=2001:db8:7::f queue_id=4jXz4s0sf8z6v2P action=client client_name=h.example.org
        qmqpd 4jXz4s0sf8z6v2P: h.example.org[2001:db8:7::f]: Ok: 12 bytes queued as 4jXz4s0sf8z6v2P
        => NOTICE queue_id=4jXz4s0sf8z6v2P
        qmqpd NOQUEUE: h.example.org[2001:db8:7::f]: lost connection while receiving message content
        => NOTICE queue_id=NOQUEUE
        qmqpd warning: 4jXz4s0sf8z6v2P: h.example.org[2001:db8:7::f]: Error: queue file write error
        => NOTHING
        qmqpd disconnect from h.example.org[2001:db8:7::f]
        => DISCONNECT client=2001:db8:7::f action=disconnect client_name=h.example.org
        postscreen NOQUEUE: reject: RCPT from [2001:db8:7::9]:40112: 550 5.7.1 Service unavailable; client [2001:db8:7::9] blocked using bl.example.net; from=<a@example.org>, to=<b@example.com>, proto=ESMTP, helo=<x>
        => REJECT client=2001:db8:7::9 queue_id=NOQUEUE action=reject from=a@example.org to=b@example.com dsn=5.7.1 reject_code=550 helo=x stage=RCPT reject_text=Service unavailable; client [2001:db8:7::9] blocked using bl.example.net client_port=40112
        postscreen NOQUEUE: reject: CONNECT from [2001:db8:7::9]:40112: all server ports busy
        => REJECT client=2001:db8:7::9 queue_id=NOQUEUE action=reject dsn=4.3.2 stage=CONNECT reject_text=all server ports busy client_port=40112
        postscreen reject: connect from [2001:db8:7::9]:40112: all screening ports busy
        => REJECT client=2001:db8:7::9 action=reject dsn=4.3.2 stage=connect reject_text=all screening ports busy client_port=40112
        postscreen COMMAND TIME LIMIT from [2001:db8:7::9]:40112 after EHLO
        => COMPLAINT client=2001:db8:7::9 action=COMMAND TIME LIMIT client_port=40112
        postscreen BARE NEWLINE from [2001:db8:7::9]:40112 after DATA
        => COMPLAINT client=2001:db8:7::9 action=BARE NEWLINE client_port=40112
        postscreen NON-SMTP COMMAND from [2001:db8:7::9]:40112 after CONNECT: GET / HTTP/1.1
        => COMPLAINT client=2001:db8:7::9 action=NON-SMTP COMMAND client_port=40112
        postscreen DATA without valid RCPT from [2001:db8:7::9]:40112
        => COMPLAINT client=2001:db8:7::9 action=DATA client_port=40112
        tlsproxy Anonymous TLS connection established from [2001:db8:7::9]:40112: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)
        => TLS client=2001:db8:7::9 action=tls tls_version=TLSv1.3 tls_cipher=TLS_AES_256_GCM_SHA384 tls_certificate=none client_port=40112
        tlsproxy CONNECT from [2001:db8:7::9]:40112
        => NOTHING client=2001:db8:7::9 client_port=40112
        cleanup 4jXz4s0sf8z6v2L: message-id=<x@example.org>
        => MESSAGE_ID queue_id=4jXz4s0sf8z6v2L message_id=x@example.org
        cleanup 4jXz4s0sf8z6v2L: resent-message-id=<x@example.org>
        => MESSAGE_ID queue_id=4jXz4s0sf8z6v2L message_id=x@example.org
        cleanup 4jXz4s0sf8z6v2L: message-id=
        => MESSAGE_ID queue_id=4jXz4s0sf8z6v2L message_id=
        cleanup 4jXz4s0sf8z6v2L: message-id=<>
        => MESSAGE_ID queue_id=4jXz4s0sf8z6v2L message_id=
        cleanup 4jXz4s0sf8z6v2L: message-id=no brackets at all
        => MESSAGE_ID queue_id=4jXz4s0sf8z6v2L message_id=no brackets at all
        cleanup 4jXz4s0sf8z6v2L: milter-reject: END-OF-MESSAGE from mail.example.com[2001:db8::5]: 4.7.1 Try again later; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<mail.example.com>
        => REJECT client=2001:db8::5 queue_id=4jXz4s0sf8z6v2L action=milter-reject client_name=mail.example.com from=a@example.org to=b@example.com dsn=4.7.1 helo=mail.example.com stage=END-OF-MESSAGE reject_text=Try again later
        cleanup 4jXz4s0sf8z6v2L: reject: header Subject: cheap from mail.example.com[2001:db8::5]; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>: 5.7.1 no
        => REJECT queue_id=4jXz4s0sf8z6v2L action=reject from=a@example.org to=b@example.com dsn=5.7.1 helo=x stage=DATA reject_text=header Subject: cheap from mail.example.com[2001:db8::5]
        cleanup 4jXz4s0sf8z6v2L: reject: body 4.0.0 >: 4.0.0 from mail.example.com[2001:db8::5]; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>: 4.7.1 Try again later
        => REJECT queue_id=4jXz4s0sf8z6v2L action=reject from=a@example.org to=b@example.com dsn=4.7.1 helo=x stage=DATA reject_text=body 4.0.0 >: 4.0.0 from mail.example.com[2001:db8::5]
        cleanup 4jXz4s0sf8z6v2L: to=<b@example.com>, relay=none, delay=0.05, delays=0.05/0/0/0, dsn=5.7.1, status=bounced (no)
        => DELIVERY queue_id=4jXz4s0sf8z6v2L to=b@example.com relay=none delay=0.05 dsn=5.7.1 status=bounced status_text=no
        cleanup 4jXz4s0sf8z6v2L: warning: header Subject: x from local; from=<root@example.com>
        => NOTICE queue_id=4jXz4s0sf8z6v2L action=warning from=root@example.com stage=DATA reject_text=header Subject: x from local
        cleanup 4jXz4s0sf8z6v2L: milter-header-hold: header X: y from unknown[192.0.2.1]; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>
        => NOTICE queue_id=4jXz4s0sf8z6v2L action=milter-header-hold from=a@example.org to=b@example.com helo=x stage=DATA reject_text=header X: y from unknown[192.0.2.1]
        cleanup 4jXz4s0sf8z6v2L: removed (canceled)
        => DISCARDED queue_id=4jXz4s0sf8z6v2L action=discard
        qmgr 4jXz4s0sf8z6v2L: from=<a@example.org>, size=2666, nrcpt=2 (queue active)
        => QUEUED queue_id=4jXz4s0sf8z6v2L from=a@example.org size=2666 nrcpt=2
        qmgr 4jXz4s0sf8z6v2L: from=<>, size=1, nrcpt=1 (queue active)
        => QUEUED queue_id=4jXz4s0sf8z6v2L from= size=1 nrcpt=1
        qmgr 4jXz4s0sf8z6v2L: from=<a@example.org>, status=expired, returned to sender
        => EXPIRED queue_id=4jXz4s0sf8z6v2L from=a@example.org status=expired
        qmgr 4jXz4s0sf8z6v2L: from=<a@example.org>, status=force-expired, returned to sender
        => EXPIRED queue_id=4jXz4s0sf8z6v2L from=a@example.org status=force-expired
        qmgr 4jXz4s0sf8z6v2L: removed
        => REMOVED queue_id=4jXz4s0sf8z6v2L action=removed
        qmgr 4jXz4s0sf8z6v2L: to=<b@example.com>, relay=none, delay=9, delays=9/0/0/0, dsn=4.3.0, status=deferred (mail transport unavailable)
        => DELIVERY queue_id=4jXz4s0sf8z6v2L to=b@example.com relay=none delay=9 dsn=4.3.0 status=deferred status_text=mail transport unavailable
        qmgr 4jXz4s0sf8z6v2L: skipped, still being delivered
        => NOTICE queue_id=4jXz4s0sf8z6v2L
        pickup 4jXz4s0sf8z6v2L: uid=1000 from=<root> orig_id=0F5383D
        => OPEN_LOCAL queue_id=4jXz4s0sf8z6v2L action=pickup from=root other_queue_id=0F5383D
        bounce 4jXz4s0sf8z6v2L: sender non-delivery notification: 0F5383D
        => NOTIFICATION queue_id=4jXz4s0sf8z6v2L action=sender non-delivery notification other_queue_id=0F5383D
        postsuper 4jXz4s0sf8z6v2L: placed on hold
        => NOTICE queue_id=4jXz4s0sf8z6v2L
        postsuper 4jXz4s0sf8z6v2L: removed
        => REMOVED queue_id=4jXz4s0sf8z6v2L action=removed
        smtp 4jXz4s0sf8z6v2L: to=<b@example.com>, orig_to=<info@example.com>, relay=mx.example.com[2001:db8:9::25]:25, conn_use=2, delay=1.2, delays=0.1/0/0.6/0.5, tls=dane, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4jXz4t1CnWz5kQm)
        => DELIVERY queue_id=4jXz4s0sf8z6v2L to=b@example.com orig_to=info@example.com relay=mx.example.com[2001:db8:9::25]:25 delay=1.2 dsn=2.0.0 status=sent status_text=250 2.0.0 Ok: queued as 4jXz4t1CnWz5kQm other_queue_id=4jXz4t1CnWz5kQm
        smtp 4jXz4s0sf8z6v2L: to=<b@example.com>, relay=none, delay=1.2, delays=0.1/0/0.6/0.5, dsn=4.4.1, status=deferred (connect to mx.example.com[2001:db8:9::25]:25: Connection timed out)
        => DELIVERY queue_id=4jXz4s0sf8z6v2L to=b@example.com relay=none delay=1.2 dsn=4.4.1 status=deferred status_text=connect to mx.example.com[2001:db8:9::25]:25: Connection timed out
        local 4jXz4s0sf8z6v2L: to=<b@example.com>, relay=local, delay=1.2, delays=0.1/0/0.6/0.5, dsn=5.1.1, status=bounced (unknown user: "b")
        => DELIVERY queue_id=4jXz4s0sf8z6v2L to=b@example.com relay=local delay=1.2 dsn=5.1.1 status=bounced status_text=unknown user: "b"
        smtp 4jXz4s0sf8z6v2L: to=<b@example.com>, relay=mx.example.com[192.0.2.9]:25, delay=1.2, delays=0.1/0/0.6/0.5, dsn=2.1.5, status=deliverable (250 2.1.5 Ok)
        => PROBE queue_id=4jXz4s0sf8z6v2L to=b@example.com relay=mx.example.com[192.0.2.9]:25 delay=1.2 dsn=2.1.5 status=deliverable status_text=250 2.1.5 Ok
        smtp 4jXz4s0sf8z6v2L: to=b@example.com, relay=none, delay=1.2, delays=0/0/0/0, dsn=4.4.1, status=deferred (x)
        => DELIVERY queue_id=4jXz4s0sf8z6v2L to=b@example.com relay=none delay=1.2 dsn=4.4.1 status=deferred status_text=x
        # before Postfix 2.3
        local 0F5383D: to=<b@example.com>, relay=local, delay=0, status=sent (delivered to mailbox)
        => DELIVERY queue_id=0F5383D to=b@example.com relay=local delay=0 status=sent status_text=delivered to mailbox
        smtp 0F5383D: to=<b@example.com>, relay=mx.example.com[192.0.2.9], delay=2, status=deferred (450 no, dsn=2.0.0, status=sent (ok))
        => DELIVERY queue_id=0F5383D to=b@example.com relay=mx.example.com[192.0.2.9] delay=2 status=deferred status_text=450 no, dsn=2.0.0, status=sent (ok)
        smtp connect to mx.example.com[192.0.2.9]:25: Connection refused
        => NOTHING
        smtp 4jXz4s0sf8z6v2L: host mx.example.com[192.0.2.9] said: 451 try later (in reply to RCPT TO command)
        => NOTICE queue_id=4jXz4s0sf8z6v2L
        smtp Trusted TLS connection established to mx.example.com[192.0.2.9]:25: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)
        => NOTHING relay=mx.example.com[192.0.2.9]:25 tls_version=TLSv1.3 tls_cipher=TLS_AES_256_GCM_SHA384 tls_certificate=verified
        anvil statistics: max connection rate 1/60s for (smtp:2001:db8::5) at Nov 23 08:05:01
        => NOTHING
        anvil statistics: max cache size 2 at Nov 23 08:05:01
        => NOTHING
        anvil statistics: max connection count 5 for (smtp:192.0.2.1) at Nov 23 08:05:01
        => STATISTICS client=192.0.2.1 concurrent=5
        anvil statistics: max connection count 12 for (smtp:2001:db8::5) at Nov 23 08:05:01
        => STATISTICS client=2001:db8::5 concurrent=12
        anvil statistics: max connection count 5 for (smtp:2001:db8:1:2::/84) at Nov 23 08:05:01
        => STATISTICS concurrent=5 network=2001:db8:1:2::/84
        anvil statistics: max connection count 5 for (2525:2001:db8::5) at Nov 23 08:05:01
        => STATISTICS client=2001:db8::5 concurrent=5
        anvil statistics: max connection count 5 for (192.0.2.1:2525:2001:db8::5) at Nov 23 08:05:01
        => STATISTICS client=2001:db8::5 concurrent=5
        anvil statistics: max connection count 5 for (localhost:2525:192.0.2.7) at Nov 23 08:05:01
        => STATISTICS client=192.0.2.7 concurrent=5
        anvil statistics: max connection count 5 for ([2001:db8::25]:25:2001:db8:9::1) at Nov 23 08:05:01
        => STATISTICS client=2001:db8:9::1 concurrent=5
        anvil statistics: max connection count 5 for (smtp:unknown) at Nov 23 08:05:01
        => NOTHING
        anvil statistics: max connection count 5 for (smtp:::) at Nov 23 08:05:01
        => NOTHING
        anvil statistics: max connection count 5 for (smtp:2001:db8::/129) at Nov 23 08:05:01
        => NOTHING
        anvil statistics: max connection count 5 for (smtp:mail.example.com/24) at Nov 23 08:05:01
        => NOTHING
        anvil statistics: max connection count 0 for (smtp:192.0.2.1) at Nov 23 08:05:01
        => NOTHING
        anvil statistics: max connection count 9999999999999999999 for (smtp:192.0.2.1) at Nov 23 08:05:01
        => NOTHING
        anvil statistics: max connection count 5 for (smtp:192.0.2.1
        => NOTHING
        anvil statistics: max connection count\s
        => NOTHING
        dnsblog addr 2001:db8::5 listed by domain bl.example.net as 127.0.0.2
        => NOTHING client=2001:db8::5
        master warning: process /usr/lib/postfix/sbin/smtp pid 1933 exit status 1
        => NOTHING
        smtpd fatal: no SASL authentication mechanisms
        => NOTHING
        smtpd connect from mail.example.com[2001:db8:1
        => refused: cut
        smtpd NOQUEUE: reject: RCPT from unknown[2001:db8:1:2::5
        => refused: cut
        smtpd 4jXz4s0sf8z6v2L: client=unknown[192.0.2.
        => refused: cut
        smtpd 4jXz4s0sf8z6v2L: what nobody knows of
        => refused: cut
        smtpd 4jXz4s0sf8z6v2L: what nobody knows of: and is too long to be cut
        => refused: cut
        qmgr 4jXz4s0sf8z6v2L: from=<a@example.org>, size=26
        => refused: cut
        qmgr 4jXz4s0sf8z6v2L: from=<a@example.org>, size=26, nrcpt=1
        => refused: cut
        smtp 4jXz4s0sf8z6v2L: to=<b@example.com>, relay=none, delay=1.2, dsn=4.4.1, status=sent
        => refused: cut
        postscreen PASS NEW [2001:db8:7::9
        => refused: cut
        cleanup 4jXz4s0sf8z6v2L: what nobody knows of
        => refused: unknown kind
        """);
  }

  /** What a client chooses imitates what the server writes; 2001:db8::bad is never the client. */
  static Stream<Arguments> hostileLines() {
    return Readings.rows(
        """
        # the helo
        smtpd NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 554 5.7.1 <b@example.com>: Relay access denied; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<[IPv6:2001:db8::bad]>
        => REJECT client=192.0.2.1 from=a@example.org to=b@example.com helo=[IPv6:2001:db8::bad]
        smtpd NOQUEUE: milter-reject: EHLO from unknown[192.0.2.1]: 554 5.7.1 no; proto=ESMTP helo=<x> from unknown[2001:db8::bad]: 250 ok>
        => REJECT client=192.0.2.1 from=null to=null helo=x> from unknown[2001:db8::bad]: 250 ok
        smtpd NOQUEUE: milter-reject: EHLO from unknown[192.0.2.1]: 554 5.7.1 no; proto=ESMTP helo=<x; from=<y> to=<z> proto=ESMTP helo=<c>
        => REJECT client=192.0.2.1 from=y to=z helo=c
        postscreen NOQUEUE: reject: RCPT from [192.0.2.1]:4711: 550 5.7.1 no; from=<a@example.org>, to=<b@example.com>, proto=ESMTP, helo=<x> from [2001:db8::bad]:25>
        => REJECT client=192.0.2.1 from=a@example.org to=b@example.com helo=x> from [2001:db8::bad]:25
        smtpd NOQUEUE: reject: EHLO from unknown[192.0.2.1]: 501 5.5.4 <x?from?unknown[2001:db8::bad]:>: Helo command rejected: bad; proto=ESMTP helo=<x?from?unknown[2001:db8::bad]:>
        => REJECT client=192.0.2.1 from=null to=null helo=x?from?unknown[2001:db8::bad]:
        # the sender and the recipient
        smtpd NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 554 5.7.1 <b@example.com>: Relay access denied; from=<"x> to=<y> proto=ESMTP helo=<z"@example.org> to=<b@example.com> proto=ESMTP helo=<x>
        => REJECT client=192.0.2.1 from="x to=y helo=z"@example.org> to=<b@example.com> proto=ESMTP helo=<x
        smtpd NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 554 5.7.1 <"] from unknown[2001:db8::bad]: 250 "@example.com>: Relay access denied; from=<a@example.org> to=<"] from unknown[2001:db8::bad]: 250 "@example.com> proto=ESMTP helo=<x>
        => REJECT client=192.0.2.1 from=a@example.org to="] from unknown[2001:db8::bad]: 250 "@example.com helo=x
        qmgr 4jXz4s0sf8z6v2L: from=<"x>, size=1, nrcpt=9 (queue active)"@example.org>, size=2666, nrcpt=2 (queue active)
        => QUEUED client=null from="x>, size=1, nrcpt=9 (queue active)"@example.org to=null helo=null
        qmgr 4jXz4s0sf8z6v2L: from=<"x>, status=expired, returned to sender"@example.org>, size=2666, nrcpt=2 (queue active)
        => QUEUED client=null from="x>, status=expired, returned to sender"@example.org to=null helo=null
        smtp 4jXz4s0sf8z6v2L: to=<"x>, relay=none, delay=1, delays=0/0/0/0, dsn=2.0.0, status=sent (ok)"@example.com>, relay=none, delay=1.2, delays=0/0/0/0, dsn=4.4.1, status=deferred (no)
        => DELIVERY client=null from=null to="x>, relay=none, delay=1, delays=0/0/0/0, dsn=2.0.0, status=sent (ok)"@example.com helo=null status=deferred
        # the remote server
        smtp 4jXz4s0sf8z6v2L: to=<b@example.com>, relay=mx.example.com[192.0.2.9]:25, delay=1.2, delays=0/0/0/0, dsn=4.4.1, status=deferred (450 >, relay=x[2001:db8::bad]:25, delay=1, dsn=2.0.0, status=sent (ok))
        => DELIVERY client=null from=null to=b@example.com helo=null status=deferred
        smtp 4jXz4s0sf8z6v2L: host mx.example.com[192.0.2.9] said: 450 client=unknown[2001:db8::bad]
        => NOTICE client=null from=null to=null helo=null
        # the subject
        cleanup 4jXz4s0sf8z6v2L: reject: header Subject: x from mail.example.com[2001:db8::bad]; from=<y> to=<z> proto=ESMTP helo=<h> from unknown[192.0.2.1]; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>: 5.7.1 no
        => REJECT client=null from=a@example.org to=b@example.com helo=x
        # the Message-ID
        cleanup 4jXz4s0sf8z6v2L: message-id=<x: removed, client=unknown[2001:db8::bad]>
        => MESSAGE_ID client=null from=null to=null helo=null
        cleanup 4jXz4s0sf8z6v2L: message-id=4jXz4s0sf8z6v2L: client=unknown[2001:db8::bad]
        => MESSAGE_ID client=null from=null to=null helo=null
        # the name of the user
        smtpd 4jXz4s0sf8z6v2L: client=unknown[192.0.2.1], sasl_method=PLAIN, sasl_username=u, orig_client=x[2001:db8::bad]
        => OPEN client=192.0.2.1 from=null to=null helo=null
        smtpd warning: unknown[192.0.2.1]: SASL LOGIN authentication failed: x, sasl_username=y: unknown[2001:db8::bad]: SASL LOGIN authentication failed
        => AUTH_FAILURE client=192.0.2.1 from=null to=null helo=null
        # commands
        smtpd improper command pipelining after EHLO from unknown[192.0.2.1]: x from unknown[2001:db8::bad]: y
        => COMPLAINT client=192.0.2.1 from=null to=null helo=null
        smtpd warning: non-SMTP command from unknown[192.0.2.1]: x from unknown[2001:db8::bad]
        => COMPLAINT client=192.0.2.1 from=null to=null helo=null
        smtpd warning: Illegal address syntax from unknown[192.0.2.1] in MAIL command: <x from unknown[2001:db8::bad]>
        => COMPLAINT client=192.0.2.1 from=null to=null helo=null
        postscreen PREGREET 14 after 0.07 from [192.0.2.1]:40112: EHLO x from [2001:db8::bad]:25
        => COMPLAINT client=192.0.2.1 from=null to=null helo=null
        """);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plainLines")
  void aLineSaysWhatPostfixMeant(String line, String meaning) {
    assertThat(Readings.read(daemon(line), text(line))).isEqualTo(meaning);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileLines")
  void noTextOfTheClientMovesItsAddress(String line, String meaning) {
    LogLine read = Readings.line(daemon(line), text(line));
    String status = read.has(Field.STATUS) ? " status=" + read.string(Field.STATUS) : "";
    assertThat(
            "%s client=%s from=%s to=%s helo=%s%s"
                .formatted(
                    read.event(),
                    Readings.client(read),
                    read.string(Field.FROM),
                    read.string(Field.TO),
                    read.string(Field.HELO),
                    status))
        .isEqualTo(meaning);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"plainLines", "hostileLines"})
  void aCutLineNeverGivesAnotherAddress(String line, String meaning) {
    Readings.assertEveryCutIsHarmless(daemon(line), text(line));
    Readings.assertNoDamageThrows(daemon(line), text(line), meaning.hashCode());
  }

  @Test
  void aMessageHandedOnByAFilterIsItsFirstClients() {
    String line =
        "0F5383D: client=localhost[::1], orig_queue_id=1A2B3C4,"
            + " orig_client=x.example.org[2001:db8::7]";
    assertThat(Readings.read(new PostfixSmtpd(), line))
        .isEqualTo(
            "OPEN client=2001:db8::7 queue_id=0F5383D action=client client_name=x.example.org"
                + " other_queue_id=1A2B3C4");
    for (int cut = line.indexOf("[2001"); cut < line.length(); cut++) {
      assertThat(Readings.client(Readings.line(new PostfixSmtpd(), line.substring(0, cut))))
          .isNull();
    }
  }

  private static LineFormat daemon(String line) {
    return DAEMONS.get(line.substring(0, line.indexOf(' ')));
  }

  private static String text(String line) {
    return line.substring(line.indexOf(' ') + 1);
  }
}
