package slash64.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.reputation.Evidence;
import slash64.reputation.NodeEvidence;
import slash64.reputation.Reputation;
import slash64.reputation.ReputationSettings;
import slash64.reputation.ScoredNode;
import slash64.reputation.SubtreeScorer;

class NightPolicyTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
  private static final int EPOCH_DAY = (int) DAY.toEpochDay();

  // Counts per address; wider levels are their sums.
  private final Map<Prefix, double[]> counts = new TreeMap<>();
  private final List<ScoredNode> scored = new ArrayList<>();
  private List<PolicyEntry> lastNight = List.of();

  private void mail(String address, double spam, double ham) {
    Address sender = Address.parse(address);
    int[] lengths = sender.isIpv4() ? new int[] {120, 128} : new int[] {32, 48, 56, 64, 128};
    for (int length : lengths) {
      double[] sums = counts.computeIfAbsent(sender.prefix(length), prefix -> new double[2]);
      sums[0] += spam;
      sums[1] += ham;
    }
  }

  private NightPolicy night(OperatorRule... rules) {
    List<NodeEvidence> nodes = new ArrayList<>();
    counts.forEach(
        (prefix, sums) ->
            nodes.add(
                new NodeEvidence(
                    prefix,
                    Evidence.none(EPOCH_DAY),
                    new Evidence(sums[0], sums[1], EPOCH_DAY),
                    0)));
    List<Reputation> reputations = new SubtreeScorer(ReputationSettings.DEFAULTS).score(nodes);
    scored.clear();
    for (int i = 0; i < nodes.size(); i++) {
      scored.add(new ScoredNode(nodes.get(i), reputations.get(i)));
    }
    PolicySettings settings =
        new PolicySettings(ReputationSettings.DEFAULTS, TierSettings.DEFAULTS, List.of(rules));
    return WholeNight.policy(scored, lastNight, settings, DAY);
  }

  private static String answer(NightPolicy night, String address) {
    Address asked = Address.parse(address);
    return PolicyTable.of(night.compact()).tier(asked.high(), asked.low()).word();
  }

  private static PolicyEntry entry(NightPolicy night, String prefix) {
    return night.full().stream()
        .filter(entry -> entry.prefix().equals(Prefix.parse(prefix)))
        .findFirst()
        .orElseThrow();
  }

  private void snowshoe(int links) {
    for (int link = 1; link <= links; link++) {
      for (int host = 1; host <= 10; host++) {
        mail("2001:db8:1:%x::%x".formatted(link << 6, host), 4, 0);
      }
    }
  }

  @Test
  void aSnowshoeIsRejectedAtItsSiteInOneEntryAndItsProviderIsNot() {
    snowshoe(40);
    for (int site = 2; site < 9; site++) {
      mail("2001:db8:%x::25".formatted(site), 0, 200);
    }
    NightPolicy night = night();
    assertThat(answer(night, "2001:db8:1:ff::1")).isEqualTo("reject");
    assertThat(answer(night, "2001:db8:99::1")).isEqualTo("neutral");
    assertThat(answer(night, "2001:db8:2::25")).isIn("neutral", "trusted");
    assertThat(night.compact())
        .filteredOn(entry -> entry.tier() == Tier.REJECT)
        .extracting(entry -> entry.prefix().toString())
        .containsExactly("2001:db8:1::/48");
    assertThat(entry(night, "2001:db8:1:40::/64").reason())
        .isEqualTo(
            "100 % of evidence worth 40 messages from 10 bad of 10 active addresses speaks against it (half-life 10 days);"
                + " at most 0.1 good messages a day expected to be hit");
  }

  @Test
  void aBadSiteIsSplitAroundAChildThatSendsGoodMail() {
    snowshoe(160);
    mail("2001:db8:1:ffff::25", 0, 60);
    NightPolicy night = night();
    assertThat(answer(night, "2001:db8:1:7::1")).isEqualTo("reject");
    assertThat(answer(night, "2001:db8:1:ffff::25")).isEqualTo("neutral");
    assertThat(entry(night, "2001:db8:1:ff00::/56").reason())
        .isEqualTo(
            "Good part of a wider prefix to reject: 0 % of evidence worth 60 messages from 0 bad of 1"
                + " active /64 speaks against it (half-life 10 days)");
  }

  @Test
  void badNeighboursDoNotPoisonAMixedSite() {
    for (int link = 1; link <= 12; link++) {
      boolean isBad = link <= 4;
      mail("2001:db8:1:%x00::1".formatted(link), isBad ? 50 : 0, isBad ? 0 : 20);
    }
    NightPolicy night = night();
    assertThat(answer(night, "2001:db8:1:100::1")).isEqualTo("reject");
    assertThat(answer(night, "2001:db8:1:900::1")).isEqualTo("neutral");
    assertThat(answer(night, "2001:db8:1:dd00::1")).isEqualTo("neutral");
    assertThat(answer(night, "2001:db8:2::1")).isEqualTo("neutral");
  }

  @Test
  void aSharedLinkIsActedOnByAddress() {
    for (int host = 1; host <= 20; host++) {
      boolean isBad = host <= 8;
      mail("2001:db8:1:1::%x".formatted(host), isBad ? 60 : 0, isBad ? 0 : 30);
    }
    NightPolicy night = night();
    assertThat(answer(night, "2001:db8:1:1::1")).isEqualTo("reject");
    assertThat(answer(night, "2001:db8:1:1::13")).isEqualTo("neutral");
    assertThat(answer(night, "2001:db8:1:1::ffff")).isIn("neutral", "throttle");
  }

  @Test
  void aWholeProviderIsGreylistedAtMost() {
    for (int site = 1; site <= 30; site++) {
      for (int link = 1; link <= 6; link++) {
        mail("2001:db8:%x:%x00::1".formatted(site, link), 40, 0);
      }
    }
    assertThat(entry(night(), "2001:db8::/32").tier()).isEqualTo(Tier.GREYLIST);
  }

  @Test
  void oneBadLinkIsTooFewForItsSite() {
    mail("2001:db8:1:1::1", 500, 0);
    NightPolicy night = night();
    assertThat(answer(night, "2001:db8:1:1::2")).isNotEqualTo("neutral");
    assertThat(answer(night, "2001:db8:1:2::2")).isEqualTo("neutral");
  }

  @Test
  void theOperatorsListsWinAndAListedParentIsSplitAroundThem() {
    snowshoe(40);
    mail("192.0.2.9", 0, 500);
    OperatorRule allow = rule("2001:db8:1:1c0::/64", Tier.TRUSTED, DAY);
    OperatorRule deny = rule("192.0.2.0/24", Tier.REJECT, DAY);
    OperatorRule over = rule("2001:db8:1:200::/64", Tier.TRUSTED, DAY.minusDays(1));
    NightPolicy night = night(allow, deny, over);
    assertThat(answer(night, "2001:db8:1:1c0::1")).isEqualTo("trusted");
    assertThat(answer(night, "2001:db8:1:180::1")).isEqualTo("reject");
    assertThat(answer(night, "2001:db8:1:200::1")).isEqualTo("reject");
    assertThat(answer(night, "192.0.2.9")).isEqualTo("reject");
    assertThat(entry(night, "192.0.2.0/24").reason()).isEqualTo("Listed by the operator: a note");
    assertThat(entry(night, "192.0.2.0/24").expires()).isEqualTo(DAY);
  }

  private static OperatorRule rule(String prefix, Tier tier, LocalDate expires) {
    return new OperatorRule(Prefix.parse(prefix), tier, "a note", expires);
  }

  @Test
  void aHarshTierIsLeftOneRungANight() {
    List<String> tiers = new ArrayList<>();
    mail("192.0.2.1", 200, 0);
    NightPolicy night = night();
    tiers.add(answer(night, "192.0.2.1"));
    counts.clear();
    for (int day = 0; day < 4; day++) {
      mail("192.0.2.1", 0, 60);
      lastNight = night.full();
      night = night();
      tiers.add(answer(night, "192.0.2.1"));
    }
    assertThat(tiers).containsExactly("reject", "greylist", "throttle", "neutral", "trusted");
  }

  /**
   * What was not enough last night may be so where the site's thresholds fell: not without mail.
   */
  @Test
  void aSilentPrefixIsNoHarsherThanLastNightAndOneThatSendsIs() {
    Prefix silent = Prefix.parse("192.0.2.1/32");
    Prefix sending = Prefix.parse("192.0.2.2/32");
    Evidence past = new Evidence(3, 0, EPOCH_DAY - 1);
    List<NodeEvidence> nodes =
        List.of(
            new NodeEvidence(silent, past, Evidence.none(EPOCH_DAY), 0),
            new NodeEvidence(sending, past, new Evidence(1, 0, EPOCH_DAY), 0));
    List<Reputation> reputations = new SubtreeScorer(ReputationSettings.DEFAULTS).score(nodes);
    for (int i = 0; i < nodes.size(); i++) {
      scored.add(new ScoredNode(nodes.get(i), reputations.get(i)));
    }
    NightPolicy night =
        WholeNight.policy(
            scored,
            List.of(),
            new PolicySettings(ReputationSettings.DEFAULTS, TierSettings.DEFAULTS, List.of()),
            DAY);
    assertThat(answer(night, "192.0.2.1")).isEqualTo("neutral");
    assertThat(answer(night, "192.0.2.2")).isIn("throttle", "greylist");
  }

  @Test
  void addressesThatSentAMessageAndFellSilentHaveNoEntryOfTheirOwn() {
    Map<String, Double> spam =
        new TreeMap<>(
            Map.of("2001:db8:1::7/128", 1.0, "2001:db8:1::8/128", 4.0, "192.0.2.7/32", 1.0));
    List<NodeEvidence> nodes =
        spam.keySet().stream()
            .map(Prefix::parse)
            .sorted()
            .map(
                prefix ->
                    new NodeEvidence(
                        prefix,
                        new Evidence(spam.get(prefix.toString()), 0, EPOCH_DAY - 1),
                        Evidence.none(EPOCH_DAY),
                        0))
            .toList();
    List<Reputation> reputations = new SubtreeScorer(ReputationSettings.DEFAULTS).score(nodes);
    List<PolicyEntry> before = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      scored.add(new ScoredNode(nodes.get(i), reputations.get(i)));
      before.add(new PolicyEntry(nodes.get(i).prefix(), Tier.THROTTLE, 1, 0.9, "test", DAY, "{}"));
    }
    NightPolicy night =
        WholeNight.policy(
            scored,
            before,
            new PolicySettings(ReputationSettings.DEFAULTS, TierSettings.DEFAULTS, List.of()),
            DAY);
    assertThat(night.full())
        .extracting(entry -> entry.prefix().toString(), PolicyEntry::tier)
        .containsExactly(
            tuple("192.0.2.7/32", Tier.THROTTLE), tuple("2001:db8:1::8/128", Tier.THROTTLE));
  }

  /** Executors have the locale of their own machine. */
  @Test
  void reasonsAreTheSameInEveryLanguage() {
    mail("2001:db8:1::7", 400, 0);
    List<String> reasons = night().full().stream().map(PolicyEntry::reason).toList();
    Locale locale = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(night().full()).extracting(PolicyEntry::reason).isEqualTo(reasons);
    } finally {
      Locale.setDefault(locale);
    }
  }

  @Test
  void theCompactPolicyAnswersAsTheFullOneAndEveryEntryIsExplained() throws Exception {
    SplittableRandom random = new SplittableRandom(10);
    ObjectMapper mapper = new ObjectMapper();
    for (int round = 0; round < 60; round++) {
      counts.clear();
      for (int i = 0; i < 120; i++) {
        String address =
            random.nextInt(4) == 0
                ? "192.0.2.%d".formatted(random.nextInt(40))
                : "2001:db8:%x:%x::%x"
                    .formatted(random.nextInt(3), random.nextInt(8) << 6, random.nextInt(6));
        boolean isBad = random.nextInt(3) > 0;
        mail(address, isBad ? random.nextInt(60) : 0, isBad ? 0 : random.nextInt(60));
      }
      NightPolicy night = night(rule("2001:db8:1::/48", RandomPolicies.tier(random), DAY));
      assertThat(night.compact()).hasSizeLessThanOrEqualTo(night.full().size());
      PolicyTable full = PolicyTable.of(night.full());
      PolicyTable compact = PolicyTable.of(night.compact());
      List<Prefix> prefixes = new ArrayList<>();
      night.full().forEach(entry -> prefixes.add(entry.prefix()));
      night.compact().forEach(entry -> prefixes.add(entry.prefix()));
      for (Address address : RandomPolicies.boundaries(prefixes)) {
        assertThat(compact.tier(address.high(), address.low()))
            .isEqualTo(full.tier(address.high(), address.low()));
      }
      for (PolicyEntry entry : night.compact()) {
        assertThat(entry.reason()).isNotBlank();
        assertThat(mapper.readTree(entry.evidence()).isObject()).isTrue();
      }
    }
  }

  @Test
  void aHoleHoldsAsLongAsWhatIsAroundItAndNothingBorrowsTheEndOfAStranger() {
    snowshoe(160);
    mail("2001:db8:1:ffff::25", 0, 60);
    mail("192.0.2.1", 0, 400);
    LocalDate late = DAY.plusYears(9);

    NightPolicy stranger = night(rule("198.51.100.0/24", Tier.TRUSTED, late));
    LocalDate usual = entry(stranger, "2001:db8:1::/48").expires();
    assertThat(usual).isBefore(late);
    assertThat(stranger.compact())
        .filteredOn(entry -> !entry.prefix().toString().equals("198.51.100.0/24"))
        .extracting(PolicyEntry::expires)
        .containsOnly(usual);

    NightPolicy around =
        night(
            rule("2001:db8:1::/48", Tier.REJECT, late),
            rule("2001:db8:1:7::/64", Tier.TRUSTED, DAY.plusDays(1)));
    assertThat(around.compact())
        .filteredOn(entry -> entry.prefix().toString().equals("2001:db8:1:7::/64"))
        .extracting(PolicyEntry::expires)
        .containsExactly(late);
  }

  @Test
  void whatStandsForRulesOfTheOperatorAloneIsTheOperators() {
    NightPolicy night =
        night(
            rule("2001:db8:1:2::/64", Tier.REJECT, DAY),
            rule("2001:db8:1:3::/64", Tier.REJECT, DAY));
    assertThat(night.compact())
        .extracting(PolicyEntry::evidence)
        .containsExactly("{\"operator\":\"reject\",\"stands_for\":2}");
  }

  @Test
  void subtreesDecidedApartGiveTheSamePolicy() {
    snowshoe(20);
    mail("2001:db9::1", 50, 0);
    mail("192.0.2.1", 70, 0);
    NightPolicy whole = night();
    NightPolicy parts =
        NightPolicy.ofDecided(
            whole.full().stream().sorted(PolicyEntry.BY_PREFIX.reversed()).toList(),
            PolicySettings.DEFAULTS,
            DAY);
    assertThat(parts).isEqualTo(whole);
  }

  @Test
  void aSmallBudgetKeepsTheOperatorsEntriesAndTheWorstSenders() {
    mail("2001:db8:1::1", 900, 0);
    mail("2001:db9:1::1", 30, 0);
    mail("192.0.2.1", 500, 0);
    NightPolicy night = night();
    PolicySettings settings =
        new PolicySettings(
            ReputationSettings.DEFAULTS,
            TierSettings.DEFAULTS,
            List.of(rule("2001:db8:7::/48", Tier.REJECT, DAY)));
    NightPolicy ruled = NightPolicy.ofDecided(night.full(), settings, DAY);
    List<PolicyEntry> three = ruled.within(3, Worth.DEFAULT, scored, settings, DAY);
    assertThat(three).extracting(entry -> entry.prefix().toString()).contains("2001:db8:7::/48");
    PolicyTable table = PolicyTable.of(three);
    assertThat(table.lookup(Address.parse("2001:db8:1::1"))).isPresent();
    assertThat(table.lookup(Address.parse("192.0.2.1"))).isPresent();
    assertThat(table.lookup(Address.parse("2001:db9:1::1"))).isEmpty();
    assertThat(ruled.within(100, Worth.DEFAULT, scored, settings, DAY)).isEqualTo(ruled.compact());
  }

  @Test
  void aPrefixDecidedTwiceIsRefused() {
    PolicyEntry entry = RandomPolicies.entry(Prefix.parse("2001:db8::/32"), Tier.THROTTLE);
    assertThatThrownBy(
            () -> NightPolicy.ofDecided(List.of(entry, entry), PolicySettings.DEFAULTS, DAY))
        .hasMessage(
            "Cannot make policy: 2001:db8::/32 was decided twice; keep its subtree in one piece");
  }
}
