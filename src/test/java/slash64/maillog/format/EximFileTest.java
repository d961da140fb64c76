package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.envelope.TimeZones;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/** Exim's own files, read as a night reads them. */
class EximFileTest {
  private static final TimeZones AN_HOUR_AHEAD = new TimeZones(Map.of(), ZoneOffset.ofHours(1));

  private final LineParser parser =
      new LineParser(new StampClock(AN_HOUR_AHEAD, LocalDate.of(2026, 11, 23)));

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          2026-11-23 08:05:01,               2026-11-23T07:05:01Z,         true,  -1
          2026-11-23 08:05:01.123,           2026-11-23T07:05:01.123Z,     true,  -1
          2026-11-23 08:05:01.123456789,     2026-11-23T07:05:01.123456Z,  true,  -1
          2026-11-23 08:05:01 +0530,         2026-11-23T02:35:01Z,         false, -1
          2026-11-23 08:05:01.5 -0200 [812], 2026-11-23T10:05:01.500Z,     false, 812
          2026-11-23 08:05:01 [4194304],     2026-11-23T07:05:01Z,         true,  4194304
          2028-02-29 23:59:60,               2028-02-29T23:00:00Z,         true,  -1
          """)
  void stampsAreReadInAllTheirForms(String stamp, Instant time, boolean isInferred, int pid) {
    LogLine line = read(stamp + " 1xVP2r-0005vi-00 Completed");
    assertThat(line.event()).isEqualTo(Event.REMOVED);
    assertThat(instant(line)).isEqualTo(time);
    assertThat(line.timeInferred()).isEqualTo(isInferred);
    assertThat(line.pid()).isEqualTo(pid);
    assertThat(line.string(Field.TIMESTAMP)).isEqualTo(stamp.replaceAll(" \\[.*", ""));
    assertThat(line.string(Field.PROGRAM)).isEqualTo("exim");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29 08:05:01", "2100-02-29 08:05:01", "2026-13-01 08:05:01", "2026-00-01 08:05:01",
        "2026-04-31 08:05:01", "2026-11-00 08:05:01", "2026-11-23 24:00:00", "2026-11-23 08:60:00",
        "2026-11-23 08:05:61",
      })
  void aStampThatNoCalendarHasIsRefused(String stamp) {
    LogLine line = read(stamp + " 1xVP2r-0005vi-00 Completed");
    assertThat(line.refusal()).isEqualTo(Refusal.BAD_STAMP);
    assertThat(line.hasTime()).isFalse();
  }

  @Test
  void calendarTimesAgreeWithJavaTime() {
    Random random = new Random(1582);
    for (int i = 0; i < 100_000; i++) {
      long seconds =
          random.nextLong(LocalDateTime.of(2400, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC));
      LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
      byte[] text = "%tF %tT".formatted(time, time).getBytes(StandardCharsets.US_ASCII);
      assertThat(LocalStamp.micros(text, 0, text.length)).isEqualTo(seconds * 1_000_000);
    }
  }

  @Test
  void aRealServersRejectsAllHaveTheirClientAndCode() {
    Pattern plain =
        Pattern.compile(
            ".{19} H=(?:\\S+ )?(?:\\(.*\\) )?\\[([\\d.]+)\\] F=<([^>]*)> rejected RCPT <?([^>]*?)>?(?:: (.*))?");
    List<String> lines = Corpus.lines("exim-rejects/exim-rejected-RCPT.log");
    assertThat(lines).hasSize(2206);
    for (String text : lines) {
      Matcher expected = plain.matcher(text);
      assertThat(expected.matches()).as(text).isTrue();
      LogLine line = read(text);
      assertThat(line.event()).as(text).isEqualTo(Event.REJECT);
      assertThat(Readings.client(line)).as(text).isEqualTo(expected.group(1));
      assertThat(line.string(Field.FROM)).isEqualTo(expected.group(2));
      assertThat(line.string(Field.TO)).isEqualTo(expected.group(3));
      assertThat(line.string(Field.REJECT_CODE)).isEqualTo("550");
      assertThat(line.string(Field.REJECT_TEXT)).isEqualTo(expected.group(4));
      assertThat(line.string(Field.STAGE)).isEqualTo("RCPT");
    }
  }

  /** The exporter counts messages by these flags; so the counts must agree with a plain search. */
  @Test
  void anotherServersMainlogIsReadWhole() {
    Map<String, Integer> counts = new HashMap<>();
    for (String text : Corpus.lines("exim-exporter/mainlog")) {
      LogLine line = read(text);
      assertThat(line.refusal()).as(text).isNull();
      assertThat(line.hasTime()).as(text).isTrue();
      String status = line.string(Field.STATUS);
      counts.merge(status == null ? line.event().name() : status, 1, Integer::sum);
      if (text.contains(" <= ") && text.contains(" H=")) {
        assertThat(text).contains("[" + Readings.client(line) + "]");
      } else {
        assertThat(line.hasClient()).as(text).isFalse();
      }
    }
    Map<String, Integer> expected = new HashMap<>();
    for (String text : Corpus.lines("exim-exporter/mainlog")) {
      expected.merge(kind(text), 1, Integer::sum);
    }
    assertThat(counts).isEqualTo(expected);
  }

  private static String kind(String text) {
    if (text.contains(" <= ")) {
      return text.contains(" H=") ? "OPEN" : "OPEN_LOCAL";
    }
    if (text.contains(" => ") || text.contains(" -> ")) {
      return "sent";
    }
    if (text.contains(" ** ")) {
      return "bounced";
    }
    if (text.contains(" == ")) {
      return "deferred";
    }
    return text.endsWith("Completed") ? "REMOVED" : "NOTHING";
  }

  /** Two of its lines end after the word rejected: no host follows, so they are cut. */
  @Test
  void theRejectlogOfThatServerIsReadAndItsCutLinesAreNamed() {
    List<String> read = new ArrayList<>();
    for (String text : Corpus.lines("exim-exporter/rejectlog")) {
      LogLine line = read(text);
      read.add(line.refusal() + " " + line.event() + " " + Readings.client(line));
    }
    assertThat(read)
        .containsExactly(
            "CUT NOTHING null", "null REJECT 1.1.1.1", "CUT NOTHING null", "null REJECT 1.1.1.1");
  }

  @Test
  void thePaniclogOfThatServerCarriesNothing() {
    for (String text : Corpus.lines("exim-exporter/paniclog")) {
      LogLine line = read(text);
      assertThat(line.refusal()).as(text).isNull();
      assertThat(line.event()).isEqualTo(Event.NOTHING);
      assertThat(line.string(Field.QUEUE_ID)).hasSize(16);
    }
  }

  /**
   * Fields of the crowdsec parser and ours. Not compared: target_port and rbl_url, which it takes
   * from free text; exim_auth, the name of the authenticator.
   */
  @Test
  void theExpectationsOfCrowdsecAreMet() {
    Map<String, Field> names =
        Map.of(
            "source_helo", Field.HELO,
            "source_port", Field.CLIENT_PORT,
            "source_dns", Field.CLIENT_NAME,
            "source_user", Field.FROM);
    Pattern row =
        Pattern.compile(
            "results\\[\"s01-parse\"\\].*\\[(\\d+)\\]\\.Evt\\.Parsed\\[\"(\\w+)\"\\] == \"(.*)\"");
    List<LogLine> lines =
        Corpus.lines("crowdsec/exim-logs/exim-logs.log").stream().map(this::read).toList();
    Map<String, Integer> compared = new HashMap<>();
    for (String text : Corpus.lines("crowdsec/exim-logs/parser.assert")) {
      Matcher expected = row.matcher(text);
      if (!expected.matches()) {
        continue;
      }
      LogLine line = lines.get(Integer.parseInt(expected.group(1)));
      String name = expected.group(2);
      String value = expected.group(3);
      String actual =
          switch (name) {
            case "source_ip" -> Readings.client(line);
            case "date" -> line.string(Field.TIMESTAMP);
            case "program" -> line.string(Field.PROGRAM);
            case "target_user" ->
                line.string(line.event() == Event.AUTH_FAILURE ? Field.SASL_USERNAME : Field.TO);
            case "tls_cipher" -> {
              // theirs is the whole field with version and bits
              assertThat(value)
                  .startsWith(line.string(Field.TLS_VERSION) + ":" + line.string(Field.TLS_CIPHER));
              yield value;
            }
            default -> names.containsKey(name) ? line.string(names.get(name)) : value;
          };
      assertThat(actual).as(text).isEqualTo(value);
      compared.merge(name, 1, Integer::sum);
    }
    assertThat(compared.get("source_ip")).isEqualTo(12);
    assertThat(compared.get("source_port")).isGreaterThan(8);
    assertThat(lines.get(6).event())
        .as("a failed verification is no second refusal")
        .isEqualTo(Event.NOTHING);
  }

  private LogLine read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LogLine line = new LogLine();
    line.reset(bytes, 0, bytes.length);
    parser.parse(line);
    return line;
  }

  private static Instant instant(LogLine line) {
    return Instant.EPOCH.plus(line.micros(), ChronoUnit.MICROS);
  }
}
