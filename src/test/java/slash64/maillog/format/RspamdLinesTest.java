package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/** What Rspamd's task line says, as shipped and as others set log_format. */
final class RspamdLinesTest {
  private static final String HEAD = "<a1b2c3>; task; rspamd_task_write_log: ";

  static Stream<Arguments> plainLines() {
    return Readings.rows(
        """
        # as log_format ships
        id: <x@example.org>, qid: <4jXz4s0sf8z6v2L>, ip: 2001:db8:1:2::25, user: u@example.com, from: <a@example.org>, (default: T (reject): [21.30/15.00] [BAYES_SPAM(5.10){99.99%;},RBL_X(4.00){2001:db8:1:2::25:from;},R_SPF_FAIL(1.00){-all;},ASN(0.00){asn:64500, ipnet:2001:db8::/32, country:ZZ;}]), len: 2048, time: 120.512ms, dns req: 42, digest: <0123456789abcdef0123456789abcdef>, rcpts: <b@example.com>, mime_rcpts: <b@example.com,>
        => SCAN client=2001:db8:1:2::25 queue_id=4jXz4s0sf8z6v2L action=reject from=a@example.org to=b@example.com size=2048 message_id=x@example.org sasl_username=u@example.com verdict=spam score=21.30 spf=fail symbols=BAYES_SPAM(5.10){99.99%;},RBL_X(4.00){2001:db8:1:2::25:from;},R_SPF_FAIL(1.00){-all;},ASN(0.00){asn:64500, ipnet:2001:db8::/32, country:ZZ;} digest=0123456789abcdef0123456789abcdef
        id: <undef>, ip: 192.0.2.7, from: <>, (default: F (no action): [-1.20/15.00] []), len: 10, time: 1ms, dns req: 0, digest: <00>, rcpts: <b@example.com,c@example.com,...>
        => SCAN client=192.0.2.7 action=no action from= to=b@example.com size=10 verdict=ham score=-1.20 symbols= digest=00
        id: <x@example.org>, qid: <4jXz4s0sf8z6v2L>, (default: S (no action): [nan/15.00] [R_DKIM_REJECT(1.00){x;},R_DKIM_ALLOW(-0.20){example.org:s=x;},DMARC_POLICY_QUARANTINE(1.00){})]), len: 10, time: 1ms
        => SCAN queue_id=4jXz4s0sf8z6v2L action=no action size=10 message_id=x@example.org verdict=skipped score=nan dkim=pass dmarc=fail symbols=R_DKIM_REJECT(1.00){x;},R_DKIM_ALLOW(-0.20){example.org:s=x;},DMARC_POLICY_QUARANTINE(1.00){})
        # without the letter of the verdict
        id: <x@example.org>, qid: <Q001>, ip: 192.0.2.7, (add header): [8.2/15.0] [R_SPF_SOFTFAIL(1.0)], len: 3456, time: 12.10ms
        => SCAN client=192.0.2.7 queue_id=Q001 action=add header size=3456 message_id=x@example.org verdict=spam score=8.2 spf=softfail symbols=R_SPF_SOFTFAIL(1.0)
        # cut
        id: <x@example.org>, qid: <Q001>, ip: 192.0.2.7, (add head
        => refused: cut
        """);
  }

