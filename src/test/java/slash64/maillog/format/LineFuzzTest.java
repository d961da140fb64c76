package slash64.maillog.format;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.envelope.TimeZones;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * Arbitrary bytes are read as a line of any form without error, and no field reaches beyond it.
 * Jazzer goes through the whole class path before it starts, so this runs with {@code -Pslow} only:
 * it replays the cases kept, with {@code JAZZER_FUZZ=1 mvn -o test -Pslow -Dtest=LineFuzzTest} it
 * looks for more.
 */
@EnabledIfSystemProperty(named = "slash64.slow", matches = "true")
final class LineFuzzTest {
  private static final String[] PROGRAMS = {
    "postfix/smtpd",
    "postfix/postscreen",
    "postfix/cleanup",
    "postfix/qmgr",
    "postfix/smtp",
    "postfix/tlsproxy",
    "postfix/master",
    "exim",
    "sm-mta",
    "smtpd",
    "rspamd",
    "opendkim",
    "opendmarc",
    "policyd-spf",
    "postgrey",
    "rsyslogd",
  };

  /** The bytes are the whole line. */
  @FuzzTest(maxDuration = "10m")
  void anyBytesAreALine(byte[] bytes) {
    read(bytes);
  }

  /** The bytes are the text of one of the programs, behind a header. */
  @FuzzTest(maxDuration = "10m")
  void anyBytesAreAProgramsText(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    String program = PROGRAMS[Math.floorMod(bytes[0], PROGRAMS.length)];
    byte[] head =
        ("Nov  3 08:05:01 mx1 " + program + "[812]: ")
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(head, head.length + bytes.length - 1);
    System.arraycopy(bytes, 1, all, head.length, bytes.length - 1);
    read(all);
  }

  private static void read(byte[] bytes) {
    LineParser parser = new LineParser(new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 23)));
    parser.lookAhead(bytes, 0, bytes.length);
    LogLine line = new LogLine();
    int from = 0;
    while (from <= bytes.length) { // a file of several lines, as PowerMTA's records need
      int to = from;
      while (to < bytes.length && bytes[to] != '\n') {
        to++;
      }
      line.reset(bytes, from, to);
      parser.parse(line);
      check(line);
      from = to + 1;
    }
  }

  private static void check(LogLine line) {
    if (line.refusal() != null && line.event() != Event.NOTHING) {
      throw new IllegalStateException("refused and " + line.event());
    }
    for (Field field : Field.values()) {
      if (line.has(field) && line.word(field) == null) {
        int from = line.from(field);
        int to = line.to(field);
        if (from < line.start() || to < from || to > Math.max(line.end(), line.bytes().length)) {
          throw new IllegalStateException(field + " at " + from + " to " + to);
        }
      }
      line.shown(field);
      line.number(field, -1);
    }
  }
}
