package slash64.activity;

/**
 * What one address, prefix or customer did over some span of time. Tallies add up: of parts of a
 * day to the day, of children to their parent, in any order.
 */
final class Tally {
  /** Before the first and after the last instant that is counted. */
  private static final long NEVER_SEEN = Long.MAX_VALUE;

  private final long[] measures = new long[Measure.COUNT];
  private final CellCounts cells = new CellCounts();
  private final Distinct[] distincts = new Distinct[Distinction.COUNT];
  private long firstSeen = NEVER_SEEN;
  private long lastSeen = Long.MIN_VALUE;
  private int hours;

  Tally() {
    for (int i = 0; i < distincts.length; i++) {
      distincts[i] = new Distinct();
    }
  }

  void add(Measure measure, long amount) {
    measures[measure.ordinal()] += amount;
  }

  long get(Measure measure) {
    return measures[measure.ordinal()];
  }

  CellCounts cells() {
    return cells;
  }

  Distinct distinct(Distinction distinction) {
    return distincts[distinction.ordinal()];
  }

  /** Notes activity from {@code first} to {@code last}, microseconds since 1970 UTC. */
  void see(long first, long last) {
    firstSeen = Math.min(firstSeen, first);
    lastSeen = Math.max(lastSeen, last);
  }

  /** Notes activity in hours of the UTC day: bit 0 from 00:00, bit 23 from 23:00. */
  void seeHours(int bits) {
    hours |= bits;
  }

  long firstSeen() {
    return firstSeen;
  }

  long lastSeen() {
    return lastSeen;
  }

  int hours() {
    return hours;
  }

  /** Returns how busy this was, for the choice of addresses that get a row of their own. */
  long weight() {
    return get(Measure.TRANSACTIONS) + get(Measure.CONNECTIONS);
  }

  void addAll(Tally other) {
    for (int i = 0; i < measures.length; i++) {
      measures[i] += other.measures[i];
    }
    cells.addAll(other.cells);
    for (int i = 0; i < distincts.length; i++) {
      distincts[i].addAll(other.distincts[i]);
    }
    see(other.firstSeen, other.lastSeen);
    seeHours(other.hours);
  }
}
