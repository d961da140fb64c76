package slash64.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.stat.inference.GTest;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestsOfCountsTest {

  @Test
  void gAgreesWithAnotherImplementation() {
    Random random = new Random(4);
    for (int trial = 0; trial < 1_000; trial++) {
      long[] a = new long[2 + random.nextInt(20)];
      long[] b = new long[a.length];
      Divergence divergence = new Divergence();
      for (int i = 0; i < a.length; i++) {
        a[i] = 1L + random.nextInt(1000);
        b[i] = 1L + random.nextInt(1000);
        divergence.add((double) a[i], (double) b[i]);
      }
      double expected = new GTest().gDataSetsComparison(a, b);
      assertThat(divergence.g()).isCloseTo(expected, within(1e-9 * Math.max(1, expected)));
      assertThat(divergence.degrees()).isEqualTo(a.length - 1);
    }
  }

  @Test
  void gIsTwiceTheTotalTimesTheJensenShannonDivergenceByItsDefinition() {
    Random random = new Random(5);
    for (int trial = 0; trial < 1_000; trial++) {
      int cells = 2 + random.nextInt(10);
      double[] n = random.doubles(cells).map(x -> x < 0.3 ? 0 : x * 100).toArray();
      double[] m = random.doubles(cells).map(x -> x < 0.3 ? 0 : x * 50).toArray();
      n[0] = 1;
      m[0] = 1;
      double nn = java.util.Arrays.stream(n).sum();
      double mm = java.util.Arrays.stream(m).sum();
      Divergence divergence = new Divergence();
      double jsd = 0;
      for (int i = 0; i < cells; i++) {
        divergence.add(n[i], m[i]);
        double p = n[i] / nn;
        double q = m[i] / mm;
        double middle = (n[i] + m[i]) / (nn + mm);
        jsd += p == 0 ? 0 : nn / (nn + mm) * p * Math.log(p / middle);
        jsd += q == 0 ? 0 : mm / (nn + mm) * q * Math.log(q / middle);
      }
      assertThat(divergence.g())
          .isCloseTo(2 * (nn + mm) * jsd, within(1e-9 * Math.max(1, nn + mm)));
    }
  }

  @Test
  void histogramsWithNothingInCommonAreLogTwoApartWhenTheyAreOfOneSize() {
    Divergence divergence = new Divergence();
    divergence.add(10, 0);
    divergence.add(0, 10);
    divergence.add(0, 0);
    assertThat(divergence.g()).isCloseTo(2 * 20 * Math.log(2), within(1e-12));
    assertThat(divergence.degrees()).isEqualTo(1);
  }

  @Test
  void anEmptyHistogramIsNotApartFromAnything() {
    Divergence divergence = new Divergence();
    divergence.add(0, 10);
    divergence.add(0, 3);
    assertThat(divergence.g()).isZero();
  }

  @Test
  void wilsonBoundsAgreeWithAnotherImplementation() {
    double z = Normal.quantile(0.975);
    for (int trials = 1; trials < 60; trials++) {
      for (int successes = 0; successes <= trials; successes++) {
        var expected = new WilsonScoreInterval().createInterval(trials, successes, 0.95);
        assertThat(Wilson.lower(successes, trials, z))
            .isCloseTo(expected.getLowerBound(), within(1e-9));
        assertThat(Wilson.upper(successes, trials, z))
            .isCloseTo(expected.getUpperBound(), within(1e-9));
      }
    }
  }

  @Test
  void nothingIsKnownOfAShareWithoutTrials() {
    assertThat(Wilson.lower(0, 0, 2)).isZero();
    assertThat(Wilson.upper(0, 0, 2)).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wilson.lower(2, 1, 2))
        .withMessage(
            "Cannot bound share: 2.0 of 1.0 at z 2.0 (need 0 <= successes <= trials, z >= 0)");
  }

  @ParameterizedTest(name = "{0} where {1} were expected, dispersion {2}: {3}")
  @CsvSource({
    // cubes, so that the powers can be worked out by hand
    "8, 8, 1, 0",
    "27, 8, 1, 5.303300858899107", // 1.5 (9 - 4) / sqrt 2
    "0, 64, 4, -6", // 1.5 (0 - 16) / (2 * 2)
    "1000, 64, 9, 21", // 1.5 (100 - 16) / (2 * 3)
  })
  void anscombeResidualsFollowTheirFormula(
      double count, double mean, double dispersion, double expected) {
    assertThat(Anscombe.residual(count, mean, dispersion)).isCloseTo(expected, within(1e-9));
  }

  @Test
  void theExampleOfBenjaminiAndHochbergGivesFourDiscoveries() {
    // given the fifteen p-values of their paper (1995, section 3.2)
    double[] ps = {
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
      0.5719, 0.6528, 0.7590, 1.0
    };
    double[] logs = java.util.Arrays.stream(ps).map(Math::log).toArray();
    assertThat(BenjaminiHochberg.logThreshold(logs, 15, 0.05)).isEqualTo(Math.log(0.0095));

    // and the small ones alone are enough, as long as all tested are counted
    double[] small = java.util.Arrays.copyOf(logs, 8);
    assertThat(BenjaminiHochberg.logThreshold(small, 15, 0.05)).isEqualTo(Math.log(0.0095));
  }

  @Test
  void whereNothingIsSmallEnoughThereIsNoDiscovery() {
    double[] logs = {Math.log(0.02), Math.log(0.5)};
    assertThat(BenjaminiHochberg.logThreshold(logs, 100, 0.05)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(BenjaminiHochberg.logThreshold(new double[0], 0, 0.05))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void simesIsUniformForIndependentUniforms() {
    Random random = new Random(6);
    int below = 0;
    for (int i = 0; i < 20_000; i++) {
      double[] logs = random.doubles(7).map(Math::log).toArray();
      below += BenjaminiHochberg.logSimes(logs) < Math.log(0.1) ? 1 : 0;
    }
    assertThat(below / 20_000.0).isCloseTo(0.1, within(0.007)); // three standard errors
  }

  @Test
  void simesLeavesOutWhatWasNotTested() {
    assertThat(BenjaminiHochberg.logSimes(new double[] {Double.NaN, Math.log(0.01), Double.NaN}))
        .isEqualTo(Math.log(0.01));
    assertThat(BenjaminiHochberg.logSimes(new double[] {Double.NaN})).isNaN();
  }
}