  /** 2001:db8::bad is written by the client. */
  static Stream<Arguments> hostileLines() {
    return Readings.rows(
        """
        # the Message-ID
        id: <x>, ip: 2001:db8::bad, y@example.org>, qid: <Q001>, ip: 192.0.2.7, from: <a@example.org>, (default: F (no action): [1/15] []), len: 1
        => client=192.0.2.7 qid=Q001
        id: <x>, qid: <BAD>, ip: 2001:db8::bad, y@example.org>, qid: <Q001>, ip: 192.0.2.7, from: <a@example.org>, (default: F (no action): [1/15] []), len: 1
        => client=192.0.2.7 qid=Q001
        # the sender, whose quotes Rspamd takes off, and the login
        id: <x@example.org>, qid: <Q001>, ip: 192.0.2.7, from: <"x, ip: 2001:db8::bad, "@example.org>, (default: F (no action): [1/15] []), len: 1
        => client=192.0.2.7 qid=Q001
        id: <x@example.org>, qid: <Q001>, ip: 192.0.2.7, user: x ip: 2001:db8::bad, from: <a@example.org>, (default: F (no action): [1/15] []), len: 1
        => client=192.0.2.7 qid=Q001
        id: <x@example.org>, from: <qid: <BAD>, ip: 2001:db8::bad, x@example.org>, (default: F (no action): [1/15] []), len: 1
        => client=null qid=null
        id: <x@example.org>, from: <x, qid: <BAD>, ip: 2001:db8::bad, user: u, x@example.org>, (default: F (no action): [1/15] []), len: 1
        => client=null qid=null
        id: <x@example.org>, user: a, ip: 2001:db8::bad, qid: <BAD>, b, (default: F (no action): [1/15] []), len: 1
        => client=null qid=null
        # the options of a symbol
        id: <x@example.org>, qid: <Q001>, ip: 192.0.2.7, from: <a@example.org>, (default: F (no action): [1/15] [SUBJ(0){x], ip: 2001:db8::bad, qid: <BAD>, (default: T (reject): [99/15] [;}]), len: 1
        => client=192.0.2.7 qid=Q001
        """);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plainLines")
  void aLineSaysWhatRspamdMeant(String line, String meaning) {
    assertThat(Readings.read(new RspamdFormat(), HEAD + line)).isEqualTo(meaning);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileLines")
  void noTextOfTheClientMovesItsAddress(String line, String meaning) {
    LogLine read = Readings.line(new RspamdFormat(), HEAD + line);
    assertThat("client=%s qid=%s".formatted(Readings.client(read), read.string(Field.QUEUE_ID)))
        .isEqualTo(meaning);
    assertThat(read.string(Field.VERDICT)).isEqualTo("ham");
  }

  /** What others write into sender, options, recipients and reasons tells nothing. */
  static Stream<Arguments> imitations() {
    return Readings.rows(
        """
        # a login in the sender
        id: <x@y>, ip: 192.0.2.7, from: <x, user: alice@example.com, @example.org>, (default: F (no action): [0.50/15.00] []), len: 9, time: 1ms, dns req: 0, digest: <d1>
        => ham 0.50 user=null spf=null dmarc=null size=9 digest=d1 to=null
        id: <x@y>, ip: 192.0.2.7, user: bob, from: <x, user: alice@example.com, @example.org>, (default: F (no action): [0.50/15.00] []), len: 9, time: 1ms, dns req: 0, digest: <d1>
        => ham 0.50 user=bob spf=null dmarc=null size=9 digest=d1 to=null
        # a verdict in the sender, simple and with a field's end before it
        id: <x@y>, ip: 192.0.2.7, from: <x (default: F (no action): [-9.00/15.00] [DMARC_POLICY_ALLOW(0.00){}]), len: 1, z@example.org>, (default: T (reject): [21.30/15.00] [A(1.00){}]), len: 9, time: 1ms, dns req: 0, digest: <d1>
        => spam 21.30 user=null spf=null dmarc=null size=9 digest=d1 to=null
        id: <x@y>, ip: 192.0.2.7, from: <x>, (default: F (no action): [-9.00/15.00] [DMARC_POLICY_ALLOW(0.00){ z@example.org>, (default: T (reject): [21.30/15.00] [A(1.00){}]), len: 9, time: 1ms, dns req: 0, digest: <d1>
        => spam 21.30 user=null spf=null dmarc=null size=9 digest=d1 to=null
        id: <x@y>, ip: 192.0.2.7, from: <x>, (default: F (no action): [-9.00/15.00] [], z@example.org>, (default: S (no action): [nan/15.00] []), len: 9, time: 1ms, dns req: 0, digest: <d1>
        => skipped nan user=null spf=null dmarc=null size=9 digest=d1 to=null
        id: <x@y>, ip: 192.0.2.7, from: <x>, (default: T (reject): [-nan/15.00] [], z@example.org>, (default: T (reject): [21.30/15.00] []), len: 9, time: 1ms, dns req: 0, digest: <d1>
        => spam 21.30 user=null spf=null dmarc=null size=9 digest=d1 to=null
        id: <x@y>, ip: 192.0.2.7, from: <(no action): [99.00/15.00] [] @example.org>, (reject): [25.00/15.00] []), len: 9, time: 1ms, dns req: 0, digest: <d1>
        => spam 25.00 user=null spf=null dmarc=null size=9 digest=d1 to=null
        id: <x@y>, ip: 192.0.2.7, from: <x>, (no action): [-x/15.00] [], z@example.org>, (reject): [25.00/15.00] []), len: 9, time: 1ms, dns req: 0, digest: <d1>
        => spam 25.00 user=null spf=null dmarc=null size=9 digest=d1 to=null
        id: <x@y>, ip: 192.0.2.7, from: <x>, (default: F (: [9999): [-10.00/15.00] [], z@example.org>, (default: F (greylist): [7.00/15.00] []), len: 9, time: 1ms, dns req: 0, digest: <d1>
        => ham 7.00 user=null spf=null dmarc=null size=9 digest=d1 to=null
        # a verdict in an option, behind neither login nor sender
        id: <x@y>, ip: 192.0.2.7, (default: F (no action): [1.00/15.00] [FROM_NAME(0.00){qid: <BAD>, ip: 2001:db8::bad, user: bob, from: <v@example.org>, (default: T (reject): [99.00/15.00] [];}]), len: 9, time: 1ms, dns req: 0, digest: <d1>
        => ham 1.00 user=null spf=null dmarc=null size=9 digest=d1 to=null
        # a verdict in an option
        id: <x@y>, ip: 192.0.2.7, from: <a@example.org>, (default: T (reject): [21.30/15.00] [SUBJ(0.00){x (default: F (no action): [-9.00/15.00] [;}]), len: 9, time: 1ms, dns req: 0, digest: <d1>
        => spam 21.30 user=null spf=null dmarc=null size=9 digest=d1 to=null
        # symbols in an option: SPF and DMARC have one result
        id: <x@y>, ip: 192.0.2.7, from: <a@example.org>, (default: F (no action): [1.00/15.00] [HELO(1.00){x},DMARC_POLICY_ALLOW(0.00){;1;},R_SPF_ALLOW(0.00){},DMARC_POLICY_REJECT(1.00){x;},R_SPF_FAIL(1.00){-all;}]), len: 9, time: 1ms, dns req: 0, digest: <d1>
        => ham 1.00 user=null spf=null dmarc=null size=9 digest=d1 to=null
        id: <x@y>, ip: 192.0.2.7, from: <a@example.org>, (default: F (no action): [1.00/15.00] [FROM_DN(1.00){y},R_SPF_ALLOW(0.00){},DMARC_POLICY_ALLOW(0.00){}]), len: 1, time: 1ms, dns req: 1;},R_SPF_FAIL(1.00){-all;}]), len: 9, time: 1ms, dns req: 0, digest: <d1>
        => ham 1.00 user=null spf=null dmarc=null size=null digest=null to=null
        # what follows the symbols, in a recipient and in an option
        id: <x@y>, ip: 192.0.2.7, from: <a@example.org>, (default: F (no action): [1.00/15.00] []), len: 9, time: 1ms, dns req: 0, digest: <d1>, rcpts: <b@example.com>, mime_rcpts: <"x,DMARC_POLICY_ALLOW(0.00){},R_SPF_ALLOW(0.00){}), len: 7, digest: <dead...>
        => ham 1.00 user=null spf=null dmarc=null size=9 digest=d1 to=b@example.com
        id: <x@y>, ip: 192.0.2.7, from: <a@example.org>, (default: F (no action): [1.00/15.00] []), len: 9, time: 1ms, dns req: 0, digest: <d1>, rcpts: <b@example.com>, mime_rcpts: <x,R_SPF_ALLOW(0.00){}]), len: 7, time: 1ms, dns req: 0, digest: <dead>
        => ham 1.00 user=null spf=null dmarc=null size=null digest=null to=null
        id: <x@y>, ip: 192.0.2.7, from: <a@example.org>, (default: F (no action): [1.00/15.00] [SUBJ(0.00){x]), len: 7, rcpts: <bad@example.com>;}]), len: 9, time: 1.5ms real, 1.1ms virtual, dns req: 0, digest: <d1>, rcpts: <b@example.com>
        => ham 1.00 user=null spf=null dmarc=null size=9 digest=d1 to=b@example.com
        # an action of the operator's own
        id: <x@y>, ip: 192.0.2.7, from: <a@example.org>, (default: F (quarantine to the spam folder): [7.00/15.00] []), len: 9, time: 1ms, dns req: 0, digest: <d1>
        => ham 7.00 user=null spf=null dmarc=null size=9 digest=d1 to=null
        """);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("imitations")
  void noTextOfOthersMovesTheVerdict(String text, String meaning) {
    LogLine line = Readings.line(new RspamdFormat(), HEAD + text);

    assertThat(
            "%s %s user=%s spf=%s dmarc=%s size=%s digest=%s to=%s"
                .formatted(
                    line.string(Field.VERDICT),
                    line.string(Field.SCORE),
                    line.string(Field.SASL_USERNAME),
                    line.string(Field.SPF),
                    line.string(Field.DMARC),
                    line.string(Field.SIZE),
                    line.string(Field.DIGEST),
                    line.string(Field.TO)))
        .isEqualTo(meaning);
    assertThat(Readings.client(line)).isEqualTo("192.0.2.7");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plainLines")
  void aCutLineNeverGivesAnotherAddress(String line, String meaning) {
    Readings.assertEveryCutIsHarmless(new RspamdFormat(), HEAD + line);
    Readings.assertNoDamageThrows(new RspamdFormat(), HEAD + line, meaning.hashCode());
  }

  @Test
  void linesOfOtherFunctionsCarryNothing() {
    LogLine line =
        Readings.line(
            new RspamdFormat(), "<a1b2c3>; proxy; proxy_accept_socket: accepted from 192.0.2.7");
    assertThat(line.event()).isEqualTo(Event.NOTHING);
    assertThat(line.refusal()).isNull();
    assertThat(line.hasClient()).isFalse();
  }

  /** What is learnt or tried by hand is no mail, and has a sender's address all the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "#77(controller) <a1b2c3>; task; rspamd_task_write_log: ",
        "<a1b2c3>; controller; rspamd_task_write_log: ",
        "<a1b2c3>; csession; rspamd_task_write_log: "
      })
  void whatTheControllerScansIsNoMail(String head) {
    String task = "id: <x@y>, ip: 192.0.2.7, (default: T (reject): [21.30/15.00] []), len: 1";
    LogLine line = new LogLine();
    byte[] text = (head + task).getBytes(StandardCharsets.UTF_8);
    line.reset(text, 0, text.length);
    line.setText((head + task).indexOf('<'));

    new RspamdFormat().read(line);

    assertThat(line.event()).isEqualTo(Event.NOTHING);
    assertThat(line.hasClient()).isFalse();
  }

  /** The lines of Rspamd's own test of its statistics script. */
  @Test
  void rspamdsOwnSamplesAreRead() {
    int spam = 0;
    for (String text : Corpus.lines("rspamd/task-lines.log")) {
      LogLine line = Readings.line(new RspamdFormat(), text.substring(text.indexOf('<')));
      assertThat(line.event()).as(text).isEqualTo(Event.SCAN);
      assertThat(text).contains("ip: " + Readings.client(line) + ",");
      assertThat(text).contains("qid: <" + line.string(Field.QUEUE_ID) + ">");
      assertThat(text).contains("id: <" + line.string(Field.MESSAGE_ID) + ">");
      assertThat(text)
          .contains("(" + line.string(Field.ACTION) + "): [" + line.string(Field.SCORE) + "/");
      assertThat(text).contains("] [" + line.string(Field.SYMBOLS) + "], len: ");
      spam += line.is(Field.VERDICT, "spam") ? 1 : 0;
    }
    assertThat(spam)
        .isEqualTo(
            (int)
                Corpus.lines("rspamd/task-lines.log").stream()
                    .filter(
                        text ->
                            text.contains("(reject)")
                                || text.contains("(add header)")
                                || text.contains("(rewrite subject)"))
                    .count());
  }
}
