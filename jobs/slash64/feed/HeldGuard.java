package slash64.feed;

import java.util.List;
import java.util.stream.Collectors;
import slash64.net.Prefix;

/**
 * A guard that held, and why.
 *
 * @param reason one sentence with the figure and its limit
 * @param entries the prefixes that did it, the worst first, at most {@value #MOST_ENTRIES}
 */
public record HeldGuard(Guard guard, String reason, List<Prefix> entries) {
  static final int MOST_ENTRIES = 10;

  public HeldGuard {
    entries = entries.stream().limit(MOST_ENTRIES).toList();
  }

  /** Returns the guard, the reason and the entries in one line. */
  @Override
  public String toString() {
    String which = entries.stream().map(Prefix::toString).collect(Collectors.joining(", "));
    return guard.word() + ": " + reason + (which.isEmpty() ? "" : " Entries: " + which);
  }
}
