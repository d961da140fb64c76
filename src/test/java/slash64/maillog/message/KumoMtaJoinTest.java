package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What records of KumoMTA come to. */
final class KumoMtaJoinTest {
  private static final String RECEIVED =
      """
      {"type":"Reception","id":"k1","sender":"a@example.org","recipient":["b@example.com","c@example.com"],"size":10,"peer_address":{"name":"x","addr":"2001:db8:7::9"},"timestamp":1795421101,"reception_protocol":"ESMTP","nodeid":"n1"}
      """;
  private static final String PUT_OFF =
      """
      {"type":"TransientFailure","id":"k1","sender":"a@example.org","recipient":["b@example.com","c@example.com"],"response":{"code":451,"content":"later"},"timestamp":1795421102,"nodeid":"n1"}
      """;

  /** A record about recipients of the message. */
  private static String told(String type, String recipient) {
    return """
        {"type":"%s","id":"k1","sender":"a@example.org","recipient":%s,"response":{"code":551,"content":"x"},"timestamp":1795421200,"nodeid":"n1"}
        """
        .formatted(type, recipient);
  }

  @ParameterizedTest
  @CsvSource({"Expiration", "AdminBounce", "Bounce"})
  void aRecipientThatWasNeverTriedIsBounced(String type) {
    String both = "[\"b@example.com\",\"c@example.com\"]";
    assertThat(MessageLog.read(RECEIVED + told(type, both)).only())
        .contains(
            entry("recipients", 2),
            entry("bounced", 2),
            entry("outcome", "bounced"),
            entry("is_open", false));
  }

  @ParameterizedTest
  @CsvSource({
    "Expiration, '\"b@example.com\"', '\"c@example.com\"'",
    "Expiration, '[\"c@example.com\"]', '[\"b@example.com\"]'",
    "AdminBounce, '\"c@example.com\"', '\"b@example.com\"'",
  })
  void oneOfTwoThatWerePutOffIsGivenUpAlone(String type, String givenUp, String sent) {
    assertThat(
            MessageLog.read(RECEIVED + PUT_OFF + told(type, givenUp) + told("Delivery", sent))
                .only())
        .contains(
            entry("recipients", 2),
            entry("sent", 1),
            entry("bounced", 1),
            entry("deferred", 0),
            entry("deferrals", 2),
            entry("is_open", false));
  }

  @Test
  void theOtherOneIsStillWaitedFor() {
    assertThat(MessageLog.read(RECEIVED + PUT_OFF + told("Expiration", "\"b@example.com\"")).only())
        .contains(entry("bounced", 1), entry("deferred", 1), entry("is_open", true));
  }

  @Test
  void aBounceThatCameBackLaterIsNoOutcomeOfTheMessage() {
    String both = "[\"b@example.com\",\"c@example.com\"]";
    assertThat(
            MessageLog.read(RECEIVED + told("Delivery", both) + told("OOB", "\"b@example.com\""))
                .only())
        .contains(entry("sent", 2), entry("bounced", 0), entry("lines", 2));
  }

  @ParameterizedTest
  @CsvSource({"535", "454", "501"})
  void aRefusedLoginIsNoRefusedMail(int code) {
    assertThat(
            MessageLog.read(
                    """
                    {"type":"Rejection","id":"","sender":null,"recipient":null,"response":{"code":%d,"content":"no","command":"AUTH PLAIN"},"peer_address":{"name":"x","addr":"2001:db8:7::9"},"timestamp":1795421101,"session_id":"s1","nodeid":"n1"}
                    """
                        .formatted(code))
                .only())
        .contains(
            entry("kind", "connection"),
            entry("client_ip", "2001:db8:7::9"),
            entry("auth_failures", 1),
            entry("rejects", 0),
            entry("tempfails", 0));
  }

