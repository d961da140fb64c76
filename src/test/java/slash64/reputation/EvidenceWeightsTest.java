package slash64.reputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EvidenceWeightsTest {

  @Test
  void everyKindWeighsWhatItIsGiven() {
    EvidenceWeights weights =
        new EvidenceWeights(1, 3, 0.5, 0.25, 10, 0, 0, 100, 1_000, 10_000, 100_000);
    assertThat(weights.of(new DayCounts(1, 2, 8, 6, 4, 2, 3, 4, 5, 6), 9))
        .isEqualTo(new Evidence(654_327, 9.6, 9));
  }

  @Test
  void evidenceOfMergedPartsIsTheSumOfTheirEvidence() {
    EvidenceWeights weights = new EvidenceWeights(1, 2, 0.25, 0.5, 0.3, 0, 0, 0.2, 5, 10, 0.3);
    DayCounts morning = new DayCounts(3, 0, 10, 4, 0, 1, 0, 2, 0, 0);
    DayCounts evening = new DayCounts(7, 0, 1, 8, 0, 0, 4, 0, 1, 0);
    Evidence merged = weights.of(morning.plus(evening), 1);
    Evidence sum = EvidenceSums.of(Decay.TEN_DAYS, weights.of(morning, 1), weights.of(evening, 1));
    assertThat(merged.spam()).isCloseTo(sum.spam(), within(1e-12));
    assertThat(merged.ham()).isEqualTo(sum.ham());
  }

  @Test
  void unknownUsersOfAStaleListAreNoEvidence() {
    EvidenceWeights weights = EvidenceWeights.DEFAULTS;
    assertThat(weights.of(new DayCounts(0, 0, 100, 0, 0, 5, 0, 0, 0, 0), 1).spam()).isZero();
    assertThat(weights.of(new DayCounts(0, 0, 100, 0, 0, 15, 0, 0, 0, 0), 1).spam()).isEqualTo(20);
  }

  @Test
  void whereNoFilterStandsUnknownUsersAreHeldAgainstTheMailThatWasAccepted() {
    EvidenceWeights weights = EvidenceWeights.DEFAULTS;
    assertThat(weights.of(new DayCounts(0, 0, 0, 0, 100, 30, 0, 0, 0, 0), 1).spam()).isZero();
    assertThat(weights.of(new DayCounts(0, 0, 0, 0, 100, 40, 0, 0, 0, 0), 1).spam()).isEqualTo(20);
    assertThat(weights.of(new DayCounts(0, 0, 20, 0, 100, 36, 0, 0, 0, 0), 1).spam()).isEqualTo(10);
  }

  @Test
  void bouncesOfAStaleListAreNoEvidence() {
    EvidenceWeights weights = EvidenceWeights.DEFAULTS;
    assertThat(weights.of(new DayCounts(0, 0, 60, 40, 0, 0, 0, 0, 0, 5), 1).spam()).isZero();
    assertThat(weights.of(new DayCounts(0, 0, 60, 40, 0, 0, 0, 0, 0, 25), 1).spam()).isEqualTo(14);
  }

  @Test
  void whereNoFilterStandsAcceptedMailSpeaksForItsSenderALittle() {
    Evidence evidence =
        EvidenceWeights.DEFAULTS.of(new DayCounts(0, 0, 0, 0, 2_000, 20, 0, 0, 0, 0), 1);
    assertThat(evidence).isEqualTo(new Evidence(0, 200, 1));
  }

  @Test
  void mailThatCameBackDoesNotSpeakForItsSender() {
    EvidenceWeights weights = EvidenceWeights.DEFAULTS;
    assertThat(weights.of(new DayCounts(0, 0, 0, 100, 0, 0, 0, 0, 0, 40), 1).ham()).isEqualTo(3);
    assertThat(weights.of(new DayCounts(0, 0, 0, 0, 100, 0, 0, 0, 0, 40), 1).ham()).isEqualTo(6);
    assertThat(weights.of(new DayCounts(0, 0, 0, 5, 5, 0, 0, 0, 0, 40), 1).ham()).isZero();
    assertThat(weights.of(new DayCounts(0, 0, 7, 0, 0, 0, 0, 0, 0, 40), 1).ham()).isEqualTo(7);
  }

  @Test
  void whatCustomersSendUnjudgedSpeaksForThemHardlyAtAll() {
    Evidence evidence =
        EvidenceWeights.DEFAULTS.of(new DayCounts(0, 0, 0, 2_000, 0, 0, 0, 0, 0, 0), 1);
    assertThat(evidence).isEqualTo(new Evidence(0, 100, 1));
  }

  @Test
  void negativeCountsAndWeightsAreRefused() {
    assertThatThrownBy(() -> new DayCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, -1))
        .hasMessage("Cannot count a day: 0, 0, 0, 0, 0, 0, 0, 0, 0, -1 (need counts >= 0)");
    assertThatThrownBy(() -> new EvidenceWeights(1, 1, 1, 1, 1, 0, 0, 1, 1, 1, Double.NaN))
        .hasMessage(
            "Cannot build evidence weights: 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, NaN (need"
                + " finite weights >= 0)");
  }
}
