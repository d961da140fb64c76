package slash64.feed;

import java.util.List;

/** The feed was not published, because it could do harm; the night before stays. Exit status 4. */
public final class FeedRefusedException extends RuntimeException {
  private final List<String> reasons;

  public FeedRefusedException(List<String> reasons) {
    super(String.join("\n", reasons));
    this.reasons = List.copyOf(reasons);
  }

  public FeedRefusedException(String reason) {
    this(List.of(reason));
  }

  /** Returns one sentence for each thing that held. */
  public List<String> reasons() {
    return reasons;
  }
}
