package slash64.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawsTest {
  private static final int DRAWS = 200_000;

  @Test
  void mixingGivesThePublishedFirstValuesOfSplitMix64() {
    // The reference generator, seeded with 0, returns mix(gamma), mix(2 gamma), mix(3 gamma).
    long gamma = 0x9e37_79b9_7f4a_7c15L;
    assertThat(Draws.mix(gamma)).isEqualTo(0xe220_a839_7b1d_cdafL);
    assertThat(Draws.mix(2 * gamma)).isEqualTo(0x6e78_9e6a_a1b9_65f4L);
    assertThat(Draws.mix(3 * gamma)).isEqualTo(0x06c4_5d18_8009_454fL);
  }

  @Test
  void streamsOfOneKeyAreEqualAndOfTwoKeysNot() {
    assertThat(Draws.of(1, 2, 3).bits()).isEqualTo(Draws.of(1, 2, 3).bits());
    assertThat(Draws.of(1, 2, 3).bits()).isNotEqualTo(Draws.of(1, 3, 2).bits());
    assertThat(Draws.of(1, 2, 3).bits()).isNotEqualTo(Draws.of(2, 2, 3).bits());
  }

  @ParameterizedTest(name = "negative binomial of mean {0} and dispersion {1}")
  @CsvSource({"0.3, 0", "4, 0", "130, 0", "0.3, 1.5", "20, 0.1", "100, 0.5"})
  void countsHaveTheMeanAndVarianceAskedFor(double mean, double dispersion) {
    double variance = mean + dispersion * mean * mean;
    requireMoments(draws -> draws.negativeBinomial(mean, dispersion), mean, variance);
  }

  @Test
  void otherDrawsHaveTheirMeanAndVariance() {
    requireMoments(Draws::uniform, 0.5, 1 / 12.0);
    requireMoments(Draws::gaussian, 0, 1);
    requireMoments(draws -> draws.gamma(0.4), 0.4, 0.4);
    requireMoments(draws -> draws.gamma(7), 7, 7);
    requireMoments(draws -> draws.logNormal(0.5), 1, Math.expm1(0.25));
    requireMoments(draws -> draws.between(3, 8), 5.5, 35 / 12.0);
    requireMoments(draws -> draws.chance(0.2) ? 1 : 0, 0.2, 0.16);
  }

  /**
   * The mean of many draws strays by their standard error; five of those never happen by chance.
   */
  private static void requireMoments(ToDoubleFunction<Draws> draw, double mean, double variance) {
    Draws draws = new Draws(42);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double value = draw.applyAsDouble(draws) - mean;
      sum += value;
      squares += value * value;
    }
    assertThat(sum / DRAWS).isCloseTo(0, within(5 * Math.sqrt(variance / DRAWS)));
    assertThat(squares / DRAWS / variance).isCloseTo(1, within(0.05));
  }
}
