package slash64.maillog.message;

import java.util.Arrays;
import java.util.function.Consumer;

/** A map from long to object without boxing: open addressing, linear probing, backward shift. */
final class LongMap<V> {
  private long[] keys = new long[256];
  private Object[] values = new Object[256];
  private int size;

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked")
  V get(long key) {
    int mask = keys.length - 1;
    for (int at = slot(key); values[at] != null; at = at + 1 & mask) {
      if (keys[at] == key) {
        return (V) values[at];
      }
    }
    return null;
  }

  /** Adds a key that is not in the map. */
  void add(long key, V value) {
    if (++size * 2 > keys.length) {
      long[] oldKeys = keys;
      Object[] oldValues = values;
      keys = new long[oldKeys.length * 2];
      values = new Object[oldKeys.length * 2];
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldValues[i] != null) {
          place(oldKeys[i], oldValues[i]);
        }
      }
    }
    place(key, value);
  }

  private void place(long key, Object value) {
    int at = slot(key);
    while (values[at] != null) {
      at = at + 1 & keys.length - 1;
    }
    keys[at] = key;
    values[at] = value;
  }

  void remove(long key) {
    int mask = keys.length - 1;
    int at = slot(key);
    while (values[at] != null && keys[at] != key) {
      at = at + 1 & mask;
    }
    if (values[at] == null) {
      return;
    }
    size--;
    int hole = at;
    while (true) {
      values[hole] = null;
      int home;
      do {
        at = at + 1 & mask;
        if (values[at] == null) {
          return;
        }
        home = slot(keys[at]);
      } while (hole <= at ? hole < home && home <= at : hole < home || home <= at);
      keys[hole] = keys[at];
      values[hole] = values[at];
      hole = at;
    }
  }

  @SuppressWarnings("unchecked")
  void forEach(Consumer<V> action) {
    for (Object value : values) {
      if (value != null) {
        action.accept((V) value);
      }
    }
  }

  void clear() {
    Arrays.fill(values, null);
    size = 0;
  }

  private int slot(long key) {
    long hash = key * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 32 ^ hash >>> 50) & keys.length - 1;
  }
}
