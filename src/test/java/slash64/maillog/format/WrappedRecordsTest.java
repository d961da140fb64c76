package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.envelope.TimeZones;
import slash64.maillog.line.LogLine;

/** Records in JSON behind the header of a container's runtime, of syslog or of journald. */
class WrappedRecordsTest {
  private static final String KUMOMTA =
      "{\"type\":\"Reception\",\"id\":\"d7ef\",\"sender\":\"a@example.org\",\"recipient\":[\"b@example.com\"],\"peer_address\":{\"name\":\"x\",\"addr\":\"2001:db8:7::9\"},\"timestamp\":1795421101,\"nodeid\":\"n1\"}";
  private static final String RSPAMD =
      "{\"ts\": 1795421101.5, \"pid\": 77, \"severity\": \"notice\", \"worker_type\": \"normal\", \"id\": \"a1b2c3\", \"module\": \"task\", \"function\": \"rspamd_task_write_log\", \"message\": \"id: <x@example.org>, ip: 2001:db8:7::9, from: <a@example.org>, (default: T (reject): [21.30/15.00] []), len: 2048\"}";

  static Stream<String> headers() {
    return Stream.of(
        "2027-01-03T08:05:02.1Z stdout F %s",
        "2027-01-03T08:05:02.123456789+05:30 stderr F %s",
        "2027-01-03T08:05:02.1Z %s", // docker logs -t
        "{\"log\":\"%s\\n\",\"stream\":\"stdout\",\"time\":\"2027-01-03T08:05:02.1Z\"}");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("headers")
  void aRecordInAContainersFileIsWhatItIsWithoutTheRuntimesHeader(String header) {
    for (String record : List.of(KUMOMTA, RSPAMD)) {
      String inside = header.startsWith("{") ? record.replace("\"", "\\\"") : record;
      LogLine bare = Readings.parse(record);
      LogLine wrapped = Readings.parse(header.formatted(inside));

      assertThat(Readings.describe(wrapped))
          .isEqualTo(Readings.describe(bare))
          .contains("client=2001:db8:7::9");
      assertThat(wrapped.micros()).isEqualTo(bare.micros());
      assertThat(wrapped.timeInferred()).isFalse();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Jan  3 08:05:02 mx1 kumod[1]: %s
          <22>Jan  3 08:05:02 mx1 kumod: %s
          2027-01-03T08:05:02Z mx1 kumod[1]: %s
          <22>1 2027-01-03T08:05:02Z mx1 kumod 1 - - %s
          Jan  3 08:05:02 relay Jan  3 08:05:02 mx1 kumod[1]: %s
          2027-01-03T08:05:02Z stdout F Jan  3 08:05:02 mx1 kumod[1]: %s
          {"__REALTIME_TIMESTAMP":"1799999999000000","_HOSTNAME":"mx1","SYSLOG_IDENTIFIER":"kumod","_PID":"1","MESSAGE":"%s"}
          """)
  void aRecordOfKumoMtaBehindAHeaderTellsItsOwnTimeAndHost(String header) {
    String inside = header.startsWith("{") ? KUMOMTA.replace("\"", "\\\"") : KUMOMTA;
    LogLine bare = Readings.parse(KUMOMTA);

    LogLine line = Readings.parse(header.formatted(inside));

    assertThat(Readings.describe(line)).isEqualTo(Readings.describe(bare));
    assertThat(line.micros()).isEqualTo(bare.micros());
    assertThat(line.timeInferred()).isFalse();
    assertThat(line.pid()).isEqualTo(-1); // of all clients at once
    assertThat(line.tag()).isEqualTo(-1); // of mx1, where the record names n1
  }

  @Test
  void whatTheServerSaysOfItselfIsNoRecord() {
    LogLine line = Readings.parse("Nov 23 08:05:02 mx1 kumod[1]: INFO kumod: listening on [::]:25");

    assertThat(Readings.describe(line))
        .isEqualTo("NOTHING timestamp=Nov 23 08:05:02 host=mx1 program=kumod");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # a wrapper in a wrapper
          2026-11-23T08:05:02.1Z stdout F {"log":"Nov 23 08:05:02 mx1 postfix/smtpd[8]: connect from x[2001:db8::5]\\n","stream":"stdout","time":"2026-11-23T08:05:02.1Z"} | unknown program
          2026-11-23T08:05:02.1Z stdout F {"__REALTIME_TIMESTAMP":"1795421101000000","_HOSTNAME":"mx1","SYSLOG_IDENTIFIER":"postfix/smtpd","MESSAGE":"connect from x[2001:db8::5]"} | unknown program
          2026-11-23T08:05:02.1Z stdout F 2026-11-23T08:05:02.1Z stdout F {"type":"Delivery","timestamp":1} | cut header
          {"log":"2026-11-23T08:05:02.1Z stdout F {\\"type\\":\\"Delivery\\",\\"timestamp\\":1}\\n","stream":"stdout","time":"2026-11-23T08:05:02.1Z"} | cut header
          # nobody's
          2026-11-23T08:05:02.1Z stdout F {"level":"info","msg":"connect from x[2001:db8::5]"} | unknown program
          2026-11-23T08:05:02.1Z stdout F { | unknown program
          Nov 23 08:05:02 mx1 anybody[1]: {"type":"Delivery","timestamp":1} | unknown program
          # a piece, and what is left of a record
          2026-11-23T08:05:02.1Z stdout P {"type":"Delivery","timestamp":1} | cut
          2026-11-23T08:05:02.1Z stdout F {"type":"Delivery","timesta | bad json
          Nov 23 08:05:02 mx1 kumod[1]: {"type":"Delivery","timesta | bad json
          {"log":"{\\"type\\":\\"Delivery\\",\\"timestamp\\":1}","stream":"stdout","time":"2026-11-23T08:05:02.1Z"} | cut
          """)
  void whatIsNoWholeRecordOfOneWriterIsRefused(String text, String reason) {
    assertThat(Readings.describe(Readings.parse(text))).isEqualTo("refused: " + reason);
  }

  @Test
  void theRestOfAPieceIsNoRecord() {
    LineParser parser = new LineParser(new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 23)));
    String header = "2026-11-23T08:05:02.1Z stdout ";

    List<String> read =
        Stream.of(header + "P xxx", header + "F " + KUMOMTA, header + "F " + KUMOMTA)
            .map(text -> read(parser, text))
            .toList();

    assertThat(read.subList(0, 2)).containsOnly("refused: cut");
    assertThat(read.get(2)).startsWith("OPEN client=2001:db8:7::9");
  }

  /** A record tells the year, which the lines of syslog around it leave out. */
  @Test
  void aRecordTellsTheYearOfItsNeighbours() {
    LineParser parser = new LineParser(new StampClock(TimeZones.UTC, LocalDate.of(2030, 1, 1)));
    read(parser, "2026-11-23T08:05:02.1Z stdout F " + KUMOMTA);

    LogLine line = line("Nov 23 08:06:00 mx1 postfix/smtpd[8]: connect from x[2001:db8::5]");
    parser.parse(line);

    assertThat(Instant.EPOCH.plus(line.micros(), ChronoUnit.MICROS))
        .isEqualTo("2026-11-23T08:06:00Z");
  }

  private static String read(LineParser parser, String text) {
    LogLine line = line(text);
    parser.parse(line);
    return Readings.describe(line);
  }

  private static LogLine line(String text) {
    LogLine line = new LogLine();
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    line.reset(bytes, 0, bytes.length);
    return line;
  }
}
