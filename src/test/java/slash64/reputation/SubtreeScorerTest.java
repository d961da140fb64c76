package slash64.reputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.net.Prefix;

class SubtreeScorerTest {
  private static final int DAY = 20_000;
  private static final SubtreeScorer SCORER = new SubtreeScorer(ReputationSettings.DEFAULTS);

  private final Map<Prefix, NodeEvidence> nodes = new TreeMap<>();

  private void node(String prefix, double spam, double ham) {
    node(prefix, Evidence.none(DAY), new Evidence(spam, ham, DAY), 0);
  }

  private void node(String prefix, Evidence carried, Evidence today, long children) {
    nodes.put(
        Prefix.parse(prefix), new NodeEvidence(Prefix.parse(prefix), carried, today, children));
  }

  private Reputation reputation(String prefix) {
    List<NodeEvidence> listed = new ArrayList<>(nodes.values());
    List<Reputation> scored = SCORER.score(listed);
    return scored.get(listed.indexOf(nodes.get(Prefix.parse(prefix))));
  }

  /** A /48 with {@code bad} of {@code all} /64, each with 20 messages from one address. */
  private void site(int bad, int all) {
    node("2001:db8:1::/48", 20.0 * bad, 20.0 * (all - bad));
    for (int i = 0; i < all; i++) {
      String link = "2001:db8:1:%x::".formatted(i + 1);
      node(link + "/64", i < bad ? 20 : 0, i < bad ? 0 : 20);
      node(link + "1/128", i < bad ? 20 : 0, i < bad ? 0 : 20);
    }
  }

  @Test
  void anUnknownAddressIsExpectedToBeAsTheBaseShareSaysAndHardlyAnythingIsKnown() {
    node("2001:db8::1/128", 0, 0);
    Reputation unknown = reputation("2001:db8::1/128");
    assertThat(unknown.mean()).isCloseTo(0.5, within(0.001));
    assertThat(unknown.lower()).isLessThan(0.06);
    assertThat(unknown.upper()).isGreaterThan(0.94);
    assertThat(unknown.score()).isCloseTo(50, within(0.1));
  }

  @ParameterizedTest(name = "beside {0} bad of {1} links a newcomer is expected within {2} to {3}")
  @CsvSource({"0, 12, 0.08, 0.13", "3, 12, 0.2, 0.32", "6, 12, 0.45, 0.6", "12, 12, 0.95, 1"})
  void aNewcomerStartsFromItsParent(int bad, int all, double least, double most) {
    site(bad, all);
    node("2001:db8:1:ff::/64", 0, 0);
    Reputation newcomer = reputation("2001:db8:1:ff::/64");
    assertThat(newcomer.mean())
        .isBetween(least, most)
        .isCloseTo(newcomer.expected(), within(0.002));
  }

  /** Somewhat more than was called spam, since the filter misses a tenth of it. */
  @ParameterizedTest(name = "{0} spam and {1} good: a share within {2} to {3}")
  @CsvSource({
    "1e3, 1e3, 0.5, 0.7",
    "1e4, 1e4, 0.5, 0.7",
    "1e6, 1e6, 0.5, 0.7",
    "1e9, 1e9, 0.5, 0.7",
    "2e4, 1e6, 0, 0.05",
    "1e6, 1e3, 0.9, 1",
    "1e12, 0, 0.99, 1",
    "0, 1e12, 0, 0.01",
  })
  void aBusyMixedSenderIsJudgedByItsShare(double spam, double ham, double least, double most) {
    for (String address : List.of("192.0.2.1/32", "2001:db8::1/128")) {
      nodes.clear();
      node(address, spam, ham);
      Reputation busy = reputation(address);
      assertThat(busy.mean()).as(address).isBetween(least, most);
      assertThat(busy.lower()).as(address).isLessThanOrEqualTo(busy.mean());
      assertThat(busy.upper()).as(address).isBetween(busy.mean(), 1.0);
    }
  }

