package slash64.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.net.Prefix;
import slash64.reputation.Decay;
import slash64.reputation.Evidence;
import slash64.reputation.EvidenceSums;
import slash64.reputation.Level;
import slash64.reputation.NodeEvidence;
import slash64.reputation.Reputation;
import slash64.reputation.ScoredNode;

class TierDeciderTest {
  private static final TierDecider DECIDER = new TierDecider(TierSettings.DEFAULTS);

  /** Thresholds that the good mail of before stays above, up to where it bars any tier. */
  private static final TierDecider SITE =
      new TierDecider(
          new TierSettings(
              0.8,
              0.7,
              0.6,
              0.03,
              0.05,
              0.0003,
              0.003,
              0.1,
              0.04,
              5,
              20,
              5,
              7,
              30,
              TierSettings.DEFAULTS.levels()));

  @ParameterizedTest(name = "mean {1}, bounds {0} and {2}, last night {3}: {5} at {4}")
  @CsvSource(
      textBlock =
          """
          # lower, mean, upper, last,     level,    wanted
          0.91,    0.97, 0.99,  NEUTRAL,  IPV6_128, REJECT
          0.89,    0.97, 0.99,  NEUTRAL,  IPV6_128, GREYLIST
          # hysteresis: what was rejected stays so an eighth of the way to certainty below
          0.89,    0.97, 0.99,  REJECT,   IPV6_128, REJECT
          0.88,    0.97, 0.99,  REJECT,   IPV6_128, GREYLIST
          0.67,    0.80, 0.99,  GREYLIST, IPV6_128, GREYLIST
          0.66,    0.80, 0.99,  THROTTLE, IPV6_128, THROTTLE
          # the mild tier goes by the mean: uncertain, but more likely bad than good
          0.10,    0.61, 0.99,  NEUTRAL,  IPV6_64,  THROTTLE
          0.10,    0.59, 0.99,  NEUTRAL,  IPV6_64,  NEUTRAL
          0.10,    0.56, 0.99,  THROTTLE, IPV6_64,  THROTTLE
          # trust: by the upper bound, at addresses and /64 only
          0.00,    0.01, 0.02,  NEUTRAL,  IPV6_64,  TRUSTED
          0.00,    0.01, 0.02,  NEUTRAL,  IPV4_32,  TRUSTED
          0.00,    0.01, 0.02,  NEUTRAL,  IPV6_56,  NEUTRAL
          0.00,    0.01, 0.02,  NEUTRAL,  IPV4_24,  NEUTRAL
          0.00,    0.01, 0.05,  NEUTRAL,  IPV6_64,  NEUTRAL
          0.00,    0.01, 0.05,  TRUSTED,  IPV6_64,  TRUSTED
          """)
  void harshTiersGoByTheLowerBoundMildOnesByTheMean(
      double lower, double mean, double upper, Tier last, Level level, Tier wanted) {
    Evidence much = new Evidence(50, 50, 20_000);
    Reputation reputation = new Reputation(mean, lower, upper, 10, 0.5, 0, 0, much);
    assertThat(DECIDER.wanted(reputation, level, last)).isEqualTo(wanted);
  }

  @ParameterizedTest(name = "{0} spam and {1} ham at {2}, newcomers are bad: {3}")
  @CsvSource({
    "0,   1,   IPV4_32,  NEUTRAL",
    "0.9, 1,   IPV6_128, NEUTRAL",
    "1,   1,   IPV6_128, THROTTLE",
    "1,   0.9, IPV4_32,  THROTTLE",
    "0,   1,   IPV6_48,  THROTTLE", // of a wider prefix the mean is that of the next sender in it
  })
  void noAddressIsHeldBackForOthersThatSentMoreGoodMailThanSpam(
      double spam, double ham, Level level, Tier tier) {
    Reputation pulled =
        new Reputation(0.7, 0.1, 0.99, 3, 0.95, 0, 0, new Evidence(spam, ham, 20_000));
    assertThat(DECIDER.wanted(pulled, level, Tier.NEUTRAL)).isEqualTo(tier);
  }

  @ParameterizedTest(name = "{0} spam and {1} ham: {2}")
  @CsvSource({
    "4.9, 0,    GREYLIST",
    "5,   0,    REJECT",
    "0,   99.9, NEUTRAL",
    "0,   100,  TRUSTED", // three in a hundred is the 95 % bound of none in a hundred
  })
  void neitherRejectedNorTrustedForAMessageOrTwoHoweverPureSendersAreHere(
      double spam, double ham, Tier tier) {
    boolean isBad = spam > ham;
    Reputation sure =
        isBad
            ? new Reputation(0.999, 0.99, 1, 1_000, 0.5, 0, 0, new Evidence(spam, ham, 20_000))
            : new Reputation(0.001, 0, 0.01, 1_000, 0.5, 0, 0, new Evidence(spam, ham, 20_000));
    assertThat(DECIDER.wanted(sure, Level.IPV6_128, Tier.NEUTRAL)).isEqualTo(tier);
  }

