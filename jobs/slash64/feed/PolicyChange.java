package slash64.feed;

import java.util.Objects;
import java.util.Optional;
import slash64.net.Prefix;
import slash64.policy.Tier;

/**
 * One line of {@code changes.ndjson}: how an entry differs from the night before.
 *
 * @param before the tier the entry had, if there was one
 * @param after the tier it has now, if there still is one
 * @param reason why: that of the new entry or, for one that is gone, that of the entry which
 *     answers for the prefix now
 */
public record PolicyChange(
    Prefix prefix, Kind kind, Optional<Tier> before, Optional<Tier> after, String reason) {

  /** What happened to an entry. */
  public enum Kind {
    ADDED,
    REMOVED,
    WORSE,
    BETTER
  }

  public PolicyChange {
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(reason, "reason");
    if (before.isEmpty() != (kind == Kind.ADDED) || after.isEmpty() != (kind == Kind.REMOVED)) {
      throw new IllegalArgumentException(
          "Cannot build change of %s: %s from %s to %s".formatted(prefix, kind, before, after));
    }
  }
}
