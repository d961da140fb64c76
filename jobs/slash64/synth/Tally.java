package slash64.synth;

import java.util.EnumMap;
import java.util.Map;

/** The counts of one host and day. */
final class Tally {
  private final Map<Count, long[]> counts = new EnumMap<>(Count.class);

  Tally() {
    for (Count count : Count.values()) {
      counts.put(count, new long[1]);
    }
  }

  void add(Count count) {
    counts.get(count)[0]++;
  }

  void set(Count count, long value) {
    counts.get(count)[0] = value;
  }

  long get(Count count) {
    return counts.get(count)[0];
  }
}