  /** From a filter that hardly ever errs to the worst a {@link Census} lets a site learn. */
  @ParameterizedTest(name = "{0} of the good called spam, {1} of the spam missed")
  @CsvSource({"0, 0", "0.001, 0.001", "0.005, 0.005", "0.005, 0.1", "0.1, 0.4"})
  void aBusyAddressIsScoredWhateverItSendsAndTheFilterMisses(double falseSpam, double missed) {
    ReputationSettings settings =
        ReputationSettings.DEFAULTS.with(new VerdictNoise(falseSpam, missed), 0.9, 50, 0.3, 0.6);
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 500; round++) {
      nodes.clear();
      site(random.nextInt(11), 10);
      double spam = Math.pow(10, 10 * random.nextDouble()) - 1;
      double ham = Math.pow(10, 10 * random.nextDouble()) - 1;
      node("2001:db8:1:1::/64", spam, ham + 20);
      node("2001:db8:1:1::5/128", spam, ham);
      List<NodeEvidence> listed = new ArrayList<>(nodes.values());
      for (Reputation any : new SubtreeScorer(settings).score(listed)) {
        assertThat(any.mean()).as("%s spam, %s good", spam, ham).isBetween(0.0, 1.0);
        assertThat(any.lower()).isLessThanOrEqualTo(any.mean());
        assertThat(any.upper()).isBetween(any.mean(), 1.0);
      }
    }
  }

  @Test
  void aNewcomerAmongMixedNeighboursIsLessCertainThanAmongLikeOnes() {
    site(6, 12);
    node("2001:db8:1:ff::/64", 0, 0);
    Reputation amongMixed = reputation("2001:db8:1:ff::/64");
    nodes.clear();
    site(12, 12);
    node("2001:db8:1:ff::/64", 0, 0);
    Reputation amongAlike = reputation("2001:db8:1:ff::/64");
    assertThat(amongMixed.upper() - amongMixed.lower()).isGreaterThan(0.8);
    assertThat(amongAlike.upper() - amongAlike.lower()).isLessThan(0.2);
  }

  @Test
  void ownEvidenceIsNotCountedAgainThroughTheParent() {
    site(3, 12);
    double before = reputation("2001:db8:1:1::/64").expected();
    node("2001:db8:1:1::/64", 5_000, 0);
    node("2001:db8:1:1::1/128", 5_000, 0);
    assertThat(reputation("2001:db8:1:1::/64").expected()).isCloseTo(before, within(1e-9));
  }

  @Test
  void oneBigChildDoesNotSpeakForItsParent() {
    site(0, 12);
    double before = reputation("2001:db8:1::/48").mean();
    node("2001:db8:1:77::/64", 1_000_000, 0);
    node("2001:db8:1:77::1/128", 1_000_000, 0);
    Reputation site = reputation("2001:db8:1::/48");
    assertThat(site.mean() - before).isBetween(0.0, 0.12);
    assertThat(reputation("2001:db8:1:77::1/128").lower()).isGreaterThan(0.95);
  }

  @Test
  void manyAddressesSeenOnceMakeTheNameOfTheirLinkEvenWhenNoneIsListed() {
    node("2001:db8::/64", Evidence.none(DAY), new Evidence(400, 1, DAY), 401);
    Reputation link = reputation("2001:db8::/64");
    assertThat(link.lower()).isGreaterThan(0.97);
    node("2001:db8::9/128", 0, 0);
    assertThat(reputation("2001:db8::9/128").mean()).isGreaterThan(0.97);
  }

  @Test
  void goodMailOfASiteDoesNotMakeItsNewcomersTrusted() {
    site(0, 60);
    node("2001:db8:1:ff::/64", 0, 0);
    assertThat(reputation("2001:db8:1:ff::/64").expected()).isCloseTo(0.1, within(1e-12));
    node("2001:db8:1:1::2/128", 0, 0);
    assertThat(reputation("2001:db8:1:1::2/128").expected()).isLessThan(0.07);
  }

  @Test
  void aBurstMovesALongGoodAddressTheSameNight() {
    node("2001:db8::1/128", new Evidence(3, 20_000, DAY), new Evidence(300, 20, DAY), 0);
    Reputation burst = reputation("2001:db8::1/128");
    assertThat(burst.changed()).isGreaterThan(0.99);
    assertThat(burst.lower()).isGreaterThan(0.85);
    assertThat(burst.carry().ham()).isLessThan(21);
  }

  @Test
  void aStraySpamVerdictDoesNotMoveALongGoodAddress() {
    node("2001:db8::1/128", new Evidence(3, 20_000, DAY), new Evidence(1, 300, DAY), 0);
    Reputation steady = reputation("2001:db8::1/128");
    assertThat(steady.changed()).isLessThan(0.01);
    assertThat(steady.mean()).isLessThan(0.01);
  }

  @Test
  void goodDaysBringACleanedAddressBack() {
    Evidence carried = new Evidence(300, 5, DAY);
    double mean = 1;
    for (int day = DAY + 1; day <= DAY + 10; day++) {
      List<Reputation> scored =
          SCORER.score(
              List.of(
                  new NodeEvidence(
                      Prefix.parse("2001:db8::1/128"), carried, new Evidence(0, 15, day), 0)));
      carried = scored.get(0).carry();
      mean = scored.get(0).mean();
    }
    assertThat(mean).isLessThan(0.05);
  }

  @Test
  void silenceMakesAnAddressUncertainAndDoesNotImproveIt() {
    Evidence carried = new Evidence(40, 0, DAY);
    Reputation before = alone(carried, DAY);
    Reputation after = alone(carried, DAY + 60);
    assertThat(after.lower()).isLessThan(before.lower() - 0.2);
    assertThat(after.upper() - after.lower()).isGreaterThan(before.upper() - before.lower() + 0.2);
    assertThat(after.mean()).isBetween(0.5, before.mean());
  }

  private static Reputation alone(Evidence carried, int day) {
    return SCORER
        .score(
            List.of(
                new NodeEvidence(Prefix.parse("2001:db8::1/128"), carried, Evidence.none(day), 0)))
        .get(0);
  }

  @Test
  void missedSpamIsKnownForWhatItIs() {
    node("2001:db8::1/128", 900, 100);
    assertThat(reputation("2001:db8::1/128").mean()).isGreaterThan(0.97);
    node("2001:db8::1/128", 9, 1);
    assertThat(reputation("2001:db8::1/128").mean()).isBetween(0.7, 0.95);
    node("2001:db8::1/128", 600, 400);
    assertThat(reputation("2001:db8::1/128").mean()).isBetween(0.6, 0.7);
  }

  @Test
  void scoresStayInRangeAndMoreSpamNeverMakesAnAddressBetter() {
    SplittableRandom random = new SplittableRandom(9);
    for (int round = 0; round < 2_000; round++) {
      nodes.clear();
      site(random.nextInt(10), 10);
      double spam = random.nextInt(50);
      double ham = random.nextInt(50);
      Evidence past = new Evidence(random.nextInt(500), random.nextInt(500), DAY);
      node("2001:db8:1:1::5/128", past, new Evidence(spam, ham, DAY), 0);
      Reputation less = reputation("2001:db8:1:1::5/128");
      node("2001:db8:1:1::5/128", past, new Evidence(spam + 5, ham, DAY), 0);
      Reputation more = reputation("2001:db8:1:1::5/128");
      assertThat(more.mean()).isGreaterThan(less.mean() - 1e-9);
      for (Reputation any : SCORER.score(new ArrayList<>(nodes.values()))) {
        assertThat(any.score()).isBetween(0.0, 100.0);
        assertThat(any.lower()).isLessThanOrEqualTo(any.upper());
      }
    }
  }

  @Test
  void aGiantSubtreeMayBeScoredInPartsFromTheShareItsParentExpects() {
    node("192.0.2.0/24", 10, 30);
    node("192.0.2.1/32", 10, 0);
    node("192.0.2.2/32", 0, 30);
    List<NodeEvidence> listed = new ArrayList<>(nodes.values());
    double whole = SCORER.score(listed).get(1).expected();
    double part = SCORER.score(listed.subList(1, 2), whole).get(0).mean();
    assertThat(part).isCloseTo(SCORER.score(listed).get(1).mean(), within(1e-9));
  }

  @Test
  void nodesOutOfOrderOfOtherDaysOrLengthsAreRefused() {
    NodeEvidence wide = evidence("2001:db8::/32", DAY);
    NodeEvidence narrow = evidence("2001:db8:1::/48", DAY);
    assertThatThrownBy(() -> SCORER.score(List.of(narrow, wide)))
        .hasMessage(
            "Cannot score subtree: 2001:db8::/32 comes after 2001:db8:1::/48; sort the nodes and"
                + " give each prefix once");
    assertThatThrownBy(() -> SCORER.score(List.of(wide, evidence("2001:db8:1::/48", DAY + 1))))
        .hasMessage(
            "Cannot score subtree: 2001:db8::/32 is of day 20000, 2001:db8:1::/48 of day 20001;"
                + " score one day at a time");
    assertThatThrownBy(() -> SCORER.score(List.of(evidence("2001:db8::/40", DAY))))
        .hasMessage(
            "Cannot score 2001:db8::/40: need /32, /48, /56, /64 or /128 of IPv6, /24 or /32 of"
                + " IPv4");
  }

  private static NodeEvidence evidence(String prefix, int day) {
    return new NodeEvidence(Prefix.parse(prefix), Evidence.none(day), Evidence.none(day), 0);
  }
}
