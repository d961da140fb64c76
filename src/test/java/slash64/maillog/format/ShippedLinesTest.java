package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/** Lines of files as programs that carry them to elsewhere wrap them in JSON. */
class ShippedLinesTest {
  private static final String LINE =
      "Nov  3 08:05:01 mx1 postfix/smtpd[812]: connect from x[2001:db8::5]";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Filebeat, Vector, Loki, Fluent Bit, rsyslog
          {"@timestamp":"2026-11-03T09:00:00.1Z","log":{"offset":7,"file":{"path":"/var/log/mail.log"}},"message":"%s","input":{"type":"log"}}
          {"file":"/var/log/mail.log","host":"relay","message":"%s","source_type":"file","timestamp":"2026-11-03T09:00:00.1Z"}
          {"timestamp":"2026-11-03T09:00:00.1Z","message":"%s"}
          {"labels":{"job":"mail"},"line":"%s","timestamp":"2026-11-03T09:00:00.1Z"}
          {"date":1793696400.1,"log":"%s\\n"}
          {"msg":" connect from x[2001:db8::bad]","rawmsg":"<22>%s","hostname":"relay"}
          {"message":"connect from x[2001:db8::bad]","rawmsg":"%s"}
          """)
  void aLineInsideIsReadAsItStoodInItsFile(String wrapper) {
    LogLine read = Readings.parse(wrapper.formatted(LINE));

    assertThat(Readings.describe(read)).isEqualTo(Readings.describe(Readings.parse(LINE)));
    assertThat(read.string(Field.HOST)).isEqualTo("mx1");
    assertThat(read.micros()).isEqualTo(Readings.parse(LINE).micros());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"message":"connect from x[2001:db8::bad]"}       | no header
          {"message":{"message":"Nov  3 08:05:01 mx1 a: b"}} | bad json
          {"message":null}                                  | bad json
          {"message":"Nov  3 08:05:01 mx1 a: b"             | bad json
          {"message":"{\\"message\\":\\"Nov  3 08:05:01 mx1 a: b\\"}"} | bad json
          {"message":""}                                    | null
          """)
  void withoutAHeaderThereIsNoLine(String text, String reason) {
    LogLine read = Readings.parse(text);

    assertThat(read.refusal() == null ? "null" : read.refusal().words()).isEqualTo(reason);
    assertThat(read.hasClient()).isFalse();
  }
}
