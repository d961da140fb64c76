package slash64.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;

/**
 * Compares two policies entry by entry. Both come in tree order and are walked once side by side,
 * so the older one is never held in memory. Scores move every night; only a change of tier counts.
 */
public final class PolicyDiff {
  private final List<PolicyChange> changes = new ArrayList<>();

  /** New entries around the place the walk has come to, the longest prefix on top. */
  private final Deque<PolicyEntry> around = new ArrayDeque<>();

  private PolicyDiff() {}

  /** Returns the changes in tree order. */
  public static List<PolicyChange> between(
      Iterator<PolicyEntry> before, Iterator<PolicyEntry> after) {
    PolicyDiff diff = new PolicyDiff();
    PolicyEntry old = next(before);
    PolicyEntry now = next(after);
    while (old != null || now != null) {
      int order = old == null ? 1 : now == null ? -1 : PolicyEntry.BY_PREFIX.compare(old, now);
      if (order < 0) {
        diff.removed(old);
      } else {
        diff.enter(now);
        if (order > 0) {
          diff.added(now);
        } else if (old.tier() != now.tier()) {
          diff.moved(old, now);
        }
      }
      old = order <= 0 ? next(before) : old;
      now = order >= 0 ? next(after) : now;
    }
    return diff.changes;
  }

  private static PolicyEntry next(Iterator<PolicyEntry> entries) {
    return entries.hasNext() ? entries.next() : null;
  }

  private void enter(PolicyEntry entry) {
    leave(entry.prefix());
    around.push(entry);
  }

  private void leave(Prefix place) {
    while (!around.isEmpty() && !around.peek().prefix().contains(place)) {
      around.pop();
    }
  }

  private void added(PolicyEntry now) {
    changes.add(
        new PolicyChange(
            now.prefix(),
            PolicyChange.Kind.ADDED,
            Optional.empty(),
            Optional.of(now.tier()),
            now.reason()));
  }

  private void moved(PolicyEntry old, PolicyEntry now) {
    boolean worse = now.tier().compareTo(old.tier()) > 0;
    changes.add(
        new PolicyChange(
            now.prefix(),
            worse ? PolicyChange.Kind.WORSE : PolicyChange.Kind.BETTER,
            Optional.of(old.tier()),
            Optional.of(now.tier()),
            now.reason()));
  }

  private void removed(PolicyEntry old) {
    leave(old.prefix());
    PolicyEntry answers = around.peek();
    String reason =
        answers == null
            ? "no entry covers it any more, so it is neutral; it was: " + old.reason()
            : "%s answers for it now, %s: %s"
                .formatted(answers.prefix(), answers.tier().word(), answers.reason());
    changes.add(
        new PolicyChange(
            old.prefix(),
            PolicyChange.Kind.REMOVED,
            Optional.of(old.tier()),
            Optional.empty(),
            reason));
  }
}
