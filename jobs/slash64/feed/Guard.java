package slash64.feed;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is looked at before a night is published. */
public enum Guard {
  /** Too much of the mail known to be good would be rejected. */
  GOOD_MAIL_REJECTED,
  /** Too much of the mail known to be good would be greylisted or throttled. */
  GOOD_MAIL_DELAYED,
  /** There is no entry any more. */
  EMPTY_POLICY,
  /** Too many entries came, went or changed their tier. */
  ENTRIES_CHANGED,
  /** Too much of the address space became restricted, or free. */
  SPACE_CHANGED,
  /** Too much of the mail of the last days would be treated otherwise than last night. */
  MAIL_CHANGED,
  /** A program would have to load more entries than it bears. */
  CONSUMER_LIMIT,
  /** The newest mail is too old for the policy to be the day's. */
  ARCHIVE_AGE,
  /** A prefix that is ours, or on the allow list, would be restricted. */
  PROTECTED_PREFIX,
  /** A restricted prefix is wider than allowed. */
  WIDE_PREFIX;

  /** Returns the word for configuration and messages: the name in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what {@link #word} writes.
   *
   * @throws IllegalArgumentException if the word names no guard
   */
  public static Guard ofWord(String word) {
    for (Guard guard : values()) {
      if (guard.word().equals(word)) {
        return guard;
      }
    }
    throw new IllegalArgumentException(
        "Cannot override guard '%s': need %s"
            .formatted(
                word, Stream.of(values()).map(Guard::word).collect(Collectors.joining(", "))));
  }
}
