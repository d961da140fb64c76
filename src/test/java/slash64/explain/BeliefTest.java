package slash64.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeliefTest {
  /** Bounds of 95 % found independently, by halving on the distribution function. */
  private static double bound(Belief belief, double above) {
    double from = 0;
    double to = 1;
    for (int i = 0; i < 60; i++) {
      double middle = (from + to) / 2;
      if (belief.above(middle) > above) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return from;
  }

  @ParameterizedTest(name = "mean {0}, weight {1}")
  @CsvSource({"0.5, 2", "0.5, 100", "0.9, 10", "0.99, 60", "0.03, 40", "0.2, 1000", "0.7, 20000"})
  void theWeightIsFoundFromTheMeanAndTheBoundsOfABeta(double mean, double weight) {
    Belief truth = new Belief(mean, weight);

    Belief found = Belief.of(mean, bound(truth, 0.95), bound(truth, 0.05));

    assertThat(found.weight() / weight).isCloseTo(1, within(0.06)); // one step of the search
  }

  @Test
  void moreOfOneKindMovesTheMeanAndMakesSurer() {
    Belief belief = new Belief(0.5, 10);

    assertThat(belief.after(10, 0)).isEqualTo(new Belief(0.75, 20));
    assertThat(belief.after(0, 30)).isEqualTo(new Belief(0.125, 40));
    assertThat(belief.isSurelyAbove(0.3)).isFalse();
    assertThat(belief.after(90, 0).isSurelyAbove(0.9)).isTrue();
    assertThat(belief.after(0, 90).isSurelyBelow(0.1)).isTrue();
  }

  @Test
  void boundsAtTheEndsOfWhatIsPossibleAreNoTrouble() {
    assertThat(Belief.of(1e-12, 0, 0).weight()).isPositive().isFinite();
    assertThat(Belief.of(1, 1, 1).weight()).isPositive().isFinite();
  }
}
