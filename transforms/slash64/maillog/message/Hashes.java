package slash64.maillog.message;

import java.util.Arrays;

/**
 * A small set of numbers that stand for recipients. Looked through from the front: a message has a
 * handful. Beyond the limit nothing more is taken in.
 */
public final class Hashes {
  static final Hashes NONE = new Hashes(0);

  private final int limit;
  private long[] values = new long[4];
  private int size;

  Hashes(int limit) {
    this.limit = limit;
  }

  public int size() {
    return size;
  }

  /** Returns the number at this position, {@code 0 <= index < size()}, in no certain order. */
  public long at(int index) {
    return values[index];
  }

  void add(long value) {
    if (size >= limit || indexOf(value) >= 0) {
      return;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  void addAll(Hashes others) {
    for (int i = 0; i < others.size; i++) {
      add(others.values[i]);
    }
  }

  void remove(long value) {
    int index = indexOf(value);
    if (index >= 0) {
      values[index] = values[--size];
    }
  }

  void clear() {
    size = 0;
  }

  private int indexOf(long value) {
    for (int i = 0; i < size; i++) {
      if (values[i] == value) {
        return i;
      }
    }
    return -1;
  }
}
