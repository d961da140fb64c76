package slash64.reputation;

import java.util.Objects;
import slash64.net.Prefix;

/**
 * What is known of one prefix when a night is scored.
 *
 * @param prefix of one of the {@link Level}s
 * @param carried what last night left, before today is added; of any day up to today
 * @param today what the day itself brought, not decayed
 * @param children distinct prefixes of the next level that sent today, 0 when not counted. May
 *     exceed those listed: addresses seen once need not be kept.
 */
public record NodeEvidence(Prefix prefix, Evidence carried, Evidence today, long children) {

  public NodeEvidence {
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(carried, "carried");
    Objects.requireNonNull(today, "today");
    if (carried.day() > today.day() || children < 0) {
      throw new IllegalArgumentException(
          "Cannot score %s: evidence of day %d carried to day %d, %d children (need an earlier or equal day, >= 0)"
              .formatted(prefix, carried.day(), today.day(), children));
    }
  }
}
