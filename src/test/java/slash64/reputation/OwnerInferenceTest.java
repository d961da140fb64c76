package slash64.reputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerInferenceTest {

  @ParameterizedTest(name = "{0} bad and {1} good children: one owner {2}, many owners {3}")
  @CsvSource({
    "0, 0, false, false",
    "1, 0, false, false",
    "8, 0, true, false",
    "0, 8, true, false",
    "1, 1, false, true",
    "6, 6, false, true",
    "20, 4, false, true"
  })
  void childrenThatActAlikeAreOneOwners(int bad, int good, boolean one, boolean many) {
    OwnerInference owner = new OwnerInference(4);
    for (int child = 0; child < bad + good; child++) {
      owner.add(child < bad ? 50 : 0, child < bad ? 0 : 50);
    }
    assertThat(owner.isOneOwner()).isEqualTo(one);
    assertThat(owner.isManyOwners()).isEqualTo(many);
  }

  @Test
  void theBayesFactorIsTheRatioOfBetaBinomialLikelihoods() {
    OwnerInference owner = new OwnerInference(10);
    owner.add(1, 0);
    owner.add(1, 0);
    // Jeffreys: one share draws two of two with 3/8, two shares draw one each with 1/4.
    assertThat(owner.logBayesFactor()).isCloseTo(Math.log(1.5), within(1e-12));
  }

  @Test
  void aVoiceThatSaysNothingIsRefused() {
    assertThatThrownBy(() -> new OwnerInference(0))
        .hasMessage("Cannot infer owner: voice is 0.0 (need > 0)");
  }
}
