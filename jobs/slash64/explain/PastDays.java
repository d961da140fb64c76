package slash64.explain;

import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came from a prefix on its last days.
 *
 * @param days transactions by scored day, 0 for one without mail; the last is the one looked at
 */
record PastDays(SortedMap<LocalDate, Long> days) {
  /** Days looked back at: four weeks show a weekly rhythm. */
  static final int SHOWN = 28;

  PastDays {
    days = new TreeMap<>(days);
  }

  long today() {
    return days.get(days.lastKey());
  }

  long most() {
    return days.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** Returns whether there are days to compare with. */
  boolean hasBand() {
    return days.size() > 1;
  }

  /** Returns the least of the middle eight tenths of the days before. */
  long low() {
    return quantile(0.1);
  }

  /** Returns the greatest of the middle eight tenths of the days before. */
  long high() {
    return quantile(0.9);
  }

  /** Nearest rank. */
  private long quantile(double share) {
    long[] before =
        days.headMap(days.lastKey()).values().stream()
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
    return before[(int) Math.min(before.length - 1L, (long) (share * before.length))];
  }
}
