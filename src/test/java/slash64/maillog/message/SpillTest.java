package slash64.maillog.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.envelope.TimeZones;
import slash64.maillog.format.LineParser;
import slash64.maillog.line.LogLine;

/** Memory is bounded: beyond a number of open messages the quiet ones leave as parts. */
final class SpillTest {
  @Test
  void messagesQuietLongestLeaveAsParts() {
    Joiner joiner = new Joiner(WantedColumns.ALL, 10);
    LineParser parser = new LineParser(new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 24)));
    LogLine line = new LogLine();
    List<String> left = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      byte[] bytes =
          "2026-11-23T08:%02d:%02dZ mx1 postfix/smtpd[9]: %05X: client=unknown[192.0.2.7]"
              .formatted(i / 60, i % 60, 0xA0000 + i)
              .getBytes(StandardCharsets.UTF_8);
      line.reset(bytes, 0, bytes.length);
      parser.parse(line);
      byte[] begun =
          "2026-11-23T08:%02d:%02dZ mx1 postfix/cleanup[8]: %05X: message-id=<x>"
              .formatted(i / 60, i % 60, 0xA0000 + i)
              .getBytes(StandardCharsets.UTF_8);
      joiner.add(line);
      line.reset(begun, 0, begun.length);
      parser.parse(line);
      joiner.add(line);
      drain(joiner, left);
      assertThat(left.size()).isGreaterThanOrEqualTo(i + 1 - 10);
    }
    joiner.end();
    drain(joiner, left);
    assertThat(left).hasSize(100).doesNotHaveDuplicates();
    assertThat(left.subList(0, 6))
        .containsExactlyInAnyOrder("A0000", "A0001", "A0002", "A0003", "A0004", "A0005");
  }

  private static void drain(Joiner joiner, List<String> left) {
    for (OpenMessage row = joiner.poll(); row != null; row = joiner.poll()) {
      assertThat(row.isOpen()).isTrue();
      left.add(
          new String(
              row.text(),
              row.from(Text.QUEUE_ID),
              row.to(Text.QUEUE_ID) - row.from(Text.QUEUE_ID),
              StandardCharsets.UTF_8));
      joiner.recycle(row);
    }
  }
}
