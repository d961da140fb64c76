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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import slash64.conf.GuardSettings;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

class FeedGuardsTest {
  private static final Instant GENERATED = Instant.parse("2026-11-03T02:00:00Z");

  private static final GuardSettings LIMITS =
      new GuardSettings(
          3, 3, 0.75, 0.0005, 0.02, 0, 7, 0.5, 100, 0.5, 0x1p32, 65_536, 0.2, 36, 32, 16,
          List.of());

  /** Mail from one client address, as the replay of a night would find it. */
  private record Mail(Address client, long messages, long spam, long good) {
    AnsweredMail answered(List<PolicyEntry> before, List<PolicyEntry> after) {
      return new AnsweredMail(
          Optional.ofNullable(FeedSamples.longestMatch(before, client)),
          Optional.ofNullable(FeedSamples.longestMatch(after, client)),
          messages,
          spam,
          good);
    }
  }

  private static Mail mail(String client, long messages, long good) {
    return new Mail(Address.parse(client), messages, 0, good);
  }

  /** A night that no guard holds, to be changed in one respect. */
  private static final class Night {
    private Optional<List<PolicyEntry>> before = Optional.empty();
    private List<PolicyEntry> after = List.of(entry("2001:db8::/48", Tier.REJECT));
    private List<Mail> mail = List.of();
    private Optional<Instant> newestMail = Optional.of(GENERATED.minus(Duration.ofHours(2)));
    private List<Prefix> ours = List.of();
    private List<FeedFormat> formats = List.of(PolicyNdjson.compact());
    private Set<Guard> overridden = Set.of();
    private boolean isSettling;

    List<HeldGuard> check() {
      return FeedGuards.check(guarded(), LIMITS, overridden);
    }

