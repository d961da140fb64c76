package slash64.maillog.envelope;

import java.util.Arrays;
import slash64.maillog.line.Bytes;
import slash64.maillog.line.LogLine;

/**
 * The first tags of a file, as bytes from the host to the bracket of the process id: {@code mx1
 * postfix/smtpd}. A few write nearly all lines, so that few headers need be read to the end. Each
 * has a number for good; those beyond {@link LogLine#TAGS}, and few that collide, are read more
 * slowly.
 */
final class Tags {
  /** Of a tag, in bytes. */
  static final int LONGEST = 128;

  private static final int SLOTS = 2 * LogLine.TAGS;
  private static final int SLOT_BITS = Integer.numberOfTrailingZeros(SLOTS);

  /** Tags looked at for one: some text may be made to collide with others. */
  private static final int PROBES = 16;

  private static final int NONE = -1;

  private final byte[][] tags = new byte[SLOTS][];
  private final int[] hostLengths = new int[SLOTS];
  private final int[] numbers = new int[SLOTS];
  private int count;

  /** Returns the slot of the tag {@code [from, to)}, or -1 if it is not known. */
  int find(byte[] b, int from, int to) {
    int slot = slot(b, from, to);
    return slot == NONE || tags[slot] == null ? NONE : slot;
  }

  int hostLength(int slot) {
    return hostLengths[slot];
  }

  int number(int slot) {
    return numbers[slot];
  }

  /** Remembers the tag {@code [from, to)}, which was not found, and returns its number or -1. */
  int add(byte[] b, int from, int hostTo, int to) {
    int slot = count == LogLine.TAGS ? NONE : slot(b, from, to);
    if (slot == NONE) {
      return NONE;
    }
    tags[slot] = Arrays.copyOfRange(b, from, to);
    hostLengths[slot] = hostTo - from;
    numbers[slot] = count;
    return count++;
  }

  /** Returns where a tag is or would be: open addressing, linear probing; -1 if it is too far. */
  private int slot(byte[] b, int from, int to) {
    int slot = (int) (hash(b, from, to) >>> Long.SIZE - SLOT_BITS);
    for (int probe = 0; probe < PROBES; probe++) {
      if (tags[slot] == null || Bytes.equal(b, from, to, tags[slot])) {
        return slot;
      }
      slot = slot + 1 & SLOTS - 1;
    }
    return NONE;
  }

  private static long hash(byte[] b, int from, int to) {
    long hash = 0;
    for (int at = from; at <= to - 8; at += 8) {
      hash = (hash ^ Bytes.tail(b, at, at + 8)) * 0x9E3779B97F4A7C15L;
    }
    return (hash ^ Bytes.tail(b, from, to)) * 0x9E3779B97F4A7C15L;
  }
}
