package slash64.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LinkWeightTest {

  @Test
  void weightsAreBits() {
    assertThat(LinkWeight.agreement(0.5, 1.0 / 1024)).isCloseTo(9, within(1e-12));
    assertThat(LinkWeight.disagreement(0.75, 0)).isCloseTo(-2, within(1e-12));
    assertThat(LinkWeight.probability(10, 1024)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void rareValuesWeighMore() {
    assertThat(LinkWeight.agreement(0.9, 0.001)).isGreaterThan(LinkWeight.agreement(0.9, 0.1));
  }

  /** Of records that show what they show by chance or by kinship, as many are kin as it says. */
  @Test
  void theProbabilityIsTheShareThatIsLinked() {
    Random random = new Random(64);
    double match = 0.9;
    int candidates = 20;
    double share = 0.05;
    long kin = 0;
    long agreeing = 0;
    for (int i = 0; i < 400_000; i++) {
      boolean isKin = random.nextInt(1 + candidates) == 0; // odds of 1 to the candidates
      boolean isAgreeing = random.nextDouble() < (isKin ? match : share);
      agreeing += isAgreeing ? 1 : 0;
      kin += isAgreeing && isKin ? 1 : 0;
    }

    assertThat(LinkWeight.probability(LinkWeight.agreement(match, share), candidates))
        .isCloseTo((double) kin / agreeing, within(0.01));
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    assertThatThrownBy(() -> LinkWeight.agreement(0.9, 0))
        .hasMessage(
            "Cannot weigh: match is 0.9, share is 0.0 (need 0 < match < 1, 0 < share <= 1)");
    assertThatThrownBy(() -> LinkWeight.probability(1, 0))
        .hasMessage("Cannot link: 0 candidates (need 1 or more)");
  }
}
