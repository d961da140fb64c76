package slash64.maillog.format;

import slash64.maillog.line.Bytes;

/**
 * A few dozen fixed names and what each stands for, looked up by bytes of a line without making a
 * string of them: open addressing, linear probing.
 *
 * @param <T> what names stand for
 */
final class NameTable<T> {
  private static final int SLOTS = 256;

  private final byte[][] names = new byte[SLOTS][];
  private final Object[] values = new Object[SLOTS];

  /** Adds a name that is not in the table; there may be {@value #SLOTS} / 2 of them. */
  void put(String text, T value) {
    byte[] name = Bytes.of(text);
    int slot = slot(name, 0, name.length);
    while (names[slot] != null) {
      slot = (slot + 1) % SLOTS;
    }
    names[slot] = name;
    values[slot] = value;
  }

  /** Returns what the name {@code [from, to)} stands for, or null. */
  @SuppressWarnings("unchecked")
  T find(byte[] b, int from, int to) {
    int slot = slot(b, from, to);
    while (names[slot] != null) {
      if (Bytes.equal(b, from, to, names[slot])) {
        return (T) values[slot];
      }
      slot = (slot + 1) % SLOTS;
    }
    return null;
  }

  /** By the length and the last eight bytes: they tell apart most names that we know. */
  private static int slot(byte[] b, int from, int to) {
    long hash = (Bytes.tail(b, from, to) + to - from) * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 40) & SLOTS - 1;
  }
}