  @ParameterizedTest(name = "{0} good messages a day among 100, of {1} before: {2}")
  @CsvSource({
    "0,   0,  REJECT",
    "0,   50, REJECT", // nothing of it goes on: the prefix was sold
    "0.4, 50, REJECT",
    "0.6, 50, GREYLIST",
    "4.9, 50, GREYLIST",
    "5.1, 50, NEUTRAL"
  })
  void goodMailThatGoesOnBarsRejectingAndMuchOfItAnyTier(double goesOn, double former, Tier tier) {
    double lower = 0.89;
    Evidence carry = new Evidence(80, 20, former, 1, 20_000);
    Reputation reputation = new Reputation(0.99, lower, 1, 100, 0.5, 1, goesOn, carry);
    Tier wanted = SITE.wanted(reputation, Level.IPV6_64, Tier.NEUTRAL);
    Judgement judged =
        new Judgement(
            new ScoredNode(
                new NodeEvidence(Prefix.parse("2001:db8::/64"), Evidence.none(20_000), carry, 1),
                reputation),
            Level.IPV6_64,
            carry,
            0.1,
            100,
            1,
            1,
            0,
            Tier.NEUTRAL,
            wanted,
            wanted,
            TierLimit.NONE);
    LevelLimits limits = new LevelLimits(Tier.REJECT, Tier.REJECT, Tier.REJECT, 0.5, 0);
    assertThat(SITE.limited(wanted, Tier.REJECT, limits, judged).tier()).isEqualTo(tier);
  }

  @Test
  void theBoundOfGoodMailHoldsAboutNineteenTimesInTwenty() {
    Decay decay = Decay.TEN_DAYS;
    GoodMail goodMail = new GoodMail(decay, 0);
    for (double rate : new double[] {0.05, 0.3, 1, 5, 40}) {
      SplittableRandom random = new SplittableRandom(11);
      int held = 0;
      for (int world = 0; world < 2_000; world++) {
        Evidence evidence = Evidence.none(0);
        for (int day = 1; day <= 80; day++) {
          evidence = EvidenceSums.of(decay, evidence, new Evidence(0, poisson(rate, random), day));
        }
        held += goodMail.perDay(evidence) >= rate ? 1 : 0;
      }
      assertThat(held / 2_000.0).as("at %s a day", rate).isBetween(0.93, 1.0);
    }
  }

  private static int poisson(double rate, SplittableRandom random) {
    int count = 0;
    for (double left = rate + Math.log(1 - random.nextDouble()); left > 0; count++) {
      left += Math.log(1 - random.nextDouble());
    }
    return count;
  }

  @Test
  void goodVerdictsThatTheFilterMustHaveMissedAreForgiven() {
    GoodMail goodMail = new GoodMail(Decay.TEN_DAYS, 0.1);
    assertThat(goodMail.perDay(new Evidence(900, 90, 0))).isLessThan(1.3);
    assertThat(goodMail.perDay(new Evidence(0, 90, 0))).isGreaterThan(6);
    assertThat(goodMail.perDay(new Evidence(900, 0, 0))).isBetween(0.1, 0.2);
  }

  @Test
  void settingsThatCannotBeMeantAreRefused() {
    assertThatThrownBy(
            () ->
                new TierSettings(
                    0.5,
                    0.7,
                    0.5,
                    0.03,
                    0.05,
                    0.0005,
                    0.005,
                    0.1,
                    0.01,
                    5,
                    20,
                    5,
                    7,
                    30,
                    TierSettings.DEFAULTS.levels()))
        .hasMessage(
            "Cannot build tier settings: trusted below 0.03, throttle above 0.5, greylist above"
                + " 0.7, reject above 0.5 (need 0 <= trusted < throttle <= greylist <= reject <"
                + " 1)");
    assertThatThrownBy(
            () ->
                new TierSettings(
                    0.9, 0.7, 0.5, 0.03, 0.05, 0.0005, 0.005, 0.1, 0.01, 5, 20, 5, 7, 30, Map.of()))
        .hasMessageContaining("level IPV6_32 has no limits");
    assertThatThrownBy(() -> new LevelLimits(Tier.REJECT, Tier.REJECT, Tier.REJECT, Double.NaN, 1))
        .hasMessage(
            "Cannot build level limits: NaN good messages a day, 1 bad children (need >= 0)");
  }

  @ParameterizedTest
  @CsvSource({
    "THROTTLE, NEUTRAL,  false, NEUTRAL,  SILENT",
    "GREYLIST, TRUSTED,  true,  NEUTRAL,  SILENT",
    "GREYLIST, THROTTLE, true,  THROTTLE, SILENT",
    "REJECT,   NEUTRAL,  false, REJECT,   NONE",
    "REJECT,   THROTTLE, true,  REJECT,   NONE",
    "REJECT,   THROTTLE, false, THROTTLE, SILENT",
    "REJECT,   GREYLIST, false, GREYLIST, SILENT",
    "REJECT,   REJECT,   false, REJECT,   NONE",
    "THROTTLE, REJECT,   false, THROTTLE, NONE",
    "NEUTRAL,  TRUSTED,  false, NEUTRAL,  NONE",
    "TRUSTED,  NEUTRAL,  false, TRUSTED,  NONE",
  })
  void whatSentNothingIsNoHarsherThanLastNight(
      Tier wanted, Tier last, boolean wasOpen, Tier tier, TierLimit limit) {
    TierDecider.Choice wish = new TierDecider.Choice(wanted, TierLimit.NONE);
    assertThat(TierDecider.ofSilent(wish, last, wasOpen))
        .isEqualTo(new TierDecider.Choice(tier, limit));
  }
}
