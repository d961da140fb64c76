package slash64.maillog.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.envelope.TimeZones;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.net.Address;

/** Tables of lines and of what they say, shared by the tests of all formats. */
final class Readings {
  private Readings() {}

  /** Splits a block of rows: a line of log, then a line that begins with {@code =>} and says it. */
  static Stream<Arguments> rows(String block) {
    List<Arguments> rows = new ArrayList<>();
    String line = null;
    for (String text : block.lines().toList()) {
      if (text.startsWith("=> ") && line != null) {
        rows.add(Arguments.of(line, text.substring(3)));
        line = null;
      } else if (!text.isBlank() && !text.startsWith("# ")) {
        assertThat(line).as("line without expectation").isNull();
        line = text;
      }
    }
    return rows.stream();
  }

  /** Reads text as the format does and says it: the event, the client, the fields in order. */
  static String read(LineFormat format, String text) {
    return describe(line(format, text));
  }

  static LogLine line(LineFormat format, String text) {
    return line(format, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The line stands in the middle of other bytes, as it does in the scanner's block. */
  static LogLine line(LineFormat format, byte[] text) {
    String around = "] [2001:db8::bad] (x) rejected RCPT <a>: \n";
    byte[] before = around.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[text.length + 2 * before.length];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(text, 0, all, before.length, text.length);
    System.arraycopy(before, 0, all, before.length + text.length, before.length);
    LogLine line = new LogLine();
    line.reset(all, before.length, before.length + text.length);
    format.read(line);
    return line;
  }

  /** The line is all there is in its array, so that a look beyond its end fails. */
  private static LogLine alone(LineFormat format, byte[] text) {
    LogLine line = new LogLine();
    line.reset(text, 0, text.length);
    format.read(line);
    return line;
  }

  /** Reads a line as one of a file of November 2026 in UTC, header and all. */
  static LogLine parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LogLine line = new LogLine();
    line.reset(bytes, 0, bytes.length);
    new LineParser(new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 23))).parse(line);
    return line;
  }

  static String describe(LogLine line) {
    StringBuilder words = new StringBuilder();
    words.append(
        line.refusal() == null ? line.event().name() : "refused: " + line.refusal().words());
    String client = client(line);
    if (client != null) {
      words.append(" client=").append(client);
    }
    for (Field field : Field.values()) {
      if (line.refusal() == null && line.has(field)) {
        words.append(' ').append(field.key()).append('=').append(line.string(field));
      }
    }
    return words.toString();
  }

  static String client(LogLine line) {
    return line.hasClient() ? new Address(line.clientHigh(), line.clientLow()).toString() : null;
  }

  /** Cuts the line at every byte: each head reads without error, with the same client or none. */
  static void assertEveryCutIsHarmless(LineFormat format, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String client = client(line(format, bytes));
    for (int cut = 0; cut < bytes.length; cut++) {
      byte[] head = java.util.Arrays.copyOf(bytes, cut);
      LogLine read = line(format, head);
      assertThat(describe(read)).isEqualTo(describe(alone(format, head)));
      String found = client(read);
      if (found != null) {
        assertThat(found)
            .as("cut to '%s'", new String(head, StandardCharsets.UTF_8))
            .isEqualTo(client);
      }
    }
  }

  /** Shuffles, doubles, drops and changes bytes of the line: reading never throws. */
  static void assertNoDamageThrows(LineFormat format, String text, long seed) {
    Random random = new Random(seed);
    byte[] specials = " []()<>\"=:,;\\{}\n\0".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 400; i++) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      for (int change = random.nextInt(6); change >= 0 && bytes.length > 1; change--) {
        int at = random.nextInt(bytes.length);
        int other = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
          case 0 -> bytes[at] = specials[random.nextInt(specials.length)];
          case 1 -> bytes[at] = (byte) random.nextInt();
          case 2 ->
              bytes = java.util.Arrays.copyOfRange(bytes, Math.min(at, other), Math.max(at, other));
          default ->
              System.arraycopy(bytes.clone(), at, bytes, other, bytes.length - Math.max(at, other));
        }
      }
      byte[] damaged = bytes;
      assertThatCode(() -> describe(alone(format, damaged)))
          .as("damaged to '%s'", new String(damaged, StandardCharsets.UTF_8))
          .doesNotThrowAnyException();
    }
  }
}
