package slash64.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import slash64.synth.QueueIds.QueueId;

class QueueIdsTest {
  private static final String BASE52 = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
  private static final long TIME = 1_793_520_301_123_456L; // 2026-11-01T08:05:01.123456Z

  private static String text(QueueId id) {
    return new String(id.text(), StandardCharsets.US_ASCII);
  }

  @Test
  void aLongIdTellsItsSecondAndMicrosecond() {
    String id = text(new QueueIds(true).take(TIME));
    assertThat(decode(id.substring(0, 6))).isEqualTo(TIME / 1_000_000);
    assertThat(decode(id.substring(6, 10))).isEqualTo(123_456);
    assertThat(id.charAt(10)).isEqualTo('z');
    assertThat(id.substring(11)).doesNotContain("z").isNotEmpty();
  }

  private static long decode(String digits) {
    return digits.chars().mapToLong(BASE52::indexOf).reduce(0, (sum, digit) -> sum * 52 + digit);
  }

  @Test
  void aShortIdIsMicrosecondsThenTheInode() {
    QueueId id = new QueueIds(false).take(TIME);
    assertThat(text(id)).isEqualTo("%05X%X".formatted(123_456 / 4000 * 4000, id.inode()));
  }

  @Test
  void noTwoLivingMessagesShareAnIdButAFreedOneReturns() {
    QueueIds ids = new QueueIds(false);
    Set<String> living = new HashSet<>();
    QueueId last = null;
    for (int i = 0; i < 1000; i++) {
      last = ids.take(TIME);
      assertThat(living.add(text(last))).isTrue();
    }
    ids.giveBack(last);
    assertThat(text(ids.take(TIME + 1_000_000))).isEqualTo(text(last));
  }
}
