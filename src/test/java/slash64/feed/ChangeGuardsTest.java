package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static slash64.feed.FeedSamples.entry;
import static slash64.feed.GuardSamples.mail;
import static slash64.feed.GuardSamples.rejected;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/** What holds a policy that differs much from the one in place. */
class ChangeGuardsTest {
  @Test
  void manyChangedEntriesHoldUnlessThePolicyIsSmall() {
    GuardSamples.Night night = new GuardSamples.Night();
    night.before = Optional.of(rejected(0, 300));
    night.after = rejected(76, 376);
    night.mail =
        Stream.concat(
                rejected(0, 76).stream()
                    .map(entry -> new GuardSamples.Mail(entry.prefix().first(), 1, 0, 0)),
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
    GuardSamples.Night night = new GuardSamples.Night();
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
    GuardSamples.Night night = new GuardSamples.Night();
    PolicyEntry provider = entry("2001:db8::/32", Tier.THROTTLE);
    List<PolicyEntry> customers =
        IntStream.range(0, 400)
            .mapToObj(i -> entry("2001:db8:%x::/48".formatted(i), Tier.THROTTLE))
            .toList();
    List<GuardSamples.Mail> mail =
        Stream.concat(
                customers.stream()
                    .map(each -> new GuardSamples.Mail(each.prefix().first(), 1, 0, 0)),
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
    GuardSamples.Night night = new GuardSamples.Night();
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
    GuardSamples.Night night = new GuardSamples.Night();
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
    GuardSamples.Night night = new GuardSamples.Night();
    night.after = List.of();
    night.before = Optional.of(List.of(entry("2001:db8::/48", Tier.THROTTLE)));
    assertThat(night.check()).isEmpty();
    night.before = Optional.of(List.of(entry("2001:db8::/48", Tier.GREYLIST)));
    assertThat(night.check()).extracting(HeldGuard::guard).containsExactly(Guard.EMPTY_POLICY);
  }

  @Test
  void muchChangedSpaceHoldsWithTheWidestPrefixFirst() {
    GuardSamples.Night night = new GuardSamples.Night();
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
    GuardSamples.Night night = new GuardSamples.Night();
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
    GuardSamples.Night night = new GuardSamples.Night();
    night.before = Optional.of(List.of(entry("192.0.2.0/24", Tier.NEUTRAL)));
    night.mail =
        List.of(
            new GuardSamples.Mail(Address.parse("2001:db8::1"), 20_000, 19_950, 0),
            mail("192.0.2.1", 170, 100));
    assertThat(night.check()).isEmpty();

    // Some of the recipients that it guessed exist.
    night.mail =
        List.of(
            new GuardSamples.Mail(Address.parse("2001:db8::1"), 20_000, 10_001, 0),
            mail("192.0.2.1", 170, 100));
    assertThat(night.check()).isEmpty();
    night.mail =
        List.of(
            new GuardSamples.Mail(Address.parse("2001:db8::1"), 20_000, 10_000, 0),
            mail("192.0.2.1", 170, 100));
    assertThat(night.check()).extracting(HeldGuard::guard).containsExactly(Guard.MAIL_CHANGED);

    night.mail =
        List.of(
            new GuardSamples.Mail(Address.parse("2001:db8::1"), 20_000, 19_950, 0),
            mail("192.0.2.1", 170, 100));
    night.before = Optional.of(rejected(0, 2));
    night.after = rejected(1, 2);
    assertThat(night.check())
        .extracting(HeldGuard::reason)
        .containsExactly(
            "20,000 of 20,170 messages of the last days would be restricted, freed or restricted"
                + " otherwise, 99.157 %, and 20.000 % is the limit.");
  }
}
