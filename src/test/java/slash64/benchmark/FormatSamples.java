package slash64.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A few lines of each format, as its program writes them day in, day out. */
public final class FormatSamples {
  private static final Map<String, String> TEXTS = new TreeMap<>();

  static {
    TEXTS.put(
        "exim",
        """
        2026-11-23 08:05:01 1vN5Kb-0000001abcd-2Xyz <= a@example.org H=mail.example.org [2001:db8:1:2::25] P=esmtps X=TLS1.3:ECDHE_X25519__RSA_PSS_RSAE_SHA256__AES_256_GCM:256 CV=no S=5938 id=x@example.org
        2026-11-23 08:05:02 1vN5Kb-0000001abcd-2Xyz => b@example.com R=dnslookup T=remote_smtp H=mx.example.com [2001:db8:9::25] X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes C="250 2.0.0 ok"
        2026-11-23 08:05:02 1vN5Kb-0000001abcd-2Xyz Completed
        2026-11-23 08:05:03 H=mail.example.net [2001:db8:7::9] F=<a@example.net> rejected RCPT <b@example.com>: Unrouteable address
        """);
    TEXTS.put(
        "opendkim",
        """
        Nov 23 08:05:01 mx1 opendkim[612]: A1B2C3D4E5: mail.example.org [2001:db8:1:2::25] not internal
        Nov 23 08:05:01 mx1 opendkim[612]: A1B2C3D4E6: no signature data
        Nov 23 08:05:01 mx1 opendkim[612]: A1B2C3D4E5: DKIM verification successful
        Nov 23 08:05:01 mx1 opendkim[612]: A1B2C3D4E5: s=s1 d=example.org a=rsa-sha256 SSL\s
        """);
    TEXTS.put(
        "opendmarc",
        """
        Nov 23 08:05:01 mx1 opendmarc[613]: A1B2C3D4E5: example.org pass
        Nov 23 08:05:01 mx1 opendmarc[613]: A1B2C3D4E6: example.net fail
        Nov 23 08:05:01 mx1 opendmarc[613]: A1B2C3D4E7: example.com none
        """);
    TEXTS.put(
        "opensmtpd",
        """
        Nov 23 08:05:01 mx1 smtpd[812]: 5df87c903d709659 smtp connected address=2001:db8:1:2::25 host=mail.example.org
        Nov 23 08:05:01 mx1 smtpd[812]: 5df87c903d709659 smtp tls ciphers=TLSv1.3:TLS_AES_256_GCM_SHA384:256
        Nov 23 08:05:01 mx1 smtpd[812]: 5df87c903d709659 smtp message msgid=c405e39a size=303 nrcpt=1 proto=ESMTP
        Nov 23 08:05:01 mx1 smtpd[812]: 5df87c903d709659 smtp envelope evpid=c405e39ad6bbc64f from=<a@example.org> to=<b@example.com>
        Nov 23 08:05:02 mx1 smtpd[812]: 5df87c9250bba470 mda delivery evpid=c405e39ad6bbc64f from=<a@example.org> to=<b@example.com> rcpt=<b@example.com> user=b delay=1s result=Ok stat=Delivered
        Nov 23 08:05:02 mx1 smtpd[812]: 5df87c903d709659 smtp disconnected reason=quit
        """);
    TEXTS.put(
        "policyd-spf",
        """
        Nov 23 08:05:01 mx1 policyd-spf[614]: prepend Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=2001:db8:1:2::25; helo=mail.example.org; envelope-from=a@example.org; receiver=<UNKNOWN>
        Nov 23 08:05:01 mx1 policyd-spf[614]: prepend Received-SPF: Softfail (mailfrom) identity=mailfrom; client-ip=2001:db8:1:3::25; helo=mail.example.net; envelope-from=a@example.net; receiver=<UNKNOWN>
        """);
    TEXTS.put(
        "postgrey",
        """
        Nov 23 08:05:01 mx1 postgrey[615]: action=greylist, reason=new, client_name=mail.example.org, client_address=2001:db8:1:2::25, sender=a@example.org, recipient=b@example.com
        Nov 23 08:11:01 mx1 postgrey[615]: action=pass, reason=triplet found, delay=360, client_name=mail.example.org, client_address=2001:db8:1:2::25, sender=a@example.org, recipient=b@example.com
        """);
    TEXTS.put(
        "rspamd",
        """
        Nov 23 08:05:01 mx1 rspamd[616]: <a1b2c3>; task; rspamd_task_write_log: id: <x@example.org>, qid: <A1B2C3D4E5>, ip: 2001:db8:1:2::25, from: <a@example.org>, (default: F (no action): [0.42/15.00] [R_SPF_ALLOW(-0.20){+ip6:2001:db8::/32;},R_DKIM_ALLOW(-0.20){example.org:s=s1;},DMARC_POLICY_ALLOW(-0.50){example.org;none;},MIME_GOOD(-0.10){multipart/alternative;text/plain;},RCPT_COUNT_ONE(0.00){1;},ASN(0.00){asn:64496, ipnet:2001:db8::/32, country:ZZ;}]), len: 5938, time: 102.034ms, dns req: 21, digest: <0123456789abcdef0123456789abcdef>, rcpts: <b@example.com>, mime_rcpts: <b@example.com>
        """);
    TEXTS.put(
        "sendmail",
        """
        Nov 23 08:05:01 mx1 sm-mta[617]: STARTTLS=server, relay=mail.example.org [IPv6:2001:db8:1:2::25], version=TLSv1.3, verify=NO, cipher=TLS_AES_256_GCM_SHA384, bits=256/256
        Nov 23 08:05:01 mx1 sm-mta[617]: 6AN8510A012345: from=<a@example.org>, size=5938, class=0, nrcpts=1, msgid=<x@example.org>, proto=ESMTPS, daemon=MTA-v6, relay=mail.example.org [IPv6:2001:db8:1:2::25]
        Nov 23 08:05:02 mx1 sm-mta[618]: 6AN8510A012345: to=<b@example.com>, delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=35938, relay=mx.example.com. [IPv6:2001:db8:9::25], dsn=2.0.0, stat=Sent (ok)
        """);
  }

  private FormatSamples() {}

  /** Returns the names of all formats, {@code postfix} first. */
  public static List<String> formats() {
    List<String> names = new java.util.ArrayList<>(TEXTS.keySet());
    names.add(0, "postfix");
    return names;
  }

  /** Returns about so many bytes of whole lines of one format. */
  public static byte[] text(String format, int bytes) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(bytes);
    if (format.equals("postfix")) {
      try {
        MailLogText.write(text, bytes, "mx1", "Nov 23", 1);
      } catch (IOException e) {
        throw new IllegalStateException(e); // a byte array has no end
      }
      return withoutRspamd(text.toByteArray());
    }
    byte[] lines = TEXTS.get(format).getBytes(StandardCharsets.US_ASCII);
    while (text.size() < bytes) {
      text.writeBytes(lines);
    }
    return text.toByteArray();
  }

  private static byte[] withoutRspamd(byte[] text) {
    StringBuilder kept = new StringBuilder();
    new String(text, StandardCharsets.US_ASCII)
        .lines()
        .filter(line -> !line.contains(" rspamd["))
        .forEach(line -> kept.append(line).append('\n'));
    return kept.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
