package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.envelope.TimeZones;
import slash64.maillog.line.LogLine;

/** Lines of Docker's logging driver json-file. */
class DockerLinesTest {
  private static final String SMTPD = "postfix/smtpd[812]: connect from x[2001:db8::5]";

  private final LineParser parser =
      new LineParser(new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 23)));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # with a stamp of its own, and a host
          {"log":"Nov  3 08:05:01 mx1 postfix/smtpd[812]: connect from x[2001:db8::5]\\n","stream":"stdout","time":"2026-11-03T09:05:02.123456789Z"} | 2026-11-03T08:05:01Z inferred CONNECT 2001:db8::5
          # the runtime's stamp, where the program sets none
          {"time":"2026-11-03T08:05:01.123456789Z","attrs":{"tag":"mail"},"stream":"stderr","log":"postfix/smtpd[812]: connect from x[2001:db8::5]\\r\\n"} | 2026-11-03T08:05:01.123456Z CONNECT 2001:db8::5
          {"log":"","stream":"stdout","time":"2026-11-03T09:05:02Z"} | refused
          {"log":null,"stream":"stdout","time":"2026-11-03T09:05:02Z"} | refused
          {"log":"x\\n","time":"2026-11-03T09:05:02Z"} | refused
          {"log":"Nov  3 08:05:01 mx1 postfix/smtpd[812]: connect from x[2001:db8::5]\\n","stream":"stdout"} | refused
          {"log":"Nov  3 08:05:01 mx1 postfix/smtpd[812]: connect from x[2001:db8::5]\\n","stream":"a b","time":"2026-11-03T09:05:02Z"} | refused
          {"log":{"log":"Nov  3 08:05:01 mx1 postfix/smtpd[812]: connect from x[2001:db8::5]\\n"},"stream":"stdout","time":"2026-11-03T09:05:02Z"} | refused
          {"stream":"stdout","time":"2026-11-03T09:05:02Z","log":{"log":"Nov  3 08:05:01 mx1 postfix/smtpd[812]: connect from x[2001:db8::5]\\n"}} | refused
          {"log":"{\\"log\\":\\"Nov  3 08:05:01 mx1 postfix/smtpd[812]: connect from x[2001:db8::5]\\"}\\n","stream":"stdout","time":"2026-11-03T09:05:02Z"} | refused
          """)
  void theTextInsideIsRead(String text, String meaning) {
    assertThat(read(text)).isEqualTo(meaning);
  }

  @Test
  void aPieceOfALineIsNoLine() {
    String piece = "{\"log\":\"%s\",\"stream\":\"stdout\",\"time\":\"2026-11-03T08:05:01Z\"}";

    List<String> read =
        List.of(
            read(piece.formatted(SMTPD)),
            read(piece.formatted(SMTPD + "\\n")),
            read(piece.formatted(SMTPD + "\\n")));

    assertThat(read)
        .containsExactly("refused", "refused", "2026-11-03T08:05:01Z CONNECT 2001:db8::5");
  }

  private String read(String text) {
    LogLine line = new LogLine();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    line.reset(bytes, 0, bytes.length);
    parser.parse(line);
    if (line.refusal() != null) {
      return "refused";
    }
    String time = Instant.EPOCH.plus(line.micros(), ChronoUnit.MICROS).toString();
    return "%s%s %s %s"
        .formatted(
            time, line.timeInferred() ? " inferred" : "", line.event(), Readings.client(line));
  }
}
