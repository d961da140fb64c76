package slash64.feed;

import java.time.Duration;

/**
 * When a guard holds. Shares run from 0 to 1; those of change are of what there was the night
 * before and may be above 1.
 *
 * @param goodMailRejected largest share of known-good messages that may be rejected
 * @param goodMailDelayed largest share of known-good messages that may be greylisted or throttled
 * @param entriesChanged largest share of entries that may come, go or change their tier
 * @param spaceChanged largest share of the restricted address space that may change, each family
 * @param mailChanged largest share of replayed messages that may get another tier
 * @param leastEntries up to so many changed entries are never too many
 * @param leastIpv6 up to so much changed IPv6 space is never too much, in /64
 * @param leastIpv4 up to so much changed IPv4 space is never too much, in addresses
 * @param archiveAge largest age of the newest archive
 * @param widestIpv6 shortest length of a restricted IPv6 prefix
 * @param widestIpv4 shortest length of a restricted IPv4 prefix, as written
 */
public record GuardLimits(
    double goodMailRejected,
    double goodMailDelayed,
    double entriesChanged,
    double spaceChanged,
    double mailChanged,
    long leastEntries,
    double leastIpv6,
    double leastIpv4,
    Duration archiveAge,
    int widestIpv6,
    int widestIpv4) {

  /**
   * One in two thousand good messages rejected, half of the policy changed, a day and a half old.
   */
  public static final GuardLimits DEFAULT =
      new GuardLimits(
          0.0005, 0.02, 0.5, 0.5, 0.2, 100, 0x1p32, 65_536, Duration.ofHours(36), 32, 16);

  public GuardLimits {
    double least =
        Math.min(
            Math.min(Math.min(goodMailRejected, goodMailDelayed), mailChanged),
            Math.min(entriesChanged, spaceChanged));
    if (!(least >= 0 && leastEntries >= 0 && leastIpv6 >= 0 && leastIpv4 >= 0)
        || archiveAge.isNegative()) {
      throw new IllegalArgumentException(
          "Cannot guard the feed: a limit is negative or not a number in %s and %s"
              .formatted(least, archiveAge));
    }
    if (widestIpv6 < 0 || widestIpv6 > 128 || widestIpv4 < 0 || widestIpv4 > 32) {
      throw new IllegalArgumentException(
          "Cannot guard the feed: the widest prefixes are /%d and /%d (need 0-128, 0-32)"
              .formatted(widestIpv6, widestIpv4));
    }
  }
}
