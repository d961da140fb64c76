package slash64.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One thing that happened, blamed on one prefix.
 *
 * @param at the deviation of the prefix it is blamed on
 * @param kinds what it shows as; nothing when it is a mailing that recurs, which explains the
 *     prefixes above it and is not reported
 * @param since first day
 * @param isOpen whether an alert for it is open since an earlier night
 * @param excess messages it accounts for
 * @param members deviations below that were found to be part of it
 */
record Event(
    Deviation at,
    Set<AlertKind> kinds,
    int since,
    boolean isOpen,
    double excess,
    List<Deviation> members) {

  Event {
    members = List.copyOf(members);
  }

  boolean isExcused() {
    return kinds.isEmpty();
  }

  /** Returns this event with another, further down, as a part of it. */
  Event with(Event part) {
    List<Deviation> all = new ArrayList<>(members);
    all.add(part.at);
    all.addAll(part.members);
    return new Event(at, kinds, since, isOpen, excess, all);
  }

  /** Returns of how many separate prefixes it is made, at least 1. */
  int breadth() {
    int leaves = 0;
    for (Deviation member : members) {
      boolean isLeaf =
          members.stream()
              .noneMatch(
                  other ->
                      other.prefix().length() > member.prefix().length()
                          && member.prefix().contains(other.prefix()));
      leaves += isLeaf ? 1 : 0;
    }
    return Math.max(1, leaves);
  }
}