    GuardedNight guarded() {
      return new GuardedNight(
          before,
          after,
          MailReplay.of(
              mail.stream().map(each -> each.answered(before.orElse(List.of()), after)).toList()),
          newestMail,
          GENERATED,
          ours,
          formats,
          isSettling);
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
  void aPolicyThatHitsNoMoreGoodMailThanTheOneInPlaceIsNotHeldForIt() {
    Night night = new Night();
    night.before = Optional.of(rejected(1, 3));
    night.after =
        List.of(entry("2001:db8:1::/48", Tier.GREYLIST), entry("2001:db8:2::/48", Tier.REJECT));
    night.mail =
        List.of(
            mail("2001:db8:1::1", 60, 60),
            mail("2001:db8:2::1", 9, 9),
            mail("192.0.2.1", 931, 931));
    assertThat(night.check()).isEmpty();

    // One more sender is hit, so that it is the new policy that does harm.
    night.after =
        List.of(
            entry("192.0.2.0/24", Tier.THROTTLE),
            entry("2001:db8:1::/48", Tier.GREYLIST),
            entry("2001:db8:2::/48", Tier.REJECT));
    night.mail =
        List.of(
            mail("2001:db8:1::1", 60, 60),
            mail("2001:db8:2::1", 9, 9),
            mail("192.0.2.1", 1, 1),
            mail("192.0.3.1", 930, 930));
    assertThat(night.check()).extracting(HeldGuard::guard).containsExactly(Guard.GOOD_MAIL_DELAYED);
  }

  @Test
  void othersGoodMailIsNotHitInPlaceOfWhatIsLetGo() {
    Night night = new Night();
    night.before = Optional.of(rejected(1, 2));
    night.after = rejected(2, 3);
    night.mail =
        List.of(
            mail("2001:db8:1::1", 60, 60),
            mail("2001:db8:2::1", 59, 59),
            mail("192.0.2.1", 881, 881));
    assertThat(night.check()).extracting(HeldGuard::guard).contains(Guard.GOOD_MAIL_REJECTED);
  }

  @Test
  void rejectingInPlaceOfDelayingIsHeldThoughNoMoreSendersAreHit() {
    Night night = new Night();
    night.before = Optional.of(List.of(entry("2001:db8:1::/48", Tier.GREYLIST)));
    night.after = rejected(1, 2);
    night.mail = List.of(mail("2001:db8:1::1", 60, 60), mail("192.0.2.1", 940, 940));
    assertThat(night.check())
        .extracting(HeldGuard::guard)
        .containsExactly(Guard.GOOD_MAIL_REJECTED);
  }

  @Test
  void manyChangedEntriesHoldUnlessThePolicyIsSmall() {
    Night night = new Night();
    night.before = Optional.of(rejected(0, 300));
    night.after = rejected(76, 376);
    night.mail =
        Stream.concat(
                rejected(0, 76).stream().map(entry -> new Mail(entry.prefix().first(), 1, 0, 0)),
                Stream.of(mail("192.0.2.1", 1_000, 0)))
            .toList();
    assertThat(night.check())
        .containsExactly(
            new HeldGuard(
                Guard.ENTRIES_CHANGED,
                "152 entries that restrict came, went or changed their tier, and with it what is"
                    + " done with their prefix, of 300 before; 50 % is the limit.",
                rejected(0, 10).stream().map(PolicyEntry::prefix).toList()));
    night.isSettling = true;
    assertThat(night.check()).isEmpty();
    night.isSettling = false;
    night.before = Optional.of(rejected(0, 50));
    night.after = rejected(50, 100);
    assertThat(night.check()).isEmpty();
  }

  @Test
  void entriesThatRunOutInSilenceDoNotHold() {
    Night night = new Night();
    night.before = Optional.of(rejected(0, 600));
    night.after =
        Stream.concat(
                IntStream.range(0, 200)
                    .mapToObj(i -> entry("2001:db8:%x::/48".formatted(i), Tier.THROTTLE)),
                rejected(550, 600).stream())
            .toList();
    assertThat(night.check()).isEmpty();
    night.after = Stream.concat(night.after.stream(), rejected(600, 901).stream()).toList();
    assertThat(night.check()).extracting(HeldGuard::guard).containsExactly(Guard.ENTRIES_CHANGED);
    assertThat(night.check().get(0).reason()).startsWith("301 entries");
  }

  @Test
  void entriesThatTakeTheirProvidersPlaceDoNotHoldNorDoThoseThatItTakes() {
    Night night = new Night();
    PolicyEntry provider = entry("2001:db8::/32", Tier.THROTTLE);
    List<PolicyEntry> customers =
        IntStream.range(0, 400)
            .mapToObj(i -> entry("2001:db8:%x::/48".formatted(i), Tier.THROTTLE))
            .toList();
    List<Mail> mail =
        Stream.concat(
                customers.stream().map(each -> new Mail(each.prefix().first(), 1, 0, 0)),
                Stream.of(mail("192.0.2.1", 4_000, 0)))
            .toList();
    night.overridden = Set.of(Guard.SPACE_CHANGED);
    night.mail = mail;
    night.before = Optional.of(List.of(provider));
    night.after = customers;
    assertThat(night.check()).isEmpty();
    night.before = Optional.of(customers);
    night.after = List.of(provider);
    assertThat(night.check()).isEmpty();
    night.after = List.of(entry("2001:db8::/32", Tier.GREYLIST));
    assertThat(night.check()).isEmpty();

    night.before = Optional.of(List.of(provider));
    night.after =
        customers.stream().map(each -> entry(each.prefix().toString(), Tier.GREYLIST)).toList();
    assertThat(night.check()).extracting(HeldGuard::guard).containsExactly(Guard.ENTRIES_CHANGED);
    night.before = Optional.of(customers);
    night.after = List.of(entry("2001:db9::/48", Tier.THROTTLE));
    assertThat(night.check()).extracting(HeldGuard::guard).containsExactly(Guard.ENTRIES_CHANGED);
  }

  @Test
  void whatIsTrustedOrNeutralMayChangeAsItLikes() {
    Night night = new Night();
    night.before = Optional.of(night.after);
    night.after =
        Stream.concat(
                night.after.stream(),
                IntStream.range(1, 2_000)
                    .mapToObj(i -> entry("2001:db8:%x::/48".formatted(i), Tier.TRUSTED)))
            .toList();
    night.mail = List.of(mail("2001:db8:1::1", 900, 900), mail("2001:db8::1", 100, 0));
    assertThat(night.check()).isEmpty();
  }

  @Test
  void aPolicyThatBecomesEmptyHoldsEvenWhileItSettlesButOneThatWasEmptyMayStaySo() {
    Night night = new Night();
    night.before = Optional.of(night.after);
    night.after = List.of();
    night.isSettling = true;
    assertThat(night.check())
        .containsExactly(
            new HeldGuard(
                Guard.EMPTY_POLICY,
                "the policy has no entry, and 1 before; every filter would let all mail pass.",
                List.of()));
    night.before = Optional.of(List.of());
    assertThat(night.check()).isEmpty();
    night.before = Optional.empty();
    assertThat(night.check()).isEmpty();
  }

  @Test
  void theLastEntryOfASmallSiteMayEnd() {
    Night night = new Night();
    night.after = List.of();
    night.before = Optional.of(List.of(entry("2001:db8::/48", Tier.THROTTLE)));
    assertThat(night.check()).isEmpty();
    night.before = Optional.of(List.of(entry("2001:db8::/48", Tier.GREYLIST)));
    assertThat(night.check()).extracting(HeldGuard::guard).containsExactly(Guard.EMPTY_POLICY);
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
                "8,589,934,592 IPv6 /64 became restricted or free, of 4,294,967,296 restricted"
                    + " before; 50 % is the limit.",
                List.of(Prefix.parse("2001:dba::/31"), Prefix.parse("2001:db8::/32"))),
            new HeldGuard(
                Guard.SPACE_CHANGED,
                "262,144 IPv4 addresses became restricted or free, of 256 restricted before; 50 %"
                    + " is the limit.",
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
                "300 of 1,000 messages of the last days would be restricted, freed or restricted"
                    + " otherwise, 30.000 %, and 20.000 % is the limit.",
                List.of(Prefix.parse("2001:db8::/48"))));
  }

