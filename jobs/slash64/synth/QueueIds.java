package slash64.synth;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Names of queue files, in Postfix's two ways.
 *
 * <p>Short: five or more hexadecimal digits of microseconds, then the inode. The clock of such a
 * host ticks 250 times a second and its inodes come back at once, so ids are used again within the
 * day, as they are on busy servers. Long ({@code enable_long_queue_ids}): six digits of seconds and
 * four of microseconds in base 52, the letter z, the inode in base 51; never used again.
 */
final class QueueIds {
  private static final byte[] BASE52 =
      Ascii.of("0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz");
  private static final byte[] BASE16 = Ascii.of("0123456789ABCDEF");
  private static final int TICK = 4000;
  private static final int FIRST_INODE = 0x3e28c1;

  private final boolean isLong;
  private final ArrayDeque<Integer> freeInodes = new ArrayDeque<>();
  private int nextInode = FIRST_INODE;

  /** A name in use; whoever has it gives it back. */
  @SuppressWarnings(
      "ArrayRecordComponent") // never compared as a whole; bytes are copied into lines
  record QueueId(byte[] text, int inode) {}

  QueueIds(boolean isLong) {
    this.isLong = isLong;
  }

  /**
   * Returns an id that no living message of this host has.
   *
   * @param time microseconds since 1970
   */
  QueueId take(long time) {
    Integer free = freeInodes.poll();
    int inode = free == null ? nextInode++ : free;
    byte[] text = new byte[24];
    int length = 0;
    long micros = time % Stamps.SECOND;
    if (isLong) {
      length = digits(text, length, time / Stamps.SECOND, BASE52, 52, 6);
      length = digits(text, length, micros, BASE52, 52, 4);
      text[length++] = 'z';
      length = digits(text, length, inode, BASE52, 51, 1);
    } else {
      length = digits(text, length, micros / TICK * TICK, BASE16, 16, 5);
      length = digits(text, length, inode, BASE16, 16, 1);
    }
    return new QueueId(Arrays.copyOf(text, length), inode);
  }

  void giveBack(QueueId id) {
    freeInodes.push(id.inode);
  }

  private static int digits(byte[] to, int at, long value, byte[] alphabet, int base, int atLeast) {
    int size = 1;
    for (long rest = value / base; rest > 0; rest /= base) {
      size++;
    }
    size = size < atLeast ? atLeast : size;
    long rest = value;
    for (int i = at + size - 1; i >= at; i--) {
      to[i] = alphabet[(int) (rest % base)];
      rest /= base;
    }
    return at + size;
  }
}
