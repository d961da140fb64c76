package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Postfix refuses in more lines than one, or in a line that does not say so. */
final class PostfixRefusalsTest {
  private static final String CONNECT = "connect from h.example.org[2001:db8:7::e]";
  private static final String CLIENT = "4jXz4s1CnWz5kQn: client=h.example.org[2001:db8:7::e]";
  private static final String DISCONNECT =
      "disconnect from h.example.org[2001:db8:7::e] ehlo=1 mail=1 rcpt=1 data=0/1 quit=1 commands=4/5";

  @Test
  void theDomainIsThatOfARecipientWhoGetsTheMessage() {
    String refused =
        "NOQUEUE: reject: RCPT from h.example.org[2001:db8:7::e]: 550 5.1.1 <x@example.net>: Recipient address rejected: User unknown; from=<a@example.org> to=<x@example.net> proto=ESMTP helo=<h>";
    String log =
        smtpd(CONNECT, CLIENT, refused.replace("NOQUEUE", "4jXz4s1CnWz5kQn"), DISCONNECT)
            + "~05:02Z mx1 postfix/local[9]: 4jXz4s1CnWz5kQn: to=<b@example.com>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (delivered to mailbox)\n"
            + "~05:02Z mx1 postfix/local[9]: 4jXz4s1CnWz5kQn: to=<c@example.org>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (delivered to mailbox)\n";
    assertThat(MessageLog.read(log).rows("message"))
        .singleElement()
        .satisfies(row -> assertThat(row).contains(entry("recipient_domain", "example.com")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          queue file size limit exceeded                  | rejected   | 552 | 5.3.4
          message rejected: hopcount exceeded             | rejected   | 554 | 5.4.0
          write queue file: No space left on device       | tempfailed | 451 | 4.3.0
          """)
  void aMessageThatCleanupCannotTakeIsRefusedAndOver(
      String why, String outcome, int code, String status) {
    String log =
        smtpd(CONNECT, CLIENT)
            + cleanup("4jXz4s1CnWz5kQn: message-id=<z@example.org>")
            + cleanup("warning: 4jXz4s1CnWz5kQn: " + why)
            + smtpd(DISCONNECT);

    assertThat(MessageLog.read(log).only())
        .contains(
            entry("client_ip", "2001:db8:7::e"),
            entry("outcome", outcome),
            entry("reject_code", code),
            entry("reject_dsn", status),
            entry("reject_stage", "END-OF-MESSAGE"),
            entry("is_open", false));
  }

  @Test
  void aMessageThatIsTooBigIsRefusedOnceThoughBothDaemonsSaySo() {
    String tooBig = "warning: 4jXz4s1CnWz5kQn: queue file size limit exceeded";

    MessageLog log =
        MessageLog.read(smtpd(CONNECT, CLIENT, tooBig) + cleanup(tooBig) + smtpd(DISCONNECT));

    assertThat(log.only()).contains(entry("rejects", 1), entry("is_open", false));
  }

  /** The reason that our feed gives Postfix to tell speaks of spam. */
  @Test
  void whatOurOwnPolicyRefusesIsNoVerdictOfAFilter() {
    String log =
        smtpd(
            CONNECT,
            "NOQUEUE: reject: RCPT from h.example.org[2001:db8:7::e]: 554 5.7.1 <h.example.org[2001:db8:7::e]>:"
                + " Client host rejected: Prefix policy: 97 % of evidence worth 31 messages from this address is of"
                + " spam (half-life 10 days); from=<a@example.net> to=<b@example.com> proto=ESMTP helo=<h>",
            DISCONNECT);

    assertThat(MessageLog.read(log).only()).contains(entry("reject_class", "policy"));
  }

  @Test
  void aClientRefusedAsItConnectsMadeOneAttempt() {
    String log =
        smtpd(
            CONNECT,
            "NOQUEUE: milter-reject: CONNECT from h.example.org[2001:db8:7::e]: 550 5.7.1 Command rejected; proto=SMTP",
            "NOQUEUE: milter-reject: EHLO from h.example.org[2001:db8:7::e]: 550 5.7.1 Command rejected; proto=SMTP helo=<h>",
            "NOQUEUE: milter-reject: MAIL from h.example.org[2001:db8:7::e]: 550 5.7.1 Command rejected; from=<a@example.org> proto=ESMTP helo=<h>",
            "NOQUEUE: reject: MAIL from h.example.org[2001:db8:7::e]: 550 5.7.1 no; from=<c@example.org> proto=ESMTP helo=<h>",
            DISCONNECT);

    assertThat(MessageLog.read(log).rows())
        .extracting(
            row -> row.get("reject_stage") + " " + row.get("sender") + " " + row.get("rejects"))
        .containsExactly("CONNECT a@example.org 3", "MAIL c@example.org 1");
  }

  /** Its own list: no retry helps, unlike after its 450 with the same words. */
  @Test
  void aClientThatPostscreenRefusesForGoodIsNotGreylisted() {
    String format =
        "~05:01Z mx1 postfix/postscreen[9]: NOQUEUE: reject: RCPT from [2001:db8:7::9]:40112: %s Service currently unavailable; from=<a@example.org>, to=<b@example.com>, proto=ESMTP, helo=<x>\n";

    assertThat(MessageLog.read(format.formatted("550 5.3.2")).only())
        .contains(entry("reject_class", "policy"));
    assertThat(MessageLog.read(format.formatted("450 4.3.2")).only())
        .contains(entry("reject_class", "greylist"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RCPT | 550 5.7.23 <b@example.com>: Recipient address rejected: Message rejected due to: SPF fail - not authorized | policy",
        "RCPT | 450 4.7.1 Error: too much mail from 2001:db8:7::e | rate",
        "RCPT | 550 5.1.1 <b@example.com>: Recipient address rejected: No such recipient here | unknown_user",
        "RCPT | 554 5.7.1 <b@example.com>: Recipient address rejected: JunkMail rejected - h [2001:db8:7::e] is in an RBL: see there | blocklist",
        "RCPT | 550 5.7.1 Mail from 2001:db8:7::e rejected; see https://www.spamhaus.org/ | blocklist",
        "RCPT | 550 5.7.1 <b@example.com> relaying not permitted | relay_denied",
        "MAIL | 553 5.1.8 <a@example.org>... Domain of sender address a@example.org does not exist | policy",
        "END-OF-MESSAGE | 4.7.1 Try again later | greylist",
        "END-OF-MESSAGE | 5.7.1 Try again later | other",
        "END-OF-MESSAGE | 4.7.1 Service unavailable - try again later | other",
        "END-OF-MESSAGE | 5.7.1 Greylisted for ever | policy",
        "END-OF-MESSAGE | 5.7.1 Spam message rejected | content"
      })
  void aRefusalIsOfTheKindThatItsWordsTell(String stage, String text, String kind) {
    String line =
        "NOQUEUE: reject: %s from h.example.org[2001:db8:7::e]: %s; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<h>"
            .formatted(stage, text);
    assertThat(MessageLog.read(smtpd(CONNECT, line, DISCONNECT)).only())
        .contains(entry("reject_class", kind));
  }

  @ParameterizedTest
  @CsvSource({"header Subject: greylist me", "body User unknown"})
  void whatTheClientWroteDoesNotChooseTheClass(String found) {
    String check =
        cleanup(
            "4jXz4s1CnWz5kQn: reject: "
                + found
                + " from h.example.org[2001:db8:7::e]; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<h>: 5.7.1 no");

    assertThat(MessageLog.read(smtpd(CONNECT, CLIENT) + check + smtpd(DISCONNECT)).only())
        .contains(entry("reject_class", "content"), entry("outcome", "rejected"));
  }

  private static String smtpd(String... texts) {
    return Stream.of(texts)
        .map(text -> "~05:01Z mx1 postfix/smtpd[812]: " + text + "\n")
        .collect(Collectors.joining());
  }

  private static String cleanup(String text) {
    return "~05:01Z mx1 postfix/cleanup[815]: " + text + "\n";
  }
}
