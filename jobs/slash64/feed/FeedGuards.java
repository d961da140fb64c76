package slash64.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
      GuardedNight night, GuardLimits limits, Set<Guard> overridden) {
    List<HeldGuard> held = new ArrayList<>();
    Stream.of(
            MailGuards.goodMailRejected(night, limits),
            MailGuards.goodMailDelayed(night, limits),
            MailGuards.mailChanged(night, limits),
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

  /**
   * Checks like {@link #check} and stops the publication if a guard holds.
   *
   * @throws FeedRefusedException with one reason for each guard that holds
   */
  public static void require(GuardedNight night, GuardLimits limits, Set<Guard> overridden) {
    List<HeldGuard> held = check(night, limits, overridden);
    if (!held.isEmpty()) {
      throw new FeedRefusedException(held.stream().map(HeldGuard::toString).toList());
    }
  }

  private static Optional<HeldGuard> archiveAge(GuardedNight night, GuardLimits limits) {
    if (!night.newestArchive().plus(limits.archiveAge()).isBefore(night.generated())) {
      return Optional.empty();
    }
    return Optional.of(
        new HeldGuard(
            Guard.ARCHIVE_AGE,
            "the newest archive ends at %s, more than %d hours before %s."
                .formatted(night.newestArchive(), limits.archiveAge().toHours(), night.generated()),
            List.of()));
  }

  private static List<HeldGuard> consumerLimits(GuardedNight night) {
    List<HeldGuard> held = new ArrayList<>();
    for (FeedFormat format : night.formats()) {
      long entries =
          night.after().stream().filter(entry -> format.tiers().contains(entry.tier())).count();
      if (entries > format.limit()) {
        held.add(
            new HeldGuard(
                Guard.CONSUMER_LIMIT,
                "%s would hold %,d entries, and its program bears %,d."
                    .formatted(format.file(), entries, format.limit()),
                List.of()));
      }
    }
    return held;
  }
}
