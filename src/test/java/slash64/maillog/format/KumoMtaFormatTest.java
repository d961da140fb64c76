package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

class KumoMtaFormatTest {

  static Stream<Arguments> lines() {
    return Readings.rows(
        """
        {"type":"Rejection","id":"","sender":"a@example.org","recipient":"b@example.com","size":0,"response":{"code":550,"enhanced_code":{"class":5,"subject":7,"detail":1},"content":"relaying not permitted","command":"RCPT TO:<b@example.com>"},"peer_address":{"name":"helo.example.org","addr":"2001:db8:7::9"},"timestamp":1795421101,"created":1795421101,"num_attempts":0,"reception_protocol":"ESMTP","nodeid":"n1"}
        => REJECT client=2001:db8:7::9 timestamp=1795421101 host=n1 program=kumod action=reject from=a@example.org to=b@example.com nrcpt=1 dsn=5.7.1 reject_code=550 helo=helo.example.org stage=RCPT reject_text=relaying not permitted
        {"type":"Rejection","id":"","sender":null,"recipient":null,"response":{"code":535,"enhanced_code":{"class":5,"subject":7,"detail":8},"content":"AUTH invalid","command":"auth PLAIN"},"peer_address":{"name":"x","addr":"2001:db8:7::9"},"timestamp":1}
        => AUTH_FAILURE client=2001:db8:7::9 timestamp=1 program=kumod nrcpt=1 dsn=5.7.8 reject_code=535 helo=x stage=AUTH reject_text=AUTH invalid
        {"type":"Rejection","id":"","sender":"a@example.org","recipient":"AUTH@example.com","response":{"code":454,"content":"AUTH invalid","command":"RCPT TO:<AUTH@example.com>"},"peer_address":{"name":"AUTH","addr":"2001:db8:7::9"},"meta":{"authn_id":"u"},"timestamp":1}
        => REJECT client=2001:db8:7::9 timestamp=1 program=kumod action=reject from=a@example.org to=AUTH@example.com nrcpt=1 reject_code=454 helo=AUTH sasl_username=u stage=RCPT reject_text=AUTH invalid
        {"timestamp":1795421101,"event_time":"2026-11-23T08:05:01.5+01:00","type":"Reception","id":"d7ef","sender":"","recipient":["b@example.com","c@example.com"],"size":320,"peer_address":{"addr":"[2001:db8::1]:4000","name":"[2001:db8::bad]"},"reception_protocol":"ESMTP","session_id":"s1","tls_protocol_version":"TLSv1.3","tls_cipher":"TLS_AES_256_GCM_SHA384","meta":{"authn_id":"u","x":[1,{"y":2}]},"headers":{"Subject":"peer_address\\": {\\"addr\\":\\"2001:db8::bad\\"}","message-id":"<x@example.org>"}}
        => OPEN client=2001:db8::1 timestamp=2026-11-23T08:05:01.5+01:00 program=kumod queue_id=d7ef from= to=<b@example.com>,<c@example.com> size=320 nrcpt=2 message_id=x@example.org helo=[2001:db8::bad] sasl_username=u tls_version=TLSv1.3 tls_cipher=TLS_AES_256_GCM_SHA384 session=s1
        {"type":"Reception","id":"d7ef","sender":"a@example.org","recipient":"b@example.com","size":1,"peer_address":{"name":"x","addr":"192.0.2.1:5000"},"timestamp":1}
        => OPEN client=192.0.2.1 timestamp=1 program=kumod queue_id=d7ef from=a@example.org to=b@example.com size=1 nrcpt=1 helo=x
        {"type":"Reception","id":"d7ef","sender":"a@example.org","recipient":"b@example.com","reception_protocol":"HTTP","peer_address":{"name":"","addr":"192.0.2.1"},"timestamp":1}
        => OPEN_LOCAL timestamp=1 program=kumod queue_id=d7ef from=a@example.org to=b@example.com nrcpt=1
        {"type":"Reception","id":"d7ef","sender":"a@example.org","recipient":"b@example.com","peer_address":{"name":"x","addr":"/run/kumo.sock"},"timestamp":1}
        => OPEN_LOCAL timestamp=1 program=kumod queue_id=d7ef from=a@example.org to=b@example.com nrcpt=1 helo=x
        {"type":"Delivery","id":"d7ef","sender":"a@example.org","recipient":"b@example.com","peer_address":{"name":"mx.example.com.","addr":"2001:db8:9::25"},"response":{"code":250,"enhanced_code":null,"content":"ok","command":null},"timestamp":1}
        => DELIVERY timestamp=1 program=kumod queue_id=d7ef from=a@example.org to=b@example.com nrcpt=1 relay=mx.example.com. [2001:db8:9::25] status=sent status_text=250 ok
        {"type":"TransientFailure","id":"d7ef","recipient":"b@example.com","response":{"code":450,"enhanced_code":{"class":4,"subject":2,"detail":0},"content":"later"},"timestamp":1}
        => DELIVERY timestamp=1 program=kumod queue_id=d7ef to=b@example.com nrcpt=1 dsn=4.2.0 status=deferred status_text=450 later
        {"type":"Delivery","id":"d7ef","sender":"a@example.org","recipient":"b@example.com","peer_address":{"name":"mx.example.com.","addr":"2001:db8:9::25"},"response":{"code":250},"reception_protocol":"HTTP","timestamp":1}
        => DELIVERY timestamp=1 program=kumod queue_id=d7ef from=a@example.org to=b@example.com nrcpt=1 relay=mx.example.com. [2001:db8:9::25] status=sent local_origin=HTTP
        {"type":"Bounce","id":"d7ef","recipient":"b@example.com","peer_address":null,"response":{"code":550,"content":"no"},"timestamp":1}
        => DELIVERY timestamp=1 program=kumod queue_id=d7ef to=b@example.com nrcpt=1 status=bounced status_text=550 no
        {"type":"Expiration","id":"d7ef","recipient":"b@example.com","timestamp":1}
        => DELIVERY timestamp=1 program=kumod queue_id=d7ef to=b@example.com nrcpt=1 status=bounced
        {"type":"AdminBounce","id":"d7ef","recipient":["b@example.com"],"peer_address":null,"response":{"code":551,"content":"no"},"timestamp":1}
        => DELIVERY timestamp=1 program=kumod queue_id=d7ef to=b@example.com nrcpt=1 status=bounced status_text=551 no
        {"type":"OOB","id":"d7ef","sender":"","recipient":"b@example.com","response":{"code":550,"content":"no"},"timestamp":1}
        => NOTHING timestamp=1 program=kumod queue_id=d7ef
        {"type":"XferOut","id":"d7ef","sender":"a@example.org","recipient":"b@example.com","peer_address":{"name":"n2","addr":"192.0.2.9"},"timestamp":1}
        => TRANSFERRED timestamp=1 program=kumod queue_id=d7ef from=a@example.org to=b@example.com nrcpt=1
        {"type":"XferIn","id":"d7ef","sender":"a@example.org","recipient":"b@example.com","peer_address":{"name":"n1","addr":"192.0.2.9"},"timestamp":1}
        => OPEN_LOCAL timestamp=1 program=kumod queue_id=d7ef from=a@example.org to=b@example.com nrcpt=1
        {"type":"Feedback","id":"d7ef","feedback_report":{"source_ip":"2001:db8::bad"},"timestamp":1}
        => NOTHING timestamp=1 program=kumod queue_id=d7ef
        {"type":"Invented","id":"d7ef","timestamp":1}
        => refused: unknown kind
        """);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lines")
  void aRecordSaysWhatKumoMtaMeant(String line, String meaning) {
    assertThat(Readings.read(new KumoMtaFormat(), line)).isEqualTo(meaning);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lines")
  void aCutRecordIsRefusedWhole(String line, String meaning) {
    for (int cut = 0; cut < line.length(); cut++) {
      LogLine read = Readings.line(new KumoMtaFormat(), line.substring(0, cut));
      assertThat(read.refusal()).as("cut at %d", cut).isEqualTo(Refusal.BAD_JSON);
      assertThat(read.hasClient()).isFalse();
    }
    Readings.assertNoDamageThrows(new KumoMtaFormat(), line, meaning.hashCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                                                  | BAD_JSON
          "x"                                                 | BAD_JSON
          {}                                                  | BAD_JSON
          {"type":null,"timestamp":1}                         | BAD_JSON
          {"type":"Delivery"}{"type":"Delivery"}              | BAD_JSON
          {"type":"Delivery"}                                 | BAD_STAMP
          {"type":"Delivery","timestamp":1.5}                 | BAD_STAMP
          {"type":"Delivery","timestamp":9223372036854775807} | BAD_STAMP
          {"type":"Delivery","event_time":"yesterday"}        | BAD_STAMP
          {"type":"Delivery","size":1e999,"timestamp":"x"}    | BAD_STAMP
          {"type":"Delivery","size":99999999999999999999}     | BAD_JSON
          """)
  void whatIsNoRecordIsRefused(String line, Refusal reason) {
    assertThat(Readings.line(new KumoMtaFormat(), line).refusal()).isEqualTo(reason);
  }

  @Test
  void aHundredThousandNestedBracketsAreRefused() {
    String line = "{\"type\":" + "[".repeat(60_000);
    assertThat(Readings.line(new KumoMtaFormat(), line).refusal()).isEqualTo(Refusal.BAD_JSON);
  }

  @Test
  void theTimeIsTheEventsWhereItIsGiven() {
    String line =
        "{\"type\":\"Delivery\",\"timestamp\":1,\"event_time\":\"2026-11-23T08:05:01.123456789+01:00\"}";
    LogLine read = Readings.line(new KumoMtaFormat(), line);
    assertThat(Instant.EPOCH.plus(read.micros(), ChronoUnit.MICROS))
        .isEqualTo("2026-11-23T07:05:01.123456Z");
    assertThat(read.timeInferred()).isFalse();
  }

  @Test
  void numbersAreNumbers() {
    String line =
        "{\"type\":\"Rejection\",\"size\":320,\"response\":{\"code\":451},\"timestamp\":1}";
    LogLine read = Readings.line(new KumoMtaFormat(), line);
    assertThat(read.number(Field.SIZE, -1)).isEqualTo(320);
    assertThat(read.number(Field.REJECT_CODE, -1)).isEqualTo(451);
    assertThat(read.number(Field.ACTION, -1)).isEqualTo(-1);
  }

  @Test
  void theSampleOfTheManualIsRead() {
    assertThat(Corpus.lines("kumomta/reception.ndjson"))
        .map(line -> Readings.read(new KumoMtaFormat(), line))
        .containsExactly(
            "OPEN client=127.0.0.1 timestamp=1695847980 host=d8e014c7-eaeb-4683-a56e-61324e91b1fc program=kumod queue_id=d7ef132b5d7711eea8c8000c29c33806 from=test@example.com to=test@example.com size=320 nrcpt=1 helo=moto");
  }
}
