package slash64.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import slash64.conf.GuardSettings;

/**
 * The guards in front of the feed: pure functions of the night. One that holds means that nothing
 * is published and the night before stays.
 */
public final class FeedGuards {
  private FeedGuards() {}

  /**
   * Returns the guards that hold, none if the night may be published.
   *
   * @param overridden guards an operator lets pass, for this one night
   */
  public static List<HeldGuard> check(
      GuardedNight night, GuardSettings limits, Set<Guard> overridden) {
    List<HeldGuard> held = new ArrayList<>();
    Stream.of(
            MailGuards.goodMailRejected(night, limits),
            MailGuards.goodMailDelayed(night, limits),
            MailGuards.mailChanged(night, limits),
            ChangeGuards.emptied(night),
            ChangeGuards.entriesChanged(night, limits),
            ChangeGuards.ipv6Changed(night, limits),
            ChangeGuards.ipv4Changed(night, limits),
            PrefixGuards.protectedPrefix(night),
            PrefixGuards.widePrefix(night, limits),
            archiveAge(night, limits))
        .flatMap(Optional::stream)
        .forEach(held::add);
    held.addAll(consumerLimits(night));
    return held.stream().filter(each -> !overridden.contains(each.guard())).toList();
  }

  private static Optional<HeldGuard> archiveAge(GuardedNight night, GuardSettings limits) {
    Optional<Instant> newest = night.newestMail();
    Duration limit = Duration.ofHours(limits.archiveAgeHours());
    if (newest.isPresent() && !newest.get().plus(limit).isBefore(night.generated())) {
      return Optional.empty();
    }
    return Optional.of(
        new HeldGuard(
            Guard.ARCHIVE_AGE,
            "the newest mail in the archives is of %s, more than %d hours before %s."
                .formatted(
                    newest.map(Instant::toString).orElse("an earlier day"),
                    limits.archiveAgeHours(),
                    night.generated()),
            List.of()));
  }

  private static List<HeldGuard> consumerLimits(GuardedNight night) {
    List<HeldGuard> held = new ArrayList<>();
    for (FeedFormat format : night.formats()) {
      long load = format.load(night.after());
      if (load > format.limit()) {
        held.add(
            new HeldGuard(
                Guard.CONSUMER_LIMIT,
                "%s would hold %,d entries, and its program bears %,d. Leave it out of feed.formats, or set feed.budget."
                    .formatted(format.file(), load, format.limit()),
                List.of()));
      }
    }
    return held;
  }
}
