package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static slash64.feed.FeedSamples.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

class FeedGuardsTest {
  private static final Instant GENERATED = Instant.parse("2026-11-03T02:00:00Z");

  private static ReplayedMail mail(String client, long messages, long good) {
    return new ReplayedMail(Address.parse(client), messages, good);
  }

  /** A night that no guard holds, to be changed in one respect. */
  private static final class Night {
    private Optional<List<PolicyEntry>> before = Optional.empty();
    private List<PolicyEntry> after = List.of(entry("2001:db8::/48", Tier.REJECT));
    private List<ReplayedMail> mail = List.of();
    private Instant newestArchive = GENERATED.minus(Duration.ofHours(2));
    private List<Prefix> ours = List.of();
    private List<FeedFormat> formats = List.of(PolicyNdjson.compact());
    private Set<Guard> overridden = Set.of();

    List<HeldGuard> check() {
      return FeedGuards.check(guarded(), GuardLimits.DEFAULT, overridden);
    }

    GuardedNight guarded() {
      return new GuardedNight(
          before,
          after,
          MailReplay.of(before.orElse(List.of()), after, mail.iterator()),
          newestArchive,
          GENERATED,
          ours,
          formats);
    }
  }

  private static List<PolicyEntry> rejected(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> entry("2001:db8:%x::/48".formatted(i), Tier.REJECT))
        .toList();
  }

  @Test
  void anOrdinaryNightPasses() {
    Night night = new Night();
    night.before = Optional.of(night.after);
    night.mail = List.of(mail("2001:db8::1", 1000, 0), mail("192.0.2.1", 10_000, 10_000));
    assertThat(night.check()).isEmpty();
  }

  @Test
  void goodMailThatWouldBeRejectedHolds() {
    Night night = new Night();
    night.mail =
        List.of(
            mail("2001:db8::1", 500, 7),
            mail("2001:db8:0:1::1", 3, 2),
            mail("192.0.2.1", 9_991, 9_991));
    assertThat(night.check())
        .containsExactly(
            new HeldGuard(
                Guard.GOOD_MAIL_REJECTED,
                "9 of 10,000 known-good messages of the last days would be rejected, 0.090 %, and"
                    + " 0.050 % is the limit.",
                List.of(Prefix.parse("2001:db8::/48"))));
  }

  @Test
  void aBetterPrefixInsideAWorseOneSavesItsMail() {
    Night night = new Night();
    night.after =
        List.of(entry("2001:db8::/48", Tier.REJECT), entry("2001:db8::/64", Tier.TRUSTED));
    night.mail = List.of(mail("2001:db8::1", 500, 500));
    assertThat(night.check()).isEmpty();
  }

  @Test
  void goodMailMayBeDelayedMoreThanRejectedButNotWithoutLimit() {
    Night night = new Night();
    night.after =
        List.of(entry("2001:db8::/48", Tier.GREYLIST), entry("2001:db8:1::/48", Tier.THROTTLE));
    night.mail = List.of(mail("2001:db8::1", 15, 15), mail("192.0.2.1", 985, 985));
    assertThat(night.check()).isEmpty();
    night.mail =
        List.of(
            mail("2001:db8::1", 15, 15),
            mail("2001:db8:1::1", 20, 20),
            mail("192.0.2.1", 965, 965));
    assertThat(night.check())
        .extracting(HeldGuard::guard, HeldGuard::entries)
        .containsExactly(
            tuple(
                Guard.GOOD_MAIL_DELAYED,
                List.of(Prefix.parse("2001:db8:1::/48"), Prefix.parse("2001:db8::/48"))));
  }

  @Test
  void manyChangedEntriesHoldUnlessThePolicyIsSmall() {
    Night night = new Night();
    night.before = Optional.of(rejected(0, 300));
    night.after = rejected(76, 376);
    assertThat(night.check())
        .containsExactly(
            new HeldGuard(
                Guard.ENTRIES_CHANGED,
                "152 entries came, went or changed their tier, of 300 the night before; 50 % is the"
                    + " limit.",
                rejected(0, 10).stream().map(PolicyEntry::prefix).toList()));
    night.before = Optional.of(rejected(0, 50));
    night.after = rejected(50, 100);
    assertThat(night.check()).isEmpty();
  }

  @Test
  void muchChangedSpaceHoldsWithTheWidestPrefixFirst() {
    Night night = new Night();
    night.before =
        Optional.of(
            List.of(entry("198.51.100.0/24", Tier.REJECT), entry("2001:db8::/32", Tier.REJECT)));
    night.after =
        List.of(
            entry("198.0.0.0/14", Tier.REJECT),
            entry("198.51.100.0/24", Tier.REJECT),
            entry("2001:db8::/32", Tier.GREYLIST),
            entry("2001:dba::/31", Tier.THROTTLE));
    night.overridden = Set.of(Guard.WIDE_PREFIX);
    assertThat(night.check())
        .containsExactly(
            new HeldGuard(
                Guard.SPACE_CHANGED,
                "8,589,934,592 IPv6 /64 became restricted or free, of 4,294,967,296 restricted the"
                    + " night before; 50 % is the limit.",
                List.of(Prefix.parse("2001:dba::/31"), Prefix.parse("2001:db8::/32"))),
            new HeldGuard(
                Guard.SPACE_CHANGED,
                "262,144 IPv4 addresses became restricted or free, of 256 restricted the night"
                    + " before; 50 % is the limit.",
                List.of(Prefix.parse("198.0.0.0/14"))));
  }

  @Test
  void changedSpaceIsCountedOnceOnEachSide() {
    List<DisjointRanges.Range> a =
        List.of(range("192.0.2.0", "192.0.2.99"), range("192.0.2.200", "192.0.2.255"));
    List<DisjointRanges.Range> b =
        List.of(range("192.0.2.50", "192.0.2.59"), range("192.0.2.90", "192.0.2.209"));
    assertThat(AddressSpace.size(a)).isEqualTo(156);
    assertThat(AddressSpace.changed(a, b)).isEqualTo((156 - 30) + (130 - 30));
    assertThat(AddressSpace.changed(b, a)).isEqualTo(226);
    assertThat(AddressSpace.changed(a, a)).isZero();
    assertThat(AddressSpace.size(List.of(range("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"))))
        .isCloseTo(0x1p128, within(1.0));
  }

  private static DisjointRanges.Range range(String first, String last) {
    return new DisjointRanges.Range(Address.parse(first), Address.parse(last), Tier.REJECT);
  }

  @Test
  void mailThatWouldBeTreatedOtherwiseHoldsButNotOnTheFirstNight() {
    Night night = new Night();
    night.mail = List.of(mail("2001:db8::1", 300, 0), mail("192.0.2.1", 700, 0));
    assertThat(night.check()).isEmpty();
    night.before = Optional.of(List.of(entry("192.0.2.0/24", Tier.NEUTRAL)));
    assertThat(night.check())
        .containsExactly(
            new HeldGuard(
                Guard.MAIL_CHANGED,
                "300 of 1,000 messages of the last days would get another tier than the night"
                    + " before, 30.000 %, and 20.000 % is the limit.",
                List.of(Prefix.parse("2001:db8::/48"))));
  }

  @Test
  void moreEntriesThanAProgramBearsHold() {
    Night night = new Night();
    night.after = rejected(0, 5);
    night.formats = List.of(new NftablesMap(4), PolicyNdjson.compact());
    assertThat(night.check())
        .containsExactly(
            new HeldGuard(
                Guard.CONSUMER_LIMIT,
                "nftables.nft would hold 5 entries, and its program bears 4.",
                List.of()));
    night.formats = List.of(new NftablesMap(5));
    assertThat(night.check()).isEmpty();
  }

  @Test
  void anOldArchiveHolds() {
    Night night = new Night();
    night.newestArchive = GENERATED.minus(Duration.ofHours(36));
    assertThat(night.check()).isEmpty();
    night.newestArchive = night.newestArchive.minusSeconds(1);
    assertThat(night.check())
        .extracting(HeldGuard::toString)
        .containsExactly(
            "archive_age: the newest archive ends at 2026-11-01T13:59:59Z,"
                + " more than 36 hours before 2026-11-03T02:00:00Z.");
  }

  @Test
  void aRestrictedPrefixThatIsOursHoldsWhetherItIsAroundOrInside() {
    Night night = new Night();
    night.after =
        List.of(
            entry("2001:db8:1::/48", Tier.REJECT),
            entry("2001:db8:2::/48", Tier.REJECT),
            entry("2001:db8:2:1::/64", Tier.TRUSTED),
            entry("2001:db8:3:1::/64", Tier.THROTTLE),
            entry("2001:db8:4:1::/64", Tier.NEUTRAL));
    night.ours =
        List.of(
            Prefix.parse("2001:db8:1:1::/64"),
            Prefix.parse("2001:db8:2:1::/64"), // excepted: trusted inside
            Prefix.parse("2001:db8:3::/48"),
            Prefix.parse("2001:db8:4::/48"));
    assertThat(night.check())
        .containsExactly(
            new HeldGuard(
                Guard.PROTECTED_PREFIX,
                "2 entries restrict own or allow-listed prefixes.",
                List.of(Prefix.parse("2001:db8:1::/48"), Prefix.parse("2001:db8:3:1::/64"))));
  }

  @Test
  void aRestrictedPrefixWiderThanTheCapHolds() {
    Night night = new Night();
    night.after =
        List.of(
            entry("10.0.0.0/15", Tier.GREYLIST),
            entry("10.8.0.0/16", Tier.REJECT),
            entry("2001:db8::/31", Tier.TRUSTED),
            entry("2001:dba::/31", Tier.REJECT),
            entry("2001:dbc::/32", Tier.REJECT));
    assertThat(night.check())
        .containsExactly(
            new HeldGuard(
                Guard.WIDE_PREFIX,
                "2 restricted prefixes are wider than /32 (IPv6) or /16 (IPv4).",
                List.of(Prefix.parse("10.0.0.0/15"), Prefix.parse("2001:dba::/31"))));
  }

  @Test
  void whatHoldsRefusesThePublicationAndAnOverrideLetsItPass() {
    Night night = new Night();
    night.newestArchive = Instant.EPOCH;
    assertThatThrownBy(() -> FeedGuards.require(night.guarded(), GuardLimits.DEFAULT, Set.of()))
        .isInstanceOf(FeedRefusedException.class)
        .hasMessageStartingWith("archive_age: the newest archive ends at 1970-01-01T00:00:00Z");
    FeedGuards.require(night.guarded(), GuardLimits.DEFAULT, Set.of(Guard.ofWord("archive_age")));
    assertThatThrownBy(() -> Guard.ofWord("all"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot override guard 'all': there is none of that name");
  }

  @Test
  void theLookUpOfTheReplayAgreesWithTheObviousOne() {
    for (int seed = 0; seed < 20; seed++) {
      List<PolicyEntry> entries = FeedSamples.forest(400, seed);
      LongestMatch<PolicyEntry> match = LongestMatch.in(entries);
      for (Address address : new Probes(entries).addresses(300, seed)) {
        assertThat(match.around(address.prefix(128)))
            .as("%s, seed %d", address, seed)
            .isEqualTo(Optional.ofNullable(FeedSamples.longestMatch(entries, address)));
      }
    }
  }
}
