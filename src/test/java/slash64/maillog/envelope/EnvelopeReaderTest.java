package slash64.maillog.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/** Every header form that logs come in: when, where, who, and where the text begins. */
final class EnvelopeReaderTest {
  private static final String NAMED = "2026-11-03T08:05:01Z inferred mx1 postfix/smtpd 812 |hello";
  private static final String ZONED = "2026-11-03T07:05:01.123456Z mx1 postfix/smtpd 812 |hello";

  static Stream<Arguments> headers() {
    return Stream.of(
        Arguments.of("Nov  3 08:05:01 mx1 postfix/smtpd[812]: hello", NAMED),
        Arguments.of("Nov 03 08:05:01 mx1 postfix/smtpd[812]: hello", NAMED),
        Arguments.of("Nov 3 08:05:01 mx1 postfix/smtpd[812]: hello", NAMED),
        Arguments.of("<22>Nov  3 08:05:01 mx1 postfix/smtpd[812]: hello", NAMED),
        Arguments.of("Nov  3 08:05:01 <mail.info> mx1 postfix/smtpd[812]: hello", NAMED),
        Arguments.of("Nov  3 08:05:01 mx1 postfix/smtpd[812]: [ID 197553 mail.info] hello", NAMED),
        Arguments.of("Nov  3 2026 08:05:01 mx1 postfix/smtpd[812]: hello", NAMED),
        Arguments.of("2026 Nov  3 08:05:01 mx1 postfix/smtpd[812]: hello", NAMED),
        Arguments.of("Nov  3 09:05:02 relay Nov  3 08:05:01 mx1 postfix/smtpd[812]: hello", NAMED),
        Arguments.of(
            "<22>Nov  3 09:05:02 relay <22>Nov  3 08:05:01 mx1 postfix/smtpd[812]: hello", NAMED),
        Arguments.of(
            "2026-11-03T09:05:02Z relay Nov  3 08:05:01 mx1 postfix/smtpd[812]: hello", NAMED),
        // the runtime of a container before its line
        Arguments.of(
            "2026-11-03T09:05:02.123456789Z stdout F Nov  3 08:05:01 mx1 postfix/smtpd[812]: hello",
            NAMED),
        Arguments.of(
            "2026-11-03T09:05:02.123456789Z Nov  3 08:05:01 mx1 postfix/smtpd[812]: hello", NAMED),
        Arguments.of(
            "2026-11-03T08:05:01.123456789Z stderr F postfix/smtpd[812]: hello",
            "2026-11-03T08:05:01.123456Z null postfix/smtpd 812 |hello"),
        Arguments.of(
            "Nov  3 09:05:02 relay 2026-11-03T07:05:01.123456Z mx1 postfix/smtpd[812]: hello",
            ZONED),
        Arguments.of(
            "Nov  3 08:05:01 mx1 MailScanner[812]: Nov  3 08:05:01 mx2 postfix/smtpd[1]: hello",
            "2026-11-03T08:05:01Z inferred mx1 MailScanner 812"
                + " |Nov  3 08:05:01 mx2 postfix/smtpd[1]: hello"),
        Arguments.of(
            "Nov  3 08:05:01 postfix/smtpd[812]: hello",
            "2026-11-03T08:05:01Z inferred null postfix/smtpd 812 |hello"),
        Arguments.of(
            "Nov  3 08:05:01 mx1 postfix/smtpd: hello",
            "2026-11-03T08:05:01Z inferred mx1 postfix/smtpd -1 |hello"),
        Arguments.of(
            "Nov  3 08:05:01 2001:db8::25 postfix/smtpd[812]: hello",
            "2026-11-03T08:05:01Z inferred 2001:db8::25 postfix/smtpd 812 |hello"),
        Arguments.of(
            "Nov  3 08:05:01 [192.0.2.25] postfix/smtpd[812]: hello",
            "2026-11-03T08:05:01Z inferred [192.0.2.25] postfix/smtpd 812 |hello"),
        Arguments.of("2026-11-03T08:05:01.123456+01:00 mx1 postfix/smtpd[812]: hello", ZONED),
        Arguments.of("2026-11-03T07:05:01.123456Z mx1 postfix/smtpd[812]: hello", ZONED),
        Arguments.of(
            "2026-11-03T07:05:01.123Z mx1 postfix/smtpd[812]: hello", ZONED.replace("456", "")),
        Arguments.of(
            "2026-11-03T07:05:01Z mx1 postfix/smtpd[812]: hello", ZONED.replace(".123456", "")),
        Arguments.of("<22>1 2026-11-03T07:05:01.123456Z mx1 postfix/smtpd 812 - - hello", ZONED),
        Arguments.of(
            "<22>1 2026-11-03T07:05:01.123456Z mx1 postfix/smtpd 812 - -",
            ZONED.replace("hello", "")),
        Arguments.of(
            "123 <22>1 2026-11-03T07:05:01.123456Z mx1 postfix/smtpd 812 ID7 - hello", ZONED),
        Arguments.of(
            "<22>1 2026-11-03T07:05:01.123456Z mx1 postfix/smtpd 812 - [a@1 k=\"v\\\"]\\\\\""
                + " l=\"w]\"][b x=\"\"] hello",
            ZONED),
        Arguments.of(
            "<22>1 2026-11-03T07:05:01.123456Z mx1 postfix/smtpd 812 - - \ufeffhello", ZONED),
        Arguments.of("<22>1 - mx1 postfix/smtpd - - - hello", "null mx1 postfix/smtpd -1 |hello"),
        Arguments.of(
            "{\"__REALTIME_TIMESTAMP\":\"1793689501123456\",\"_HOSTNAME\":\"mx1\",\"SYSLOG_IDENTIFIER\":\"postfix/smtpd\",\"SYSLOG_PID\":\"812\",\"_PID\":\"1\",\"X\":{\"y\":[1]},\"MESSAGE\":\"hello\"}",
            ZONED),
        Arguments.of(
            "{\"MESSAGE\":[104,101,108,108,111],\"_HOSTNAME\":\"mx1\",\"_PID\":\"812\",\"SYSLOG_IDENTIFIER\":\"postfix/smtpd\",\"__REALTIME_TIMESTAMP\":\"1\",\"_SOURCE_REALTIME_TIMESTAMP\":\"1793689501123456\"}",
            ZONED),
        Arguments.of(
            "2026-11-03 07:05:01.123 #1001(normal) <a1b2c3>; hello",
            "2026-11-03T07:05:01.123Z inferred null rspamd 1001 |<a1b2c3>; hello"),
        Arguments.of(
            "2026-11-03 07:05:01.123 [notice] #1001(normal) <a1b2c3>; hello",
            "2026-11-03T07:05:01.123Z inferred null rspamd 1001 |<a1b2c3>; hello"),
        // a blank for the T, a comma for the point
        Arguments.of("2026-11-03 08:05:01 mx1 postfix/smtpd[812]: hello", NAMED),
        Arguments.of("2026-11-03 08:05:01.123456+01:00 mx1 postfix/smtpd[812]: hello", ZONED),
        Arguments.of("2026-11-03 08:05:01,123456 +0100 mx1 postfix/smtpd[812]: hello", ZONED),
        Arguments.of("2026-11-03T07:05:01,123456Z mx1 postfix/smtpd[812]: hello", ZONED),
        Arguments.of(
            "2026-11-03 08:05:01 2001:db8::25 exim[812]: hello",
            "2026-11-03T08:05:01Z inferred 2001:db8::25 exim 812 |hello"),
        Arguments.of(
            "2026-11-03 08:05:01 H=(mx1 postfix/smtpd[812]: hello) [192.0.2.1]",
            "2026-11-03T08:05:01Z inferred null exim -1"
                + " |H=(mx1 postfix/smtpd[812]: hello) [192.0.2.1]"),
        Arguments.of(
            "2026-11-03 08:05:01 Warning: postfix/smtpd[812]: hello",
            "2026-11-03T08:05:01Z inferred null exim -1 |Warning: postfix/smtpd[812]: hello"),
        // journalctl -o short-full, short-unix
        Arguments.of("Tue 2026-11-03 08:05:01 CET mx1 postfix/smtpd[812]: hello", NAMED),
        Arguments.of(
            "Tue 2026-11-03 08:05:01 UTC mx1 postfix/smtpd[812]: hello",
            NAMED.replace(" inferred", "")),
        Arguments.of("1793689501.123456 mx1 postfix/smtpd[812]: hello", ZONED),
        Arguments.of(
            "2026-11-03 07:05:01 1xVP2r-0005vi-00 Completed",
            "2026-11-03T07:05:01Z inferred null exim -1 |1xVP2r-0005vi-00 Completed"),
        Arguments.of(
            "2026-11-03 08:05:01 +0100 [77] 1xVP2r-0005vi-00 Completed",
            "2026-11-03T07:05:01Z null exim 77 |1xVP2r-0005vi-00 Completed"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("headers")
  void aHeaderTellsWhenWhereAndWho(String line, String meaning) {
    assertThat(read(line)).isEqualTo(meaning);
  }

  /** A runtime cuts where its buffer is full, which a client can arrange. */
  @Test
  void whatFollowsAPieceOfALineIsNoLine() {
    EnvelopeReader reader =
        new EnvelopeReader(new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 23)));
    String outer = "2026-11-03T08:05:01Z ";
    String inner = "Nov  3 08:05:01 mx1 postfix/smtpd[812]: hello";
    List<Boolean> read = new ArrayList<>();
    for (String text :
        List.of(
            outer + "stdout P " + inner,
            outer + "stderr F " + inner, // another stream
            outer + "stdout P " + inner,
            outer + "stdout F " + inner,
            outer + "stdout F " + inner,
            outer + "stdout F " + outer + "stdout F " + outer + inner)) {
      LogLine line = new LogLine();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      line.reset(bytes, 0, bytes.length);
      read.add(reader.read(line));
    }
    assertThat(read).startsWith(false, true, false, false, true);
    assertThat(read("2026-11-03T08:05:01Z stdout F 2026-11-03T08:05:01Z stdout F " + inner))
        .isNotEqualTo(NAMED);
  }

  @ParameterizedTest(name = "{0} is refused: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hello                                              | no header
          a line of text with no stamp at all                | no header
          Mär  3 08:05:01 mx1 postfix/smtpd[812]: hello      | bad stamp
          Feb 30 08:05:01 mx1 postfix/smtpd[812]: hello      | bad stamp
          2026-02-30T08:05:01Z mx1 postfix/smtpd[812]: hello | bad stamp
          Nov  3 08:05:01 mx1                                | cut header
          Nov  3 08:05:02 relay Nov  3 08:05:01 mx1 postfix  | cut header
          Nov  3 08:05:02 a Nov  3 08:05:01 b Nov  3 08:05:00 c postfix/smtpd[812]: hello | cut header
          Nov  3 08:05:01 mx1 postfix/smtpd[81               | cut header
          Nov  3 08:05:01 mx1 postfix/smtpd                  | cut header
          <22>1 2026-11-03T07:05:01Z mx1 postfix/smtpd 812   | cut header
          <22>1 2026-11-03T07:05:01Z mx1 postfix/smtpd 812 - [a k="v | cut header
          <22                                                | no header
          {"MESSAGE":"hello"}                                | bad json
          {"MESSAGE":"hel                                    | bad json
          {"__REALTIME_TIMESTAMP":"1","SYSLOG_IDENTIFIER":"x","MESSAGE":null} | cut
          {"__REALTIME_TIMESTAMP":"x","SYSLOG_IDENTIFIER":"x","MESSAGE":"a"}  | bad stamp
          """)
  void aBrokenHeaderIsRefusedWithItsReason(String line, String reason) {
    assertThat(read(line)).isEqualTo("refused: " + reason);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -- Boot 0123456789abcdef0123456789abcdef --
          Nov  3 08:05:01 mx1 last message repeated 3 times
          """)
  void linesOfTheLoggerItselfCarryNothing(String line) {
    assertThat(read(line)).isEqualTo("nothing");
  }

  @Test
  void onlyTheHeaderAtTheHeadCounts() {
    assertThat(
            read(
                "Nov  3 08:05:01 mx1 postfix/smtpd[812]: x Nov  4 09:00:00 mx2 postfix/smtpd[1]:"
                    + " connect from x[2001:db8::bad]"))
        .startsWith("2026-11-03T08:05:01Z inferred mx1 postfix/smtpd 812 |x Nov  4");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("headers")
  void noCutAndNoDamageThrows(String line, String meaning) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    Random random = new Random(meaning.hashCode());
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      for (int k = random.nextInt(4); k > 0 && damaged.length > 0; k--) {
        damaged[random.nextInt(damaged.length)] =
            random.nextBoolean()
                ? (byte) random.nextInt()
                : (byte) " []<>:{}\"\\-".charAt(random.nextInt(11));
      }
      assertThatCode(() -> read(damaged))
          .as(new String(damaged, StandardCharsets.ISO_8859_1))
          .doesNotThrowAnyException();
    }
  }

  private static String read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String read(byte[] bytes) {
    EnvelopeReader reader =
        new EnvelopeReader(new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 23)));
    LogLine line = new LogLine();
    line.reset(bytes, 0, bytes.length);
    if (!reader.read(line)) {
      return line.refusal() == null ? "nothing" : "refused: " + line.refusal().words();
    }
    return "%s%s %s %s %d |%s"
        .formatted(
            line.hasTime() ? Instant.EPOCH.plusNanos(line.micros() * 1_000) : null,
            line.hasTime() && line.timeInferred() ? " inferred" : "",
            line.string(Field.HOST),
            line.string(Field.PROGRAM),
            line.pid(),
            new String(
                line.bytes(), line.text(), line.end() - line.text(), StandardCharsets.UTF_8));
  }
}
