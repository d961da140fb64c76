package slash64.feedback;

import java.util.Locale;

/** What others, or our own traps, tell of mail after it was accepted. */
public enum FeedbackKind {
  /** A recipient called it spam: a feedback report (RFC 5965, type abuse) or a button. */
  COMPLAINT,
  /** It was sent to an address that nobody gave out. */
  TRAP,
  /** Mail of an own customer came back: the addresses it writes to are bought or stale. */
  BOUNCE;

  /** Returns the word for it in files and tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the kind that a word stands for.
   *
   * @throws IllegalArgumentException if no kind has this word
   */
  public static FeedbackKind ofWord(String word) {
    for (FeedbackKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "Cannot read kind '%s': need complaint, trap or bounce".formatted(word));
  }
}
