package slash64.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import slash64.policy.PolicySettings;
import slash64.policy.Tier;
import slash64.synth.Attack;
import slash64.synth.WorldConfig;

/**
 * One small world, learnt for twelve days and acted on for eight. Not smaller still: where one
 * taken-over customer sends twice the limit's good mail, chance decides whether the limit holds.
 */
class PolicyEvaluationTest {
  private static final WorldConfig WORLD =
      WorldConfig.demo(3, LocalDate.of(2026, 11, 1)).withDays(20).withMessagesPerDay(3000);
  private static final int WARM_UP = 12;

  private static final PolicyFigures FIGURES = new PolicyFigures();

  @BeforeAll
  static void run() {
    FIGURES.add(WORLD, WARM_UP, PolicySettings.DEFAULTS);
  }

  @Test
  void nobodyIsAboveTheClairvoyant() {
    double bound = FIGURES.curves().get(PolicyFigures.CLAIRVOYANT).areaUnderCurve();
    FIGURES
        .curves()
        .forEach(
            (name, curve) ->
                assertThat(curve.areaUnderCurve()).as(name).isLessThanOrEqualTo(bound));
  }

  @Test
  void oursIsAboveEveryReference() {
    CatchCurve ours = FIGURES.curves().get(PolicyFigures.OURS);
    FIGURES
        .curves()
        .forEach(
            (name, curve) -> {
              if (!name.equals(PolicyFigures.CLAIRVOYANT)) {
                assertThat(ours.areaUnderCurve())
                    .as(name)
                    .isGreaterThanOrEqualTo(curve.areaUnderCurve());
              }
            });
  }

  @Test
  void rejectingCostsNextToNoGoodMailAndNoCleanSender() {
    TierTally.Kind all = FIGURES.tally().all();
    assertThat(all.hamFrom(Tier.REJECT)).isLessThanOrEqualTo(0.0005 * all.allHam());
    assertThat(FIGURES.tally().rejectedCleanSenders(0.05)).isEmpty();
    for (String kind : PolicyTrial.NEVER_REJECTED) {
      TierTally.Kind mail = FIGURES.tally().kinds().get(kind);
      assertThat(mail.hamFrom(Tier.REJECT)).as(kind).isZero();
    }
  }

  @Test
  void throttlingReachesSendersOfNothingButSpamAndKeepsToTheLimitOfGoodMail() {
    TierTally.Kind all = FIGURES.tally().all();
    assertThat(all.hamFrom(Tier.THROTTLE)).isLessThanOrEqualTo(0.005 * all.allHam());
    double spam = 0;
    double throttled = 0;
    for (TierTally.Kind kind : FIGURES.tally().kinds().values()) {
      if (kind.allHam() == 0) {
        spam += kind.allSpam();
        throttled += kind.spamFrom(Tier.THROTTLE);
      }
    }
    assertThat(spam).isGreaterThan(0.5 * all.allSpam());
    assertThat(throttled).isGreaterThan(0.95 * spam);
  }

  /** To say only what is held back takes no more entries than to say how, and whom to trust. */
  @Test
  void entriesOfOneTierAreFewer() {
    assertThat(FIGURES.entries().oneTier()).isPositive().isLessThan(FIGURES.entries().ours());
  }

  @Test
  void poisonedNeighboursAreNotRejected() {
    AttackFigures attack =
        AttackFigures.of(Attack.NEIGHBOUR_POISONING, WORLD, WARM_UP, PolicySettings.DEFAULTS);
    assertThat(attack.spam()).isPositive();
    assertThat(attack.innocentsRejected()).isEmpty();
    assertThat(attack.throttledShare()).isGreaterThan(0.5);
  }
}
