package slash64.doctor;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import slash64.feed.FeedGenerations;
import slash64.feed.FeedManifest;
import slash64.feed.FeedStamp;
import slash64.feed.FeedStores;

/** How long may filters go on with the policy they have? Guards that hold let it grow old. */
final class FeedCheck {
  private static final long FEW_DAYS = 3; // a weekend, and a day to act

  private FeedCheck() {}

  /** Looks at a feed; there is nothing to find where nothing was published. */
  static Optional<Finding> finding(String export, Instant now) {
    Optional<FeedManifest> current;
    try {
      current =
          new FeedGenerations(FeedStores.at(export, new Configuration()))
              .at(FeedGenerations.CURRENT);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(Finding.bad("feed", e.getMessage()));
    }
    return current.map(manifest -> of(manifest.stamp(), now));
  }

  private static Finding of(FeedStamp stamp, Instant now) {
    String found = "policy of %s, %s".formatted(stamp.day(), stamp.validity(now));
    return stamp.daysLeft(now) < FEW_DAYS
        ? Finding.doubtful(
            "feed", found + ". The table runs tells what became of the nights since.")
        : Finding.good("feed", found);
  }
}
