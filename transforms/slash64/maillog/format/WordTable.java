package slash64.maillog.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Fixed words that lines begin with, and what each stands for. Looked up by the first byte, since
 * most lines begin with none of many.
 *
 * @param <T> what words stand for
 */
final class WordTable<T> {
  private record Entry<T>(String words, T value) {}

  private final List<List<Entry<T>>> byFirst = new ArrayList<>();

  WordTable() {
    for (int i = 0; i < 128; i++) {
      byFirst.add(List.of());
    }
  }

  /** Adds words; where two entries fit a line, the one added first counts. */
  WordTable<T> add(T value, String... choices) {
    for (String words : choices) {
      List<Entry<T>> entries = new ArrayList<>(byFirst.get(words.charAt(0)));
      entries.add(new Entry<>(words, value));
      byFirst.set(words.charAt(0), entries);
    }
    return this;
  }

  /** Returns what the words at {@code from} stand for, or null. */
  T find(byte[] bytes, int from, int to) {
    if (from >= to || bytes[from] < 0) {
      return null;
    }
    List<Entry<T>> entries = byFirst.get(bytes[from]);
    for (int i = 0; i < entries.size(); i++) {
      if (Words.at(bytes, from, to, entries.get(i).words)) {
        return entries.get(i).value;
      }
    }
    return null;
  }
}
