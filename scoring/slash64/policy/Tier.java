package slash64.policy;

import java.util.Locale;

/** What a filter should do with mail from a prefix, worst last: the order of severity. */
public enum Tier {
  TRUSTED,
  NEUTRAL,
  THROTTLE,
  GREYLIST,
  REJECT;

  /** Returns whether mail is held up or refused. */
  public boolean restricts() {
    return compareTo(NEUTRAL) > 0;
  }

  /** Returns the word used in tables and feeds: the name in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what {@link #word} writes.
   *
   * @throws IllegalArgumentException if the word names no tier
   */
  public static Tier ofWord(String word) {
    for (Tier tier : values()) {
      if (tier.word().equals(word)) {
        return tier;
      }
    }
    throw new IllegalArgumentException(
        "Cannot read tier '%s': need trusted, neutral, throttle, greylist or reject"
            .formatted(word));
  }
}