  @ParameterizedTest
  @CsvSource({"'',RCPT TO:<b@example.com>", "k1,DATA", "k1,RCPT TO:<b@example.com>"})
  void aRefusalToWhoLoggedInIsOfASubmission(String id, String command) {
    assertThat(
            MessageLog.read(
                    """
                    {"type":"Rejection","id":"%s","sender":"a@example.org","recipient":"b@example.com","response":{"code":550,"content":"no","command":"%s"},"peer_address":{"name":"x","addr":"2001:db8:7::9"},"timestamp":1795421101,"session_id":"s1","nodeid":"n1","meta":{"authn_id":"u"}}
                    """
                        .formatted(id, command))
                .only())
        .contains(
            entry("client_ip", "2001:db8:7::9"),
            entry("direction", "submission"),
            entry("sasl_username", "u"),
            entry("rejects", 1),
            entry("outcome", "rejected"));
  }

  /** Where Receptions are not logged, deliveries are all there is of a message. */
  @ParameterizedTest
  @CsvSource({
    "Delivery,'\"HTTP\"',outbound",
    "Bounce,'\"HTTP\"',outbound",
    "TransientFailure,'\"HTTP\"',outbound",
    "Expiration,'\"LogRecord\"',outbound",
    "Delivery,'\"ESMTP\"',inbound",
    "Delivery,null,inbound",
  })
  void aDeliveryTellsWhereItsMessageCameFrom(String type, String reception, String direction) {
    assertThat(
            MessageLog.read(
                    """
                    {"type":"%s","id":"k1","sender":"a@example.org","recipient":"b@example.com","size":10,"response":{"code":250,"content":"x"},"peer_address":{"name":"mx","addr":"192.0.2.25"},"timestamp":1795421101,"reception_protocol":%s,"nodeid":"n1"}
                    """
                        .formatted(type, reception))
                .only())
        .contains(
            entry("sender", "a@example.org"),
            entry("direction", direction),
            entry("recipients", 1),
            entry("has_start", false))
        .doesNotContainKeys("client_ip", "helo");
  }

  @Test
  void whatTheReceptionTellsGoesBeforeWhatDeliveriesDo() {
    String other = told("Delivery", "\"b@example.com\"").replace("a@example.org", "");
    assertThat(MessageLog.read(RECEIVED + other).only())
        .contains(entry("sender", "a@example.org"), entry("direction", "inbound"));
  }

  @Test
  void withoutAReceptionRecipientsAreCounted() {
    assertThat(
            MessageLog.read(
                    told("Delivery", "\"b@example.com\"")
                        + told("Bounce", "[\"c@example.com\",\"d@example.com\"]"))
                .only())
        .contains(entry("recipients", 3), entry("sent", 1), entry("bounced", 2));
  }

  @Test
  void whatWasHandedOverToAnotherNodeIsOverHereAndBeginsThere() {
    String both = "[\"b@example.com\",\"c@example.com\"]";
    String there = told("XferIn", both) + told("Delivery", both);
    assertThat(
            MessageLog.read(RECEIVED + PUT_OFF + told("XferOut", both) + there.replace("n1", "n2"))
                .rows())
        .extracting(
            row -> row.get("host"),
            row -> row.get("direction"),
            row -> row.get("outcome"),
            row -> row.get("sent"),
            row -> row.get("deferred"),
            row -> row.get("has_start"),
            row -> row.get("is_open"))
        .containsExactlyInAnyOrder(
            tuple("n1", "inbound", "none", 0, 0, true, false),
            tuple("n2", "outbound", "sent", 2, 0, true, false));
  }

  @Test
  void whatWasDeliveredBeforeTheHandOverStaysDelivered() {
    assertThat(
            MessageLog.read(
                    RECEIVED
                        + PUT_OFF
                        + told("Delivery", "\"b@example.com\"")
                        + told("XferOut", "\"c@example.com\""))
                .only())
        .contains(
            entry("sent", 1), entry("bounced", 0), entry("deferred", 0), entry("is_open", false));
  }

  /**
   * Its start lies in another part of the log: what was put off there is settled when they merge.
   */
  @Test
  void aHandOverAloneSettlesWhatWasPutOffBefore() {
    Object putOff = MessageLog.read(RECEIVED + PUT_OFF).only().get("pending");
    String both = "[\"b@example.com\",\"c@example.com\"]";
    assertThat(MessageLog.read(told("XferOut", both)).only())
        .contains(
            entry("settled", putOff),
            entry("outcome", "none"),
            entry("sender", "a@example.org"),
            entry("is_open", false));
  }
}
