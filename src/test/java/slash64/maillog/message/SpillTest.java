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

  /** The row objects are used again: nothing may still hold one that has left. */
  @Test
  void aMessageThatWasOpenedAgainLeavesOnce() {
    Joiner joiner = new Joiner(WantedColumns.ALL, 10);
    LineParser parser = new LineParser(new StampClock(TimeZones.UTC, LocalDate.of(2026, 11, 24)));
    LogLine line = new LogLine();
    List<String> left = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int id = 0xA0000000 + i;
      List<String> texts = new ArrayList<>();
      texts.add("smtp message msgid=%08x size=303 nrcpt=1 proto=ESMTP".formatted(id));
      texts.add(delivery(id, 1, "Ok"));
      if (i % 2 == 0) {
        texts.add(delivery(id, 2, "TempFail"));
      }
      for (String text : texts) {
        String stamp = "2026-11-23T08:%02d:%02dZ".formatted(i / 600, i / 10 % 60);
        byte[] bytes =
            (stamp + " mx1 smtpd[9]: 5df87c90%08x ".formatted(id) + text)
                .getBytes(StandardCharsets.UTF_8);
        line.reset(bytes, 0, bytes.length);
        parser.parse(line);
        joiner.add(line);
      }
      take(joiner, left);
    }
    joiner.end();
    take(joiner, left);
    assertThat(left).hasSize(200).doesNotHaveDuplicates();
  }

  private static String delivery(int id, int recipient, String result) {
    return "mda delivery evpid=%08x0000000%d from=<> to=<b%d@example.com> delay=1s result=%s stat=x"
        .formatted(id, recipient, recipient, result);
  }

  private static void drain(Joiner joiner, List<String> left) {
    for (OpenMessage row : take(joiner, left)) {
      assertThat(row.isOpen()).isTrue();
    }
  }

  private static List<OpenMessage> take(Joiner joiner, List<String> left) {
    List<OpenMessage> rows = new ArrayList<>();
    for (OpenMessage row = joiner.poll(); row != null; row = joiner.poll()) {
      left.add(
          new String(
              row.text(),
              row.from(Text.QUEUE_ID),
              row.to(Text.QUEUE_ID) - row.from(Text.QUEUE_ID),
              StandardCharsets.UTF_8));
      rows.add(row);
      joiner.recycle(row);
    }
    return rows;
  }
}