  @Test
  void anAttackThatIsRefusedAnywayDoesNotHoldWhatHoldsItBackButFreeingItDoes() {
    Night night = new Night();
    night.before = Optional.of(List.of(entry("192.0.2.0/24", Tier.NEUTRAL)));
    night.mail =
        List.of(
            new Mail(Address.parse("2001:db8::1"), 20_000, 19_950, 0), mail("192.0.2.1", 170, 100));
    assertThat(night.check()).isEmpty();

    // Some of the recipients that it guessed exist.
    night.mail =
        List.of(
            new Mail(Address.parse("2001:db8::1"), 20_000, 10_001, 0), mail("192.0.2.1", 170, 100));
    assertThat(night.check()).isEmpty();
    night.mail =
        List.of(
            new Mail(Address.parse("2001:db8::1"), 20_000, 10_000, 0), mail("192.0.2.1", 170, 100));
    assertThat(night.check()).extracting(HeldGuard::guard).containsExactly(Guard.MAIL_CHANGED);

    night.mail =
        List.of(
            new Mail(Address.parse("2001:db8::1"), 20_000, 19_950, 0), mail("192.0.2.1", 170, 100));
    night.before = Optional.of(rejected(0, 2));
    night.after = rejected(1, 2);
    assertThat(night.check())
        .extracting(HeldGuard::reason)
        .containsExactly(
            "20,000 of 20,170 messages of the last days would be restricted, freed or restricted"
                + " otherwise, 99.157 %, and 20.000 % is the limit.");
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
                "nftables.nft would hold 5 entries, and its program bears 4. Leave it out of"
                    + " feed.formats, or set feed.budget.",
                List.of()));
    night.formats = List.of(new NftablesMap(5));
    assertThat(night.check()).isEmpty();
  }

  @Test
  void oldMailHoldsAndSoDoesNone() {
    Night night = new Night();
    Instant oldest = GENERATED.minus(Duration.ofHours(36));
    night.newestMail = Optional.of(oldest);
    assertThat(night.check()).isEmpty();
    night.newestMail = Optional.empty();
    assertThat(night.check()).extracting(HeldGuard::guard).containsExactly(Guard.ARCHIVE_AGE);
    night.newestMail = Optional.of(oldest.minusSeconds(1));
    assertThat(night.check())
        .extracting(HeldGuard::toString)
        .containsExactly(
            "archive_age: the newest mail in the archives is of 2026-11-01T13:59:59Z,"
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
            entry("2001:db8:4:1::/64", Tier.NEUTRAL),
            with("2001:db8:4:2::/64", "{\"operator\":\"reject\"}")); // the operator's own will
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
  void whatOnlyStandsForSeveralOrIsTheOperatorsMayBeWider() {
    Night night = new Night();
    night.after =
        List.of(
            with("2001:db8::/31", "{\"stands_for\":2}"),
            with("2001:dba::/31", "{\"operator\":\"reject\"}"),
            with("2001:dbc::/31", "{\"spam\":{\"operator\":1}}"));
    assertThat(night.check())
        .extracting(HeldGuard::entries)
        .containsExactly(List.of(Prefix.parse("2001:dbc::/31")));
  }

  private static PolicyEntry with(String prefix, String evidence) {
    PolicyEntry entry = entry(prefix, Tier.REJECT);
    return new PolicyEntry(
        entry.prefix(),
        entry.tier(),
        entry.score(),
        entry.confidence(),
        entry.reason(),
        entry.expires(),
        evidence);
  }

  @Test
  void anOverriddenGuardDoesNotHoldTheOthersDo() {
    Night night = new Night();
    night.newestMail = Optional.of(Instant.EPOCH);
    night.ours = List.of(Prefix.parse("2001:db8::/64"));
    night.overridden = Set.of(Guard.ofWord("archive_age"));
    assertThat(night.check()).extracting(HeldGuard::guard).containsExactly(Guard.PROTECTED_PREFIX);
    assertThatThrownBy(() -> Guard.ofWord("all"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot override guard 'all': need good_mail_rejected, good_mail_delayed, empty_policy,"
                + " entries_changed, space_changed, mail_changed, consumer_limit, archive_age,"
                + " protected_prefix, wide_prefix");
  }
}
