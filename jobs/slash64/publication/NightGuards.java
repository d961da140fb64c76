package slash64.publication;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.functions;
import slash64.feed.FeedGuards;
import slash64.feed.FeedNotes;
import slash64.feed.Guard;
import slash64.feed.GuardedNight;
import slash64.feed.HeldGuard;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.policy.PolicyEntry;

/** Has the guards look at a night: fetches from the tables what they are to see. */
final class NightGuards {
  private final Lake lake;
  private final PublicationConf conf;

  NightGuards(Lake lake, PublicationConf conf) {
    this.lake = lake;
    this.conf = conf;
  }

  /**
   * Returns the guards that hold.
   *
   * @param before the policy filters have; empty on the first night
   * @param after the policy to be published
   * @param learned days that taught it
   * @param overridden guards that are let pass
   */
  List<HeldGuard> held(
      Optional<List<PolicyEntry>> before,
      List<PolicyEntry> after,
      long learned,
      Set<Guard> overridden) {
    GuardedNight night =
        new GuardedNight(
            before,
            after,
            RecentMail.replay(
                lake,
                conf.day(),
                before.orElse(List.of()),
                after,
                conf.guards(),
                conf.policy().reputation().weights().staleUnscanned()),
            newestMail(),
            conf.stamp(FeedNotes.NONE).generated(),
            conf.protectedPrefixes(),
            conf.formats(),
            learned < conf.guards().settlingNights());
    return FeedGuards.check(night, conf.guards(), overridden);
  }

  /**
   * When the newest mail up to the day was last heard of. A scored day has mail of its own, so a
   * limit of a day or more need not be looked up.
   */
  private Optional<Instant> newestMail() {
    LocalDate first = conf.day().minusDays(conf.guards().replayDays() - 1L);
    if (conf.guards().archiveAgeHours() >= 24) {
      return Optional.of(conf.day().atStartOfDay().toInstant(ZoneOffset.UTC));
    }
    return Optional.ofNullable(
        lake.readWhole(Tables.MESSAGES, first, conf.day())
            .agg(functions.max("last_time"))
            .head()
            .getInstant(0));
  }
}
