package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.envelope.TimeZones;
import slash64.maillog.line.LogLine;

/**
 * No text that a client, a sender or a far server can choose moves the client's address, throws, or
 * makes a second line of one (FORMATS 0 and 10). Each line of {@link #LINES} is read with each text
 * of {@link #TAINTS} in the place of {@code @T@}, in each envelope it can come in, and cut at every
 * byte. The client is 2001:db8:1:2::25 or not told; the imitations name 2001:db8::bad.
 */
final class HostileLinesTest {
  private static final String CLIENT = "2001:db8:1:2::25";

  /** The envelopes whose lines are cut: of a file, RFC 5424, journald, Docker. */
  private static final int[] CUT = {0, 3, 14, 16};

  private static final LineParser PARSER =
      new LineParser(new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 23)));

  /** What is put where others choose the text. */
  private static final String[] TAINTS = {
    "",
    "[IPv6:2001:db8::bad]",
    "x> to=<y",
    "; from=<a> to=<b> proto=ESMTP helo=<c",
    "x".repeat(500),
    "m\u00fcller \u2028 \ud83d\ude00",
    " from mail.example.com[2001:db8::bad]; from=<",
    "client=mail.example.com[2001:db8::bad]",
    "x: removed",
    "x, relay=mail.example.com [IPv6:2001:db8::bad], reject=550 5.7.1 no",
    ", proto=ESMTP, daemon=MTA, relay=mail.example.com [2001:db8::bad]",
    ") [2001:db8::bad] F=<a@example.org> rejected RCPT <b@example.com>: no",
    ">, ip: 2001:db8::bad, from: <b>, (default: F (no action): [0.00/15.00] [X(0.00){}]), len: 1",
    "; client-ip=2001:db8::bad; helo=x",
    "\" result=\"250 ok\" address=[2001:db8::bad]",
    ", client_address=2001:db8::bad, sender=x",
    "#012Nov  3 08:05:01 mx1 postfix/smtpd[812]: connect from x[2001:db8::bad]",
    "Nov  3 08:05:01 mx1 postfix/smtpd[812]: connect from x[2001:db8::bad]",
    "last message repeated 3 times",
    "\u0000\u0001\u007f\ufffd",
  };

  /** Program, then text; a pid is added where envelopes have one. */
  private static final String[] LINES = {
    // HELO, sender, recipient
    "postfix/smtpd|NOQUEUE: reject: RCPT from mail.example.org[2001:db8:1:2::25]: 554 5.7.1 Service unavailable; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<@T@>",
    "postfix/smtpd|NOQUEUE: reject: RCPT from mail.example.org[2001:db8:1:2::25]: 450 4.1.8 <@T@>: Sender address rejected; from=<@T@> to=<b@example.com> proto=ESMTP helo=<x>",
    "postfix/smtpd|NOQUEUE: reject: RCPT from mail.example.org[2001:db8:1:2::25]:4711: 550 5.1.1 <@T@>: Recipient address rejected; from=<a@example.org> to=<@T@> proto=ESMTP helo=<x>",
    "postfix/smtpd|4jXz4s0sf8z6v2L: milter-reject: END-OF-MESSAGE from mail.example.org[2001:db8:1:2::25]: 5.7.1 @T@; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<@T@>",
    "postfix/smtpd|improper command pipelining after EHLO from mail.example.org[2001:db8:1:2::25]: @T@",
    "postfix/smtpd|warning: non-SMTP command from mail.example.org[2001:db8:1:2::25]: @T@",
    "postfix/smtpd|warning: Illegal address syntax from mail.example.org[2001:db8:1:2::25] in RCPT command: @T@",
    "postfix/postscreen|PREGREET 14 after 0.07 from [2001:db8:1:2::25]:40112: @T@",
    "postfix/postscreen|NOQUEUE: reject: RCPT from [2001:db8:1:2::25]:40112: 550 5.7.1 no; from=<@T@>, to=<@T@>, proto=ESMTP, helo=<@T@>",
    "postfix/postscreen|COMMAND PIPELINING from [2001:db8:1:2::25]:40112 after EHLO: @T@",
    // SASL name
    "postfix/smtpd|4jXz4s0sf8z6v2L: client=mail.example.org[2001:db8:1:2::25], sasl_method=PLAIN, sasl_username=@T@",
    "postfix/smtpd|warning: mail.example.org[2001:db8:1:2::25]: SASL LOGIN authentication failed: x, sasl_username=@T@",
    // subject, message id, remote reply: no client stands there, so none may appear
    "postfix/cleanup|4jXz4s0sf8z6v2L: reject: header Subject: @T@ from mail.example.org[2001:db8:1:2::25]; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>: no",
    "postfix/cleanup|4jXz4s0sf8z6v2L: message-id=<@T@>",
    "postfix/cleanup|4jXz4s0sf8z6v2L: message-id=@T@",
    "postfix/qmgr|4jXz4s0sf8z6v2L: from=<@T@>, size=9, nrcpt=1 (queue active)",
    "postfix/smtp|4jXz4s0sf8z6v2L: to=<@T@>, relay=mx.example.com[2001:db8:9::25]:25, delay=1, delays=0/0/0/1, dsn=5.0.0, status=bounced (host said: 550 @T@)",
    "exim|1xVP2r-000000005vi-0000 <= a@example.org H=mail.example.org (helo) [2001:db8:1:2::25]:5 P=esmtps S=5 id=@T@",
    "exim|1xVP2r-000000005vi-0000 <= a@example.org H=mail.example.org (helo) [2001:db8:1:2::25]:5 P=esmtps S=5 T=\"@T@\" for b@example.com",
    "exim|H=mail.example.org (helo) [2001:db8:1:2::25] F=<a@example.org> rejected RCPT <b@example.com>: @T@",
    "exim|login authenticator failed for mail.example.org (helo) [2001:db8:1:2::25]: 535 Incorrect authentication data (set_id=@T@)",
    "exim|1xVP2r-000000005vi-0000 ** b@example.com R=dns T=smtp H=mx.example.com [2001:db8:9::25]: SMTP error from remote mail server: 550 @T@",
    "sm-mta|6AN8510A012345: from=<a@example.org>, size=5, class=0, nrcpts=2, msgid=<@T@>, proto=ESMTPS, daemon=MTA-v6, relay=mail.example.org [IPv6:2001:db8:1:2::25]",
    "sm-mta|6AN8510A012345: ruleset=check_rcpt, arg1=<b@example.com>, relay=mail.example.org [IPv6:2001:db8:1:2::25], reject=550 5.7.1 <b@example.com>... @T@",
    "sm-mta|6AN8510A012345: to=<b@example.com>, delay=00:00:01, mailer=esmtp, relay=mx.example.com. [IPv6:2001:db8:9::25], dsn=2.0.0, stat=Sent (@T@)",
    "smtpd|5df87c903d709659 smtp failed-command command=\"RCPT TO:<@T@>\" result=\"550 Invalid recipient: <@T@>\"",
    "smtpd|5df87c903d709659 smtp authentication user=@T@ result=permfail",
    "rspamd|<a1b2c3>; task; rspamd_task_write_log: id: <@T@>, qid: <4jXz4s0sf8z6v2L>, ip: 2001:db8:1:2::25, from: <a@example.org>, (default: F (no action): [0.30/15.00] [R_SPF_ALLOW(-0.20){@T@;}]), len: 2048, time: 1ms",
    "policyd-spf|prepend Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=2001:db8:1:2::25; helo=@T@; envelope-from=@T@; receiver=<UNKNOWN>",
    "postfix/policy-spf|Policy action=PREPEND Received-SPF: pass (example.org: Sender is authorized to use '@T@@example.org' in 'mfrom' identity (mechanism 'mx' matched)) receiver=mx1.example.com; identity=mailfrom; envelope-from=\"@T@@example.org\"; helo=mail.example.org; client-ip=\"2001:db8:1:2::25\"",
    "amavis|(01003-01) Passed CLEAN {RelayedInbound}, [192.0.2.10]:40112 [192.0.2.10] <@T@> -> <@T@>, Queue-ID: 4jXz4s0sf8z6v2L, Message-ID: <@T@>, mail_id: abc, Hits: 1, size: 1, 1 ms",
    "opendkim|4jXz4s0sf8z6v2L: signature=AAAA domain=@T@ selector=@T@ result=\"no signature error\"",
    "opendmarc|4jXz4s0sf8z6v2L: @T@ pass",
    "postgrey|action=greylist, reason=new, client_name=mail.example.org, client_address=2001:db8:1:2::25, sender=@T@, recipient=@T@",
  };

  static Stream<String> lines() {
    return Arrays.stream(LINES);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void noTextOfOthersMovesTheClient(String line) {
    boolean isUntaintedRead = !read(envelopes(line, "x").get(0)).contains("refused");
    assertThat(isUntaintedRead).as(read(envelopes(line, "x").get(0))).isTrue();
    String client = client(envelopes(line, "x").get(0));
    for (String taint : TAINTS) {
      if (isRivalOfRspamd(line, taint)) {
        continue;
      }
      for (String text : envelopes(line, taint)) {
        String found = client(text);
        assertThat(found == null ? CLIENT : found).as(text).isEqualTo(CLIENT);
        // Some write the client behind text that can imitate it: then there is none.
        if (client != null && !isBehindText(line)) {
          assertThat(found).as(text).isEqualTo(client);
        }
      }
    }
  }

  private static boolean isBehindText(String line) {
    return line.startsWith("exim")
        || line.startsWith("rspamd")
        || line.startsWith("postfix/policy-spf");
  }

  @ParameterizedTest
  @MethodSource("lines")
  void noCutMovesTheClient(String line) {
    for (String taint : TAINTS) {
      if (isRivalOfRspamd(line, taint)) {
        continue;
      }
      List<String> envelopes = envelopes(line, taint);
      for (int which : CUT) {
        String text = envelopes.get(which);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int step = taint.length() > 100 ? 13 : 1;
        for (int cut = 0; cut < bytes.length; cut += step) {
          String found = client(Arrays.copyOf(bytes, cut));
          if (found != null && !found.equals(CLIENT)) {
            assertThat(found).as("%s cut at %d", text, cut).isEqualTo(CLIENT);
          }
        }
      }
    }
  }

  /**
   * A Message-ID that imitates the whole rest of Rspamd's line cannot be told from a symbol's
   * option that does; FORMATS 5 takes the first verdict. The mail server's own client goes before
   * it.
   */
  private static boolean isRivalOfRspamd(String line, String taint) {
    return line.startsWith("rspamd") && taint.startsWith(">, ip: ");
  }

  /** The line in every envelope of FORMATS 1.1 that such a program's can come in. */
  private static List<String> envelopes(String line, String taint) {
    int bar = line.indexOf('|');
    String program = line.substring(0, bar);
    String text = line.substring(bar + 1).replace("@T@", taint.replace("\n", "#012"));
    String tagged = program + "[812]: " + text;
    List<String> all = new ArrayList<>();
    all.add("Nov  3 08:05:01 mx1 " + tagged);
    all.add("Nov 03 08:05:01 mx1 " + tagged);
    all.add("2026-11-03T08:05:01.123456+01:00 mx1 " + tagged);
    all.add("<22>1 2026-11-03T08:05:01Z mx1 " + program + " 812 - [a b=\"\\]\"] \ufeff" + text);
    all.add("123 <22>1 2026-11-03T08:05:01Z mx1 " + program + " 812 - - " + text);
    all.add("<22>Nov  3 08:05:01 mx1 " + tagged);
    all.add("Nov  3 08:05:01 <mail.info> mx1 " + tagged);
    all.add("Nov  3 08:05:01 mx1 " + program + "[812]: [ID 197553 mail.info] " + text);
    all.add("Nov 3 08:05:01 mx1 " + tagged);
    all.add("2026 Nov  3 08:05:01 mx1 " + tagged);
    all.add("Nov  3 2026 08:05:01 mx1 " + tagged);
    all.add("Nov  3 08:05:01 " + tagged);
    all.add("Nov  3 08:05:01 2001:db8::1 " + tagged);
    all.add("Nov  3 08:05:01 mx1 " + program + ": " + text);
    all.add(
        "{\"__REALTIME_TIMESTAMP\":\"1795421101000000\",\"_HOSTNAME\":\"mx1\",\"SYSLOG_IDENTIFIER\":\""
            + program
            + "\",\"_PID\":\"812\",\"MESSAGE\":\""
            + new String(JsonStringEncoder.getInstance().quoteAsString(text))
            + "\"}");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    all.add(
        "{\"MESSAGE\":"
            + Arrays.toString(bytes)
            + ",\"SYSLOG_IDENTIFIER\":\""
            + program
            + "\",\"__REALTIME_TIMESTAMP\":\"1795421101000000\"}");
    all.add(docker("Nov  3 08:05:01 mx1 " + tagged + "\n"));
    if (program.equals("exim")) {
      all.add("2026-11-03 08:05:01 " + text);
      all.add("2026-11-03 08:05:01.123 +0100 [812] " + text);
    } else if (program.equals("rspamd")) {
      all.add("2026-11-03 08:05:01.5 #812(normal) " + text);
    }
    return all;
  }

  private static String docker(String text) {
    return "{\"log\":\"%s\",\"stream\":\"stdout\",\"time\":\"2026-11-03T08:05:01.123456789Z\"}"
        .formatted(new String(JsonStringEncoder.getInstance().quoteAsString(text)));
  }

  private static String read(String text) {
    return Readings.describe(parse(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String client(String text) {
    return client(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String client(byte[] text) {
    return Readings.client(parse(text));
  }

  private static LogLine parse(byte[] text) {
    LogLine line = new LogLine();
    line.reset(text, 0, text.length);
    PARSER.parse(line);
    return line;
  }
}
