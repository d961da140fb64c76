package slash64.feed;

/** What leads to a feed once it is written. */
public enum FeedDestination {
  /** The day and, unless that leads to a later one, {@code current}: the filters take it. */
  CURRENT,
  /** {@code shadow} only, to compare before anything changes. */
  SHADOW
}
