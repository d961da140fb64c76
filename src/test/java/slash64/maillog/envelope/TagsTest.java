package slash64.maillog.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import slash64.maillog.line.Bytes;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/** What is remembered of headers must never show: a line reads as it does in a file of its own. */
class TagsTest {
  private static final List<String> STAMPS =
      List.of(
          "Nov 23 08:05:01 ", "Nov  3 08:05:01 ", "2026-11-23T08:05:01.5Z ", "Feb 30 08:05:01 ");
  private static final List<String> HOSTS =
      List.of("mx1 ", "mx2 ", "last ", "[2001:db8::1] ", "<mail.info> mx1 ", "<x ", "mx1: ", "");
  private static final List<String> PROGRAMS =
      List.of(
          "postfix/smtpd[812]: ",
          "postfix/smtp[812]: ",
          "postfix/smtpd: ",
          "message[3]: ",
          "message repeated 3 times",
          "last message repeated 3 times",
          "rspamd[6]: ",
          "Rspamd[6]: ",
          "Nov 23 08:05:00 mx3 postfix/smtpd[9]: ",
          "postfix/smtpd[12345678901]: ",
          "postfix/smtpd[]: ",
          "postfix/smtpd[812] ",
          "sendmail[7]: [ID 197553 mail.info] ");

  private final StampClock clock = new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 23));

  @Test
  void aLineReadsAsItDoesAlone() {
    SplittableRandom random = new SplittableRandom(67);
    EnvelopeReader reader = new EnvelopeReader(clock);
    LogLine line = new LogLine();
    LogLine alone = new LogLine();
    Map<Integer, String> tags = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = line(random);
      line.reset(bytes, 0, bytes.length);
      alone.reset(bytes, 0, bytes.length);
      boolean isRead = reader.read(line);
      boolean isReadAlone = new EnvelopeReader(clock).read(alone);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      assertThat(isRead).as(text).isEqualTo(isReadAlone);
      assertThat(state(line)).as(text).isEqualTo(state(alone));
      if (line.tag() >= 0) {
        String tag = line.string(Field.HOST) + ' ' + line.string(Field.PROGRAM);
        assertThat(tags.computeIfAbsent(line.tag(), n -> tag)).isEqualTo(tag);
      }
    }
    assertThat(tags).hasSizeBetween(100, LogLine.TAGS);
  }

  private static byte[] line(SplittableRandom random) {
    String text =
        any(random, STAMPS) + any(random, HOSTS) + any(random, PROGRAMS) + "connect from mx3[::1]";
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (random.nextInt(4) == 0) {
      int at = random.nextInt(Math.min(bytes.length, 48));
      bytes[at] = (byte) " [:<lLm1/\0\u00e9".charAt(random.nextInt(11));
    }
    return bytes;
  }

  private static String any(SplittableRandom random, List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static String state(LogLine line) {
    return "%s %s %s %s %d %d %s %d %s %d"
        .formatted(
            line.string(Field.TIMESTAMP),
            line.string(Field.HOST),
            line.string(Field.PROGRAM),
            line.refusal(),
            line.pid(),
            line.text(),
            line.event(),
            line.repeats(),
            line.repeatsPrevious(),
            line.hasTime() ? line.micros() : -1);
  }

  @Test
  void aFileOfMoreTagsThanAreRememberedIsReadAllTheSame() {
    EnvelopeReader reader = new EnvelopeReader(clock);
    LogLine line = new LogLine();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 2 * LogLine.TAGS; i++) {
        byte[] bytes = Bytes.of("Nov 23 08:05:01 mx%d postfix/smtpd[812]: text".formatted(i));
        line.reset(bytes, 0, bytes.length);
        assertThat(reader.read(line)).isTrue();
        assertThat(line.is(Field.HOST, "mx" + i)).isTrue();
        assertThat(line.tag()).isEqualTo(i < LogLine.TAGS ? i : -1);
      }
    }
  }

  /** Who names hosts may wish for names that are all looked for in one place. */
  @Test
  void namesThatDifferInFewBytesAreNotLookedForInOnePlace() {
    EnvelopeReader reader = new EnvelopeReader(clock);
    LogLine line = new LogLine();
    int numbered = 0;
    for (int i = 0; i < 900; i++) {
      String host = "hostnam%cabcdefg%c".formatted((char) ('A' + i % 30), (char) ('A' + i / 30));
      byte[] bytes = Bytes.of("Nov 23 08:05:01 %s postfix/smtpd[812]: text".formatted(host));
      line.reset(bytes, 0, bytes.length);
      assertThat(reader.read(line)).isTrue();
      assertThat(line.is(Field.HOST, host)).isTrue();
      numbered += line.tag() >= 0 ? 1 : 0;
    }
    assertThat(numbered).isGreaterThan(700);
  }
}
