package slash64.lake;

import java.time.Instant;
import java.util.Map;

/**
 * What became of the lines of an archive. Every line is used, empty of meaning or refused.
 *
 * @param first earliest stamp of a line, null if no line has one
 * @param last latest stamp of a line, null if no line has one
 */
public record LineCounts(
    long used, long empty, Map<String, Long> refusedByReason, Instant first, Instant last) {
  /** The counts of an archive that is not read yet. */
  public static final LineCounts NONE = new LineCounts(0, 0, Map.of(), null, null);

  public LineCounts {
    refusedByReason = Map.copyOf(refusedByReason);
    if (used < 0 || empty < 0 || refusedByReason.values().stream().anyMatch(n -> n < 0)) {
      throw new IllegalArgumentException(
          "Cannot count lines: %d used, %d empty, refused %s (need 0 or more of each)"
              .formatted(used, empty, refusedByReason));
    }
  }

  public long refused() {
    return refusedByReason.values().stream().mapToLong(Long::longValue).sum();
  }

  public long lines() {
    return used + empty + refused();
  }
}
