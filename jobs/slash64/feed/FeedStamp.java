package slash64.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/**
 * What a feed says about itself. All of it comes from the caller, none from the clock, so that the
 * same night published again is the same to the byte.
 *
 * @param day the UTC day the policy was made from
 * @param generated when the night was scored
 * @param validUntil when a consumer should stop to trust the feed and fall back to no policy
 * @param configuration SHA-256 of the settings that made it, in hexadecimal
 * @param version version of Slash64
 * @param notes how the feed came about
 */
public record FeedStamp(
    LocalDate day,
    Instant generated,
    Instant validUntil,
    String configuration,
    String version,
    FeedNotes notes) {

  public FeedStamp {
    Objects.requireNonNull(day, "day");
    Objects.requireNonNull(generated, "generated");
    Objects.requireNonNull(validUntil, "validUntil");
    Objects.requireNonNull(configuration, "configuration");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(notes, "notes");
    if (!validUntil.isAfter(generated)) {
      throw new IllegalArgumentException(
          "Cannot stamp the feed of %s: valid until %s, but generated at %s (need a later end)"
              .formatted(day, validUntil, generated));
    }
  }

  /** Returns the whole days for which the feed may still be used, below 0 once it may not. */
  public long daysLeft(Instant now) {
    return Math.floorDiv(Duration.between(now, validUntil).toSeconds(), 86_400L);
  }

  /** Returns how long the feed may be used, for people. */
  public String validity(Instant now) {
    long days = daysLeft(now);
    String left =
        days < 0
            ? "which is past: loaders take it no longer"
            : days == 0 ? "less than a day more" : days == 1 ? "1 day more" : days + " days more";
    return "valid until %s, %s".formatted(validUntil, left);
  }
}
