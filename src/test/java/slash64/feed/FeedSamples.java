package slash64.feed;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/** Policies for the tests: small ones written out, large ones from a seed. */
final class FeedSamples {
  private static final List<Tier> TIERS = List.of(Tier.values());
  static final LocalDate DAY = LocalDate.parse("2026-11-02");

  private FeedSamples() {}

  static FeedStamp stamp(LocalDate day) {
    Instant generated = Instant.parse(day.plusDays(1) + "T02:00:00Z");
    return new FeedStamp(
        day,
        generated,
        generated.plusSeconds(172_800),
        "ab".repeat(32),
        "0.1.0-test",
        FeedNotes.NONE);
  }

  static FeedNight night(PolicyEntry... entries) {
    return night(List.of(entries));
  }

  static FeedNight night(List<PolicyEntry> entries) {
    return night(stamp(DAY), entries.stream().sorted(PolicyEntry.BY_PREFIX).toList(), List.of());
  }

  /** A night without the full tree and, before it is compared with the last, without changes. */
  static FeedNight night(FeedStamp stamp, List<PolicyEntry> policy, List<FeedAlert> alerts) {
    return new FeedNight(stamp, policy, Optional.empty(), alerts, List.of());
  }

  static FeedNight withFull(FeedNight night, List<PolicyEntry> full) {
    return new FeedNight(
        night.stamp(), night.policy(), Optional.of(full), night.alerts(), night.changes());
  }

  static FeedNight withChanges(FeedNight night, List<PolicyChange> changes) {
    return new FeedNight(night.stamp(), night.policy(), night.full(), night.alerts(), changes);
  }

  static PolicyEntry entry(String prefix, Tier tier) {
    return entry(prefix, tier, "sends spam");
  }

  static PolicyEntry entry(String prefix, Tier tier, String reason) {
    return new PolicyEntry(
        Prefix.parse(prefix), tier, 42.5, 0.95, reason, LocalDate.parse("2026-12-01"), "{}");
  }

  /**
   * Returns {@code size} nested prefixes, 85 % of them IPv6, all inside documentation-like networks
   * crowded enough that two of three lie within another one.
   */
  static List<PolicyEntry> forest(int size, long seed) {
    Random random = new Random(seed);
    TreeMap<Prefix, PolicyEntry> entries = new TreeMap<>();
    List<Prefix> parents = new ArrayList<>();
    while (entries.size() < size) {
      Prefix prefix =
          !parents.isEmpty() && random.nextInt(3) > 0
              ? inside(parents.get(random.nextInt(parents.size())), random)
              : random.nextInt(100) < 85 ? ipv6(random) : ipv4(random);
      if (!entries.containsKey(prefix)) {
        parents.add(prefix);
        Tier tier = TIERS.get(random.nextInt(5));
        entries.put(
            prefix,
            new PolicyEntry(
                prefix,
                tier,
                random.nextInt(1000) / 10.0,
                random.nextInt(1001) / 1000.0,
                "reason " + random.nextInt(500),
                LocalDate.parse("2026-12-01"),
                "{\"messages\":" + random.nextInt(9000) + "}"));
      }
    }
    return List.copyOf(entries.values());
  }

  private static Prefix ipv6(Random random) {
    int[] lengths = {32, 40, 48, 48, 56, 64, 64, 64, 80, 127, 128};
    long high =
        0x2001_0db8_0000_0000L ^ (random.nextLong() >>> 16) ^ (random.nextLong() & 0xffL << 48);
    return Prefix.of(high, random.nextLong(), lengths[random.nextInt(lengths.length)]);
  }

  private static Prefix ipv4(Random random) {
    long bits = 0xffff_0000_0000L | (random.nextInt() & 0x3fff_ffffL) + 0x1000_0000L;
    return Prefix.of(0, bits, Prefix.IPV4_OFFSET + 16 + random.nextInt(17));
  }

  private static Prefix inside(Prefix parent, Random random) {
    int length = parent.length() + random.nextInt(129 - parent.length());
    Address last = parent.last();
    return Prefix.of(
        parent.high() | random.nextLong() & (last.high() ^ parent.high()),
        parent.low() | random.nextLong() & (last.low() ^ parent.low()),
        length);
  }

  /** Returns the entry that answers for an address, the slow and obvious way. */
  static PolicyEntry longestMatch(List<PolicyEntry> entries, Address address) {
    return entries.stream()
        .filter(entry -> entry.prefix().contains(address))
        .max(Comparator.comparingInt(entry -> entry.prefix().length()))
        .orElse(null);
  }
}
