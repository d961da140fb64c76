package slash64.feed;

/** What leads to a feed once it is written. */
public enum FeedDestination {
  /** The day and {@code current}: the filters take it. */
  CURRENT,
  /** The day only, when an old night is restated; the filters keep what they have. */
  DAY,
  /** {@code shadow} only, to compare before anything changes. */
  SHADOW
}
