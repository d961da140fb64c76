package slash64.publication;

import java.util.SortedMap;
import java.util.TreeMap;
import slash64.feed.FeedDestination;
import slash64.feed.Guard;

/**
 * What one call asks of a publication, beyond the settings.
 *
 * @param destination what shall lead to the feed
 * @param overrides guards that shall not hold it this once, each with the operator's reason
 */
public record FeedChoice(FeedDestination destination, SortedMap<Guard, String> overrides) {
  /** As the settings say. */
  public static final FeedChoice USUAL = new FeedChoice(FeedDestination.CURRENT, new TreeMap<>());

  public FeedChoice {
    overrides = new TreeMap<>(overrides);
  }
}
