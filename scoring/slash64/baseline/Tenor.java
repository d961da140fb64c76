package slash64.baseline;

/** What the digests of a day tell of it: days of one kind are compared with each other. */
enum Tenor {
  /** No digest was logged. */
  UNTOLD,
  /** Mail as it comes on any day. */
  ORDINARY,
  /** One digest that is not usual here has most of the day's mail. */
  MAILING;

  /** Returns whether two days may be of one kind, as far as either tells. */
  boolean agrees(Tenor other) {
    return this == UNTOLD || other == UNTOLD || this == other;
  }
}
