package slash64.synth;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a synthetic world shall be. Two worlds of equal configuration have the same log text and the
 * same truth, byte for byte.
 *
 * @param seed chooses the world among all of this shape
 * @param firstDay first UTC day with archives
 * @param days number of days, 1 to 3,650
 * @param messagesPerDay expected transactions on an average day, 50 to 50,000,000; the number of
 *     senders grows with its power of 0.75
 * @param inboundHosts servers {@code mx1}, {@code mx2}, … that take mail from outside, 1 to 64
 * @param submissionHosts servers {@code out1}, … where our customers hand in mail, 1 to 64
 * @param ipv6Share share of mail servers outside that are reached over IPv6, in [0, 1]
 * @param falseSpam share of good mail the content filter calls spam, in [0, 1]
 * @param missedSpam share of spam the content filter lets pass, in [0, 1]; the sly kinds are missed
 *     up to twice as often
 * @param injections events put in on purpose; their mail comes on top of {@code messagesPerDay}
 * @param attacks what is done against the system itself; their mail comes on top as well
 * @param compressions how archives are packed, taken in turn from day to day; not empty
 */
public record WorldConfig(
    long seed,
    LocalDate firstDay,
    int days,
    int messagesPerDay,
    int inboundHosts,
    int submissionHosts,
    double ipv6Share,
    double falseSpam,
    double missedSpam,
    Injections injections,
    Set<Attack> attacks,
    List<Compression> compressions) {

  public WorldConfig {
    require(days >= 1 && days <= 3650, "days", days, "1 to 3650");
    require(
        messagesPerDay >= 50 && messagesPerDay <= 50_000_000,
        "messagesPerDay",
        messagesPerDay,
        "50 to 50000000");
    require(inboundHosts >= 1 && inboundHosts <= 64, "inboundHosts", inboundHosts, "1 to 64");
    require(
        submissionHosts >= 1 && submissionHosts <= 64,
        "submissionHosts",
        submissionHosts,
        "1 to 64");
    requireShare("ipv6Share", ipv6Share);
    requireShare("falseSpam", falseSpam);
    requireShare("missedSpam", missedSpam);
    Set<Attack> ordered = EnumSet.noneOf(Attack.class); // the same order everywhere
    ordered.addAll(attacks);
    attacks = Collections.unmodifiableSet(ordered);
    compressions = List.copyOf(compressions);
    require(!compressions.isEmpty(), "compressions", "empty", "at least one");
  }

  private static void requireShare(String name, double share) {
    require(share >= 0 && share <= 1, name, share, "0 to 1"); // NaN is refused too
  }

  private static void require(boolean holds, String name, Object value, String need) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Cannot make a world: %s is %s (need %s)".formatted(name, value, need));
    }
  }

  /**
   * Returns the small world of the demo: 21 days of about 4,000 messages on two inbound servers and
   * one for submission; plain, gzip and zstd mixed; four injected spikes of volume.
   */
  public static WorldConfig demo(long seed, LocalDate firstDay) {
    return new WorldConfig(
        seed,
        firstDay,
        21,
        4_000,
        2,
        1,
        0.7,
        0.03,
        0.20,
        new Injections(4, 0, 0, 0, 0, 0),
        Set.of(),
        List.of(Compression.values()));
  }

  public WorldConfig withDays(int changed) {
    return new WorldConfig(
        seed,
        firstDay,
        changed,
        messagesPerDay,
        inboundHosts,
        submissionHosts,
        ipv6Share,
        falseSpam,
        missedSpam,
        injections,
        attacks,
        compressions);
  }

  public WorldConfig withMessagesPerDay(int changed) {
    return new WorldConfig(
        seed,
        firstDay,
        days,
        changed,
        inboundHosts,
        submissionHosts,
        ipv6Share,
        falseSpam,
        missedSpam,
        injections,
        attacks,
        compressions);
  }

  public WorldConfig withHosts(int inbound, int submission) {
    return new WorldConfig(
        seed,
        firstDay,
        days,
        messagesPerDay,
        inbound,
        submission,
        ipv6Share,
        falseSpam,
        missedSpam,
        injections,
        attacks,
        compressions);
  }

  public WorldConfig withIpv6Share(double changed) {
    return new WorldConfig(
        seed,
        firstDay,
        days,
        messagesPerDay,
        inboundHosts,
        submissionHosts,
        changed,
        falseSpam,
        missedSpam,
        injections,
        attacks,
        compressions);
  }

  public WorldConfig withVerdictNoise(double falseShare, double missedShare) {
    return new WorldConfig(
        seed,
        firstDay,
        days,
        messagesPerDay,
        inboundHosts,
        submissionHosts,
        ipv6Share,
        falseShare,
        missedShare,
        injections,
        attacks,
        compressions);
  }

  public WorldConfig withInjections(Injections changed) {
    return new WorldConfig(
        seed,
        firstDay,
        days,
        messagesPerDay,
        inboundHosts,
        submissionHosts,
        ipv6Share,
        falseSpam,
        missedSpam,
        changed,
        attacks,
        compressions);
  }

  public WorldConfig withAttacks(Set<Attack> changed) {
    return new WorldConfig(
        seed,
        firstDay,
        days,
        messagesPerDay,
        inboundHosts,
        submissionHosts,
        ipv6Share,
        falseSpam,
        missedSpam,
        injections,
        changed,
        compressions);
  }

  public WorldConfig withCompressions(List<Compression> changed) {
    return new WorldConfig(
        seed,
        firstDay,
        days,
        messagesPerDay,
        inboundHosts,
        submissionHosts,
        ipv6Share,
        falseSpam,
        missedSpam,
        injections,
        attacks,
        changed);
  }

  LocalDate date(int day) {
    return firstDay.plusDays(day);
  }

  /** Returns how many times the demo's 4,000 messages a day this world has. */
  double scale() {
    return messagesPerDay / 4000.0;
  }
}
