package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

/** What content filters say of messages, by their queue id or without it. */
final class ScansTest {
  private static final String SCAN =
      "~05:01.350Z mx1 rspamd[77]: <a1b2c3>; task; rspamd_task_write_log: id: <x@example.org>,%s"
          + " ip: 2001:db8:1:2::25, from: <a@example.org>, (default: F (no action): [1.50/15.00]"
          + " [R_SPF_ALLOW(-0.20){+ip6:2001:db8::/32;},R_DKIM_ALLOW(-0.20){example.org:s=x;},DMARC_POLICY_ALLOW(-0.50){example.org;none;}]),"
          + " len: 2048, time: 120.512ms, dns req: 42, digest: <0123456789abcdef0123456789abcdef>,"
          + " rcpts: <b@example.com>\n";

  @Test
  void aFilterThatKnowsTheQueueIdJoinsItsMessage() {
    String log =
        JoinerTest.ACCEPTED.replace(
            "~05:01.4", SCAN.formatted(" qid: <4jXz4s0sf8z6v2L>,") + "~05:01.4");
    assertThat(MessageLog.read(log).only())
        .contains(
            entry("mta", "postfix"),
            entry("verdict", "ham"),
            entry("score", 1.5),
            entry("filter_action", "no action"),
            entry("spf", "pass"),
            entry("dkim", "pass"),
            entry("dmarc", "pass"),
            entry("digest", "0123456789abcdef0123456789abcdef"),
            entry("size", 2666L),
            entry("lines", 8));
  }

  @Test
  void aFilterThatDoesNotKnowTheQueueIdIsARowOfItsOwn() {
    MessageLog log = MessageLog.read(SCAN.formatted(""));
    assertThat(log.only())
        .contains(
            entry("mta", "rspamd"),
            entry("client_ip", "2001:db8:1:2::25"),
            entry("sender", "a@example.org"),
            entry("verdict", "ham"))
        .doesNotContainKey("queue_id");
  }

  @Test
  void aFiltersLinesAloneAreAPart() {
    MessageLog log =
        MessageLog.read(
            SCAN.formatted(" qid: <4jXz4s0sf8z6v2L>,")
                + "~25:01Z mx1 postfix/anvil[9]: statistics: max cache size 2 at Nov 23"
                + " 08:05:01\n");
    assertThat(log.only())
        .contains(entry("mta", "rspamd"), entry("is_open", true), entry("has_start", false));
  }

  @Test
  void aCheckOfTheSenderGoesBeforeOneOfTheHeloName() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 policyd-spf[9]: prepend Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=2001:db8:1:2::25; helo=x; envelope-from=a@example.org; receiver=<UNKNOWN>
                    ~05:01Z mx1 policyd-spf[9]: prepend Received-SPF: None (helo) identity=helo; client-ip=2001:db8:1:2::25; helo=x; envelope-from=a@example.org; receiver=<UNKNOWN>
                    ~05:01Z mx1 policyd-spf[9]: prepend Received-SPF: Fail (mailfrom) identity=mailfrom; client-ip=2001:db8:1:2::26; helo=x; envelope-from=a@example.org; receiver=<UNKNOWN>
                    ~05:01Z mx1 postfix/smtpd[812]: NOQUEUE: reject: RCPT from unknown[2001:db8:1:2::25]: 450 4.2.0 Greylisted; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>
                    """)
                .only())
        .contains(entry("spf", "pass"), entry("tempfails", 1), entry("lines", 1));
  }

  @Test
  void thePerlCheckOfTheSenderJoinsByClientAndSender() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 postfix/policy-spf[9]: Policy action=PREPEND Received-SPF: softfail (example.org: Sender is not authorized by default to use 'a@example.org' in 'mfrom' identity (mechanism '~all' matched)) receiver=mx1.example.com; identity=mailfrom; envelope-from="a@example.org"; helo=x; client-ip="2001:db8:1:2::25"
                    ~05:01Z mx1 postfix/smtpd[812]: 0F5383D: client=unknown[2001:db8:1:2::25]
                    ~05:01Z mx1 postfix/qmgr[700]: 0F5383D: from=<a@example.org>, size=10, nrcpt=1 (queue active)
                    """)
                .only())
        .contains(entry("spf", "softfail"), entry("queue_id", "0F5383D"), entry("lines", 2));
  }

  @Test
  void aPerlCheckOfAnotherSenderOrClientJoinsNothing() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 postfix/policy-spf[9]: Policy action=PREPEND Received-SPF: pass (example.org: ok) receiver=mx1.example.com; identity=mailfrom; envelope-from="a@example.org"; helo=x; client-ip="2001:db8:1:2::26"
                    ~05:01Z mx1 postfix/policy-spf[9]: Policy action=PREPEND Received-SPF: pass (example.org: ok) receiver=mx1.example.com; identity=mailfrom; envelope-from="b@example.org"; helo=x; client-ip="2001:db8:1:2::25"
                    ~05:01Z mx1 postfix/smtpd[812]: 0F5383D: client=unknown[2001:db8:1:2::25]
                    ~05:01Z mx1 postfix/qmgr[700]: 0F5383D: from=<a@example.org>, size=10, nrcpt=1 (queue active)
                    """)
                .only())
        .doesNotContainKey("spf");
  }

  @Test
  void whatOpenSslHadToSayDoesNotTakeBackAPass() {
    assertThat(
            MessageLog.read(
                    """
                    ~05:01Z mx1 postfix/smtpd[812]: 0F5383D: client=mail.example.org[2001:db8:1:2::25]
                    ~05:01Z mx1 opendkim[9]: 0F5383D: bad signature data
                    ~05:01Z mx1 opendkim[9]: 0F5383D: DKIM verification successful
                    ~05:01Z mx1 opendkim[9]: 0F5383D: s=sel d=example.org a=rsa-sha256 SSL error:04091068:rsa routines::bad signature
                    """)
                .only())
        .contains(entry("dkim", "pass"));
  }
}
