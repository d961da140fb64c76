package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The small filters that write one line a message: OpenDKIM, OpenDMARC, policyd-spf, postgrey. */
class FilterFormatsTest {

  static Stream<Arguments> lines() {
    return Stream.of(
            rows(
                OpenDkimFormat::new,
                """
                4jXz4s0sf8z6v2L: DKIM verification successful
                => SCAN queue_id=4jXz4s0sf8z6v2L dkim=pass
                4A1B2C3D4E: bad signature data
                => SCAN queue_id=4A1B2C3D4E dkim=fail
                (unknown-jobid): no signature data
                => SCAN dkim=none
                4A1B2C3D4E: key revoked (s=sel, d=example.org)
                => SCAN queue_id=4A1B2C3D4E dkim=permerror
                4A1B2C3D4E: key retrieval failed (s=sel, d=example.org): 'sel._domainkey.example.org' query timed out
                => SCAN queue_id=4A1B2C3D4E dkim=temperror
                4A1B2C3D4E: s=sel d=example.org SSL error:04091068:rsa routines:int_rsa_verify:bad signature
                => SCAN queue_id=4A1B2C3D4E dkim=fail
                4A1B2C3D4E: s=sel d=example.org a=rsa-sha256 SSL error:04091068:rsa routines:int_rsa_verify:bad signature
                => SCAN queue_id=4A1B2C3D4E dkim=fail
                4A1B2C3D4E: s=sel d=example.org a=rsa-sha256 SSL\s
                => NOTHING queue_id=4A1B2C3D4E
                4A1B2C3D4E: s=sel d=example.org a=rsa-sha256 SSL Success.
                => NOTHING queue_id=4A1B2C3D4E
                4A1B2C3D4E: signature=AbCd1234 domain=example.org selector=sel result="signature verification failed"
                => SCAN queue_id=4A1B2C3D4E dkim=fail
                4A1B2C3D4E: signature=AbCd1234 domain=example.org selector=sel result="no signature error"
                => SCAN queue_id=4A1B2C3D4E dkim=pass
                4A1B2C3D4E: signature=AbCd domain=example.org selector=sel result="no signature error"; signature=Zz domain=b.example selector=s2 result="key not found"
                => SCAN queue_id=4A1B2C3D4E dkim=pass
                4A1B2C3D4E: signature=AbCd domain=example.org selector=sel result="key not found"; signature=Zz domain=b.example selector=s2 result="no signature error"
                => SCAN queue_id=4A1B2C3D4E dkim=pass
                4A1B2C3D4E: signature=AbCd domain=example.org selector=sel result="key not found"; signature=Zz domain=b.example selector=s2 result="bad signature"
                => SCAN queue_id=4A1B2C3D4E dkim=fail
                4A1B2C3D4E: signature=AbCd domain=example.org selector=x result="no signature error"; signature=Zz domain=y selector=" result="key not found"
                => SCAN queue_id=4A1B2C3D4E dkim=fail
                4A1B2C3D4E: signature=A domain=x"_result="no_signature_error" selector=s result="key missing"
                => SCAN queue_id=4A1B2C3D4E dkim=fail
                4A1B2C3D4E: signature=AbCd1234 domain=example.org selector=sel result="no sig
                => refused: cut
                4A1B2C3D4E: DKIM-Signature field added (s=sel, d=example.com)
                => NOTHING queue_id=4A1B2C3D4E
                4A1B2C3D4E: mail.example.org [2001:db8::bad] not internal
                => NOTHING queue_id=4A1B2C3D4E
                OpenDKIM Filter v2.11.0 starting (args: -f)
                => NOTHING
                what nobody knows
                => refused: unknown kind
                """),
            rows(
                OpenDmarcFormat::new,
                """
                4jXz4s0sf8z6v2L: example.org pass
                => SCAN queue_id=4jXz4s0sf8z6v2L dmarc=pass
                1xVP2r-000000005vi-0000: example.org fail
                => SCAN queue_id=1xVP2r-000000005vi-0000 dmarc=fail
                4A1B2C3D4E: SPF(mailfrom): a.example.org softfail
                => SCAN queue_id=4A1B2C3D4E spf=softfail
                4A1B2C3D4E: SPF(helo): example.org pass fail
                => NOTHING queue_id=4A1B2C3D4E
                4A1B2C3D4E: example.org pass none
                => NOTHING queue_id=4A1B2C3D4E
                4A1B2C3D4E: example.org pas
                => NOTHING queue_id=4A1B2C3D4E
                4A1B2C3D4E: ignoring mail from example.org
                => NOTHING queue_id=4A1B2C3D4E
                ignoring connection from localhost
                => NOTHING
                4jXz4s0sf8z6v2L ignoring Authentication-Results at 1 from mx.example.org
                => NOTHING
                (unknown-jobid) ignoring Authentication-Results at 0 from mx.example.org
                => NOTHING
                nobody ignoring Authentication-Results at 0 from mx.example.org
                => refused: unknown kind
                4jXz4s0sf8z6v2L example.org pass
                => refused: unknown kind
                what nobody knows
                => refused: unknown kind
                """),
            rows(
                PolicydSpfFormat::new,
                """
                prepend Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=2001:db8:1:2::25; helo=mail.example.org; envelope-from=a@example.org; receiver=<UNKNOWN>\s
                => SCAN client=2001:db8:1:2::25 action=mailfrom from=a@example.org helo=mail.example.org spf=pass
                4jXz4s0sf8z6v2L: prepend Received-SPF: Softfail (helo) identity=helo; client-ip=192.0.2.1; helo=x; envelope-from=<>; receiver=mx1
                => SCAN client=192.0.2.1 queue_id=4jXz4s0sf8z6v2L action=helo from= helo=x spf=softfail
                : prepend Received-SPF: None (no SPF record) identity=no SPF record; client-ip=192.0.2.1; helo=x; envelope-from=a@example.org; receiver=mx1
                => SCAN client=192.0.2.1 from=a@example.org helo=x spf=none
                Fail; identity=mailfrom; client-ip=192.0.2.1; helo=x; envelope-from=a@example.org; receiver=mx1
                => SCAN client=192.0.2.1 action=mailfrom from=a@example.org helo=x spf=fail
                prepend Received-SPF: Fail (mailfrom) identity=mailfrom; client-ip=192.0.2.1; helo=x; client-ip=2001:db8::bad; envelope-from=y; client-ip=2001:db8::bad; receiver=mx1
                => SCAN client=192.0.2.1 action=mailfrom from=y helo=x spf=fail
                prepend Received-SPF: Fail (mailfrom) identity=mailfrom; client-ip=unknown; helo=x; client-ip=2001:db8::bad; envelope-from=y; receiver=mx1
                => SCAN action=mailfrom from=y helo=x spf=fail
                550 5.7.23 Message rejected due to: SPF fail - not authorized. Please see http://www.example.net/Why?s=mfrom;id=a@example.org;ip=2001:db8::bad;r=mx1
                => SCAN action=reject spf=fail
                defer_if_permit 4.7.24 Message rejected due to: SPF Temporary Error - timeout. Please see http://www.example.net/Why
                => SCAN action=defer spf=temperror
                Action: prepend: Text: Received-SPF: Fail Reject action: 550 5.7.23
                => NOTHING
                prepend Authentication-Results: mx1; spf=pass smtp.mailfrom=example.org
                => NOTHING
                prepend X-Comment: SPF skipped for whitelisted relay - client-ip=192.0.2.1; helo=x
                => NOTHING
                prepend Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=2001:db8:1:2::2
                => refused: cut
                what nobody knows
                => refused: unknown kind
                """),
            rows(
                PolicySpfFormat::new,
                """
                Policy action=PREPEND Received-SPF: pass (example.org: Sender is authorized to use 'a@example.org' in 'mfrom' identity (mechanism 'mx' matched)) receiver=mx1.example.com; identity=mailfrom; envelope-from="a@example.org"; helo=mail.example.org; client-ip="2001:db8:1:2::25"
                => SCAN client=2001:db8:1:2::25 action=mailfrom from=a@example.org helo=mail.example.org spf=pass
                Policy action=PREPEND Received-SPF: softfail (example.org ... spf.example.net: Sender is not authorized) receiver=mx1.example.com; identity=mailfrom; envelope-from="a@Example.ORG"; helo="[IPv6:2001:db8::1]"; client-ip="2001:db8:1:2::25"
                => SCAN client=2001:db8:1:2::25 action=mailfrom from=a@Example.ORG helo=[IPv6:2001:db8::1] spf=softfail
                Policy action=PREPEND Received-SPF: neutral (example.org: Default neutral result due to no mechanism matches) receiver=mx1.example.com; identity=mailfrom; envelope-from="a@example.org"; helo=x; client-ip="2001:db8:1:2::25"
                => SCAN client=2001:db8:1:2::25 action=mailfrom from=a@example.org helo=x spf=neutral
                Policy action=PREPEND Received-SPF: none (mail.example.org: No applicable sender policy available) receiver=mx1.example.com; identity=helo; helo=mail.example.org; client-ip="2001:db8:1:2::25"
                => SCAN client=2001:db8:1:2::25 action=helo from= helo=mail.example.org spf=none
                # an address of IPv4 is not quoted, so that it may be cut
                Policy action=PREPEND Received-SPF: none (example.org: No applicable sender policy available) receiver=mx1.example.com; identity=mailfrom; envelope-from="a@example.org"; helo=x; client-ip=192.0.2.1
                => SCAN spf=none
                # the sender imitates the tail
                Policy action=PREPEND Received-SPF: pass (example.org: Sender is authorized to use 'x) receiver=y; identity=mailfrom; envelope-from="v@example.com"; helo=z; client-ip="2001:db8::bad"@example.org' in 'mfrom' identity (mechanism 'mx' matched)) receiver=mx1.example.com; identity=mailfrom; envelope-from="x) receiver=y; identity=mailfrom; envelope-from=\\"v@example.com\\"; helo=z; client-ip=\\"2001:db8::bad\\"@example.org"; helo=mail.example.org; client-ip="2001:db8:1:2::25"
                => SCAN spf=pass
                Policy action=PREPEND Received-SPF: none (example.org: No applicable sender policy available) receiver=mx1.example.com; identity=mailfrom; envelope-from="x\\"; helo=z; client-ip=\\"2001:db8::bad\\"@example.org"; helo=mail.example.org; client-ip="2001:db8:1:2::25"
                => SCAN spf=none
                Policy action=PREPEND Received-SPF: none (example.org: No applicable sender policy available) receiver=mx1.example.com; identity=mailfrom; envelope-from="a@example.com"; helo=x; client-ip="2001:db8:1:2::25"
                => SCAN spf=none
                Policy action=550 Please see http://www.example.net/Why?s=mfrom;id=a@example.org;ip=2001:db8::bad;r=mx1
                => SCAN action=reject spf=fail
                Policy action=DEFER_IF_PERMIT SPF-Result=example.org: Time-out on DNS 'TXT' lookup of 'example.org'
                => SCAN action=defer spf=temperror
                Policy action=DUNNO
                => NOTHING
                Policy action=PREPEND Authentication-Results: mx1.example.com; none (SPF not checked for localhost)
                => NOTHING
                SPF pass: Envelope-from: a@example.org, IP Address: 2001:db8::bad, Recipient: b@example.com
                => NOTHING
                handler sender_policy_framework: is decisive.
                => NOTHING
                what nobody knows
                => refused: unknown kind
                """),
            rows(
                PostgreyFormat::new,
                """
                action=greylist, reason=new, client_name=unknown, client_address=2001:db8:7::9, sender=a@example.org, recipient=b@example.com
                => SCAN client=2001:db8:7::9 action=greylist client_name=unknown from=a@example.org to=b@example.com
                action=greylist, reason=early-retry (12s, missing), client_name=mail.example.org, client_address=192.0.2.1/32, sender=, recipient=b@example.com
                => SCAN client=192.0.2.1 action=greylist client_name=mail.example.org from= to=b@example.com
                action=pass, reason=triplet found, delay=312, client_name=mail.example.org, client_address=2001:db8:7::/64, sender=a@example.org, recipient=b@example.com
                => SCAN action=pass client_name=mail.example.org from=a@example.org to=b@example.com
                4A1B2C3D4E: action=pass, reason=client AWL, client_name=x, client_address=192.0.2.1, sender="x, client_address=2001:db8::bad, "@example.org, recipient=b@example.com
                => SCAN client=192.0.2.1 queue_id=4A1B2C3D4E action=pass client_name=x from="x to=b@example.com
                action=greylist, reason=new, client_name=unknown, client_address=2001:db8:7::9
                => refused: cut
                unrecognized request type: 'action=pass, client_address=2001:db8::bad, '
                => NOTHING
                ignoring garbage: <action=pass, client_address=2001:db8::bad, >
                => NOTHING
                correcting date for first seen in the future!
                => NOTHING
                Exiting!
                => NOTHING
                HUP received: reloading whitelists...
                => NOTHING
                rm /var/lib/postgrey/log.0000000001
                => NOTHING
                garbage action=pass, client_address=2001:db8::bad,
                => refused: unknown kind
                Process Backgrounded
                => NOTHING
                what nobody knows
                => refused: unknown kind
                """))
        .flatMap(rows -> rows);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("lines")
  void aLineSaysWhatTheFilterMeant(Supplier<LineFormat> format, String line, String meaning) {
    assertThat(Readings.read(format.get(), line)).isEqualTo(meaning);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("lines")
  void aCutLineNeverGivesAnotherAddress(Supplier<LineFormat> format, String line, String meaning) {
    Readings.assertEveryCutIsHarmless(format.get(), line);
    Readings.assertNoDamageThrows(format.get(), line, meaning.hashCode());
  }

  @Test
  void aLineThatALoggerMayHaveCutGivesNoClientThatStandsLast() {
    String line =
        "Policy action=PREPEND Received-SPF: pass (example.org: %s) receiver=mx1.example.com;"
            + " identity=mailfrom; envelope-from=\"a@example.org\"; helo=x;"
            + " client-ip=\"2001:db8:1:2::25\"";
    assertThat(Readings.read(new PolicySpfFormat(), line.formatted("x".repeat(600))))
        .contains("client=2001:db8:1:2::25");
    assertThat(Readings.read(new PolicySpfFormat(), line.formatted("x".repeat(900))))
        .isEqualTo("SCAN spf=pass");
  }

  private static Stream<Arguments> rows(Supplier<LineFormat> format, String block) {
    return Readings.rows(block).map(row -> Arguments.of(format, row.get()[0], row.get()[1]));
  }
}
