package slash64.nightly;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import slash64.conf.FeedSettings;
import slash64.failure.UserError;
import slash64.feed.FeedAlert;
import slash64.feed.FeedDestination;
import slash64.feed.FeedFormats;
import slash64.feed.FeedManifest;
import slash64.feed.FeedNight;
import slash64.feed.FeedPublisher;
import slash64.feed.FeedRefusedException;
import slash64.feed.FeedStamp;
import slash64.feed.FeedStore;
import slash64.feed.FeedStores;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.progress.Progress;

/** Publishes a scored day from the tables. The same tables give the same files, to the byte. */
public final class Publication {
  /** Generations that stay: a month of nights to go back to. */
  private static final int KEPT = 31;

  private final Lake lake;
  private final NightConf conf;
  private final Progress progress;

  public Publication(Lake lake, NightConf conf, Progress progress) {
    this.lake = lake;
    this.conf = conf;
    this.progress = progress;
  }

  /**
   * Publishes the night's day into a folder.
   *
   * @throws UserError with status 4 if the feed must not be published
   */
  public void run(String export) {
    LocalDate day = conf.date();
    List<PolicyEntry> policy = PolicyRows.entries(lake.read(Tables.POLICY, day));
    List<FeedAlert> alerts = alerts(day);
    FeedNight night = FeedNight.of(stamp(day), policy, alerts);
    progress.set("messages", lake.read(Tables.MESSAGES, day).count());
    progress.set("prefixes", lake.read(Tables.PREFIX_ACTIVITY, day).count());
    progress.set("alerts", alerts.size());
    progress.set("entries", policy.size());
    try {
      progress.step("Publishing", () -> publish(night, export));
    } catch (FeedRefusedException e) {
      throw UserError.refused(String.join(" ", e.reasons()));
    } catch (IOException e) {
      throw UserError.failed("Cannot publish to %s: %s.".formatted(export, e.getMessage()), e);
    }
    progress.note("day", day.toString());
    progress.note("feed", export + "/current");
  }

  private FeedManifest publish(FeedNight night, String export) throws IOException {
    FeedStore store = FeedStores.at(export, lake.spark().sessionState().newHadoopConf());
    FeedPublisher publisher =
        new FeedPublisher(
            store, FeedFormats.named(List.of("ndjson", "postfix")), Optional.empty(), KEPT);
    boolean isFirst = store.target("current").isEmpty();
    if (night.policy().isEmpty() && isFirst) {
      progress.warn("Nothing is known against anybody yet: the feed has no entry");
      return publisher.publishEvenEmpty(night, FeedDestination.CURRENT);
    }
    return publisher.publish(night, FeedDestination.CURRENT);
  }

  /** The feed speaks of its day, not of when it was made: again is the same. */
  private FeedStamp stamp(LocalDate day) {
    Instant end = day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    int validDays = FeedSettings.of(conf.settings()).validDays();
    return new FeedStamp(
        day,
        end,
        end.plusSeconds(validDays * 86_400L),
        conf.settings().sha256(),
        Optional.ofNullable(Publication.class.getPackage().getImplementationVersion())
            .orElse("development"));
  }

  private List<FeedAlert> alerts(LocalDate day) {
    List<FeedAlert> alerts = new ArrayList<>();
    for (Row row : lake.read(Tables.ALERTS, day).orderBy("prefix_key", "kind").collectAsList()) {
      String prefix = row.getAs("prefix");
      if (prefix != null) {
        alerts.add(
            new FeedAlert(
                row.getAs("kind"),
                Optional.of(Prefix.parse(prefix)),
                Optional.empty(),
                row.getAs("severity"),
                row.getAs("reason"),
                row.getAs("evidence")));
      }
    }
    return alerts;
  }
}
