package slash64.maillog.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * The open messages by host, instance and queue id: open addressing with linear probing and
 * backward shift on removal (Knuth, TAOCP 6.4, algorithm R), so that look-ups touch one or two
 * slots and nothing is allocated. Ids of up to 24 bytes are compared whole; the tail of a longer
 * one is folded.
 */
final class MessageTable {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private OpenMessage[] slots = new OpenMessage[1 << 12];
  private int size;
  private long key0;
  private long key1;
  private long key2;

  int size() {
    return size;
  }

  OpenMessage[] slots() {
    return slots;
  }

  /** Returns the open message with the id in this field of the line, or null. */
  OpenMessage find(int source, LogLine line, Field id) {
    pack(line.bytes(), line.from(id), line.to(id));
    int mask = slots.length - 1;
    int at = slot(source, key0, key1, key2);
    OpenMessage message;
    while ((message = slots[at]) != null) {
      if (message.key0 == key0
          && message.source == source
          && message.key1 == key1
          && message.key2 == key2) {
        return message;
      }
      at = at + 1 & mask;
    }
    return null;
  }

  /** Adds a message under the id that {@link #find} has just not found. */
  void add(int source, OpenMessage message) {
    message.source = source;
    message.key0 = key0;
    message.key1 = key1;
    message.key2 = key2;
    if (++size * 2 > slots.length) {
      grow();
    }
    place(message);
  }

  void remove(OpenMessage message) {
    int mask = slots.length - 1;
    int at = slot(message.source, message.key0, message.key1, message.key2);
    while (slots[at] != message) {
      if (slots[at] == null) {
        throw new IllegalStateException("Cannot remove message: it is not in the table");
      }
      at = at + 1 & mask;
    }
    size--;
    int hole = at;
    while (true) {
      slots[hole] = null;
      do {
        at = at + 1 & mask;
        if (slots[at] == null) {
          return;
        }
      } while (between(hole, home(slots[at]), at));
      slots[hole] = slots[at];
      hole = at;
    }
  }

  /** Whether {@code home} lies cyclically in (hole, at]: then the entry at {@code at} stays. */
  private static boolean between(int hole, int home, int at) {
    return hole <= at ? hole < home && home <= at : hole < home || home <= at;
  }

  private int home(OpenMessage message) {
    return slot(message.source, message.key0, message.key1, message.key2);
  }

  private void place(OpenMessage message) {
    int at = home(message);
    while (slots[at] != null) {
      at = at + 1 & slots.length - 1;
    }
    slots[at] = message;
  }

  private void grow() {
    OpenMessage[] old = slots;
    slots = new OpenMessage[old.length * 2];
    for (OpenMessage message : old) {
      if (message != null) {
        place(message);
      }
    }
  }

  private void pack(byte[] b, int from, int to) {
    key0 = pack8(b, from, to);
    key1 = pack8(b, from + 8, to);
    key2 = pack8(b, from + 16, to);
    for (int i = from + 24; i < to; i++) {
      key2 = key2 * 31 + b[i];
    }
  }

  private static long pack8(byte[] b, int from, int to) {
    int length = to - from;
    if (length <= 0) {
      return 0;
    }
    if (from <= b.length - 8) {
      long word = (long) LONGS.get(b, from);
      return length >= 8 ? word : word >>> 64 - 8 * length;
    }
    long packed = 0;
    for (int i = from, end = Math.min(to, from + 8); i < end; i++) {
      packed = packed << 8 | (b[i] & 0xff);
    }
    return packed;
  }

  private int slot(int source, long a, long b, long c) {
    long hash = (a * 31 + b) * 0x9E3779B97F4A7C15L + c * 0xC2B2AE3D27D4EB4FL + source;
    hash ^= hash >>> 32;
    hash *= 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 40) & slots.length - 1;
  }
}
