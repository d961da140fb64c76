package slash64.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.reputation.Evidence;
import slash64.reputation.NodeEvidence;
import slash64.reputation.Reputation;
import slash64.reputation.ReputationSettings;
import slash64.reputation.ScoredNode;
import slash64.reputation.SubtreeScorer;

/** Nights in a row, on each of which the policy of the night before keeps out what it rejects. */
class UnblockedSampleTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final Prefix SITE = Prefix.parse("2001:db8:1::/48");

  /** What one address sends in a day. */
  private record Mail(String address, double spam, double ham) {}

  private final Map<Prefix, Evidence> carried = new HashMap<>();
  private Map<Prefix, PolicyEntry> policy = Map.of();
  private boolean isInForce = true;
  private TierSettings tiers = TierSettings.DEFAULTS;
  private int nights;

  private void night(List<Mail> mails) {
    LocalDate day = FIRST.plusDays(nights++);
    Map<Prefix, double[]> today = new TreeMap<>();
    carried.keySet().forEach(prefix -> today.put(prefix, new double[2]));
    PolicyTable table = PolicyTable.of(policy.values());
    for (Mail mail : mails) {
      Address address = Address.parse(mail.address());
      if (isInForce && table.tier(address.high(), address.low()) == Tier.REJECT) {
        continue;
      }
      for (int length : new int[] {32, 48, 56, 64, 128}) {
        double[] sums = today.computeIfAbsent(address.prefix(length), prefix -> new double[2]);
        sums[0] += mail.spam();
        sums[1] += mail.ham();
      }
    }
    int number = (int) day.toEpochDay();
    List<NodeEvidence> nodes = new ArrayList<>();
    today.forEach(
        (prefix, sums) ->
            nodes.add(
                new NodeEvidence(
                    prefix,
                    carried.getOrDefault(prefix, Evidence.none(number)),
                    new Evidence(sums[0], sums[1], number),
                    0)));
    List<Reputation> reputations = new SubtreeScorer(ReputationSettings.DEFAULTS).score(nodes);
    List<ScoredNode> scored = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      scored.add(new ScoredNode(nodes.get(i), reputations.get(i)));
      carried.put(nodes.get(i).prefix(), reputations.get(i).carry());
    }
    PolicySettings settings = new PolicySettings(ReputationSettings.DEFAULTS, tiers, List.of());
    Map<Prefix, PolicyEntry> next = new TreeMap<>();
    WholeNight.policy(scored, policy.values(), settings, day)
        .full()
        .forEach(entry -> next.put(entry.prefix(), entry));
    policy = next;
  }

  private Tier tier(String address) {
    Address asked = Address.parse(address);
    return PolicyTable.of(policy.values()).tier(asked.high(), asked.low());
  }

  private static List<Mail> snowshoe() {
    List<Mail> mails = new ArrayList<>();
    for (int link = 0; link < 40; link++) {
      mails.add(new Mail("2001:db8:1:%x::1".formatted(link << 6), 40, 0));
    }
    return mails;
  }

  private int openNights(int tried, List<Mail> mails) {
    int open = 0;
    for (int night = 0; night < tried; night++) {
      night(mails);
      open += tier("2001:db8:1:40::1") == Tier.REJECT ? 0 : 1;
    }
    return open;
  }

  private void untilRejected() {
    isInForce = false;
    for (int night = 0; night < 20; night++) {
      night(snowshoe());
    }
    assertThat(tier("2001:db8:1:40::1")).isEqualTo(Tier.REJECT);
    assertThat(tier("2001:db8:1:99::1")).as("unknown neighbour").isEqualTo(Tier.REJECT);
    isInForce = true;
  }

  @Test
  void aBlockedSiteThatGoesOnSpammingIsOpenOneDayInThirtyAndThrottledThen() {
    untilRejected();
    assertThat(openNights(300, snowshoe())).isBetween(10, 11);
  }

  @Test
  void anOpenSiteIsOpenedWithAllThatIsRejectedInsideItAndSaysWhy() {
    untilRejected();
    for (int night = 0; tier("2001:db8:1:40::1") == Tier.REJECT; night++) {
      assertThat(night).isLessThan(61);
      night(snowshoe());
    }
    for (Mail mail : snowshoe()) {
      assertThat(tier(mail.address())).as(mail.address()).isEqualTo(Tier.THROTTLE);
    }
    assertThat(tier("2001:db8:1:99::1")).isEqualTo(Tier.THROTTLE);
    assertThat(policy.get(SITE).reason())
        .endsWith("; rejected till now, let through for a day to see what it sends today");
    assertThat(policy.get(SITE).evidence()).contains("\"limit\":\"sample\"");
    night(snowshoe());
    assertThat(tier("2001:db8:1:40::1")).as("seen spamming again").isEqualTo(Tier.REJECT);
  }

  /** A sample taken in vain is no milder past, however many days without logs come after it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void anOpenSiteThatStaysSilentIsRejectedAgainOnTheNextNightThereIs(int daysWithoutLogs) {
    untilRejected();
    for (int night = 0; tier("2001:db8:1:40::1") == Tier.REJECT; night++) {
      assertThat(night).isLessThan(61);
      night(snowshoe());
    }
    nights += daysWithoutLogs;
    night(List.of());
    assertThat(tier("2001:db8:1:40::1")).isEqualTo(Tier.REJECT);
  }

  /** The evidence of a blocked prefix fades by itself, too, but that takes far longer. */
  @Test
  void aSiteThatWasSoldOnIsHeardWithinAMonth() {
    int[] sampled = nightsUntilHeard(30);
    int[] faded = nightsUntilHeard(0);
    assertThat(IntStream.of(sampled)).allMatch(nights -> nights <= 31);
    assertThat(IntStream.of(sampled).average().orElseThrow()).isBetween(8.0, 22.0);
    assertThat(IntStream.of(faded)).allMatch(nights -> nights > 45);
  }

  /** Returns for 20 dates after how many nights a new owner's mail is no longer rejected. */
  private int[] nightsUntilHeard(int sampleDays) {
    List<Mail> newOwner = List.of(new Mail("2001:db8:1:40::25", 0, 300));
    return IntStream.range(0, 20)
        .map(
            date -> {
              carried.clear();
              policy = Map.of();
              nights = date;
              tiers = tiersOfSample(sampleDays);
              untilRejected();
              int waited = 0;
              while (tier("2001:db8:1:40::25") == Tier.REJECT) {
                night(newOwner);
                waited++;
              }
              night(newOwner);
              assertThat(tier("2001:db8:1:40::25")).as("stays heard").isNotEqualTo(Tier.REJECT);
              return waited;
            })
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 30})
  void whatIsSeenAnywayIsNeverOpened(int sampleDays) {
    tiers = tiersOfSample(sampleDays);
    untilRejected();
    isInForce = false;
    assertThat(openNights(100, snowshoe())).isZero();
  }

  private static TierSettings tiersOfSample(int days) {
    TierSettings defaults = TierSettings.DEFAULTS;
    return new TierSettings(
        defaults.rejectAbove(),
        defaults.greylistAbove(),
        defaults.throttleAbove(),
        defaults.trustedBelow(),
        defaults.slack(),
        defaults.rejectHam(),
        defaults.throttleHam(),
        defaults.mostKnownGood(),
        defaults.goodShare(),
        defaults.greylistFactor(),
        defaults.throttleFactor(),
        defaults.ownMass(),
        defaults.holdDays(),
        days,
        defaults.levels());
  }
}
