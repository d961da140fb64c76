package slash64.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailsTest {

  private static final MathContext DIGITS = new MathContext(40);

  @ParameterizedTest(name = "log gamma of {0} is {1}")
  @CsvSource(
      textBlock =
          """
          # x,      log of a closed form: Gamma(1/2) = sqrt(pi), Gamma(n) = (n-1)!
          0.5,      0.5723649429247001
          1,        0
          2,        0
          1.5,      -0.1207822376352452
          10,       12.801827480081469
          15,       25.191221182738680
          100.5,    361.43554046777757
          1e-5,     11.512919692895826
          """)
  void logGammaHasItsKnownValues(double x, double expected) {
    assertThat(Gamma.log(x)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void logGammaAgreesWithAnotherImplementation() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      double x = Math.exp(random.nextDouble() * 30 - 10);
      double expected = org.apache.commons.math3.special.Gamma.logGamma(x);
      assertThat(Gamma.log(x)).isCloseTo(expected, within(1e-11 * Math.max(1, Math.abs(expected))));
    }
  }

  @Test
  void incompleteGammaAgreesWithAnotherImplementation() {
    Random random = new Random(2);
    for (int i = 0; i < 5_000; i++) {
      double a = Math.exp(random.nextDouble() * 9 - 3);
      double x = a * (0.2 + 2 * random.nextDouble());
      double lower = org.apache.commons.math3.special.Gamma.regularizedGammaP(a, x, 1e-15, 100_000);
      double upper = org.apache.commons.math3.special.Gamma.regularizedGammaQ(a, x, 1e-15, 100_000);
      assertThat(Math.exp(Gamma.logLower(a, x))).isCloseTo(lower, within(1e-11));
      assertThat(Math.exp(Gamma.logUpper(a, x))).isCloseTo(upper, within(1e-11));
    }
  }

  @Test
  void incompleteBetaAgreesWithAnotherImplementation() {
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      double a = Math.exp(random.nextDouble() * 9 - 3);
      double b = Math.exp(random.nextDouble() * 9 - 3);
      double x = random.nextDouble();
      double expected =
          org.apache.commons.math3.special.Beta.regularizedBeta(x, a, b, 1e-15, 100_000);
      assertThat(Math.exp(Beta.logRegularized(x, 1 - x, a, b))).isCloseTo(expected, within(1e-11));
    }
  }

  @ParameterizedTest(name = "P(X >= {2}) with mean {0}, dispersion {1}")
  @CsvSource({
    "3.5, 1, 4", "3.5, 1, 60", "0.01, 1, 5", "120, 1, 300", "1000, 1, 900",
    "3.5, 2.25, 4", "3.5, 2.25, 200", "0.2, 7.5, 90", "120, 12, 700", "120, 12, 20",
    "400, 1.0625, 390", "50, 80, 1", "2, 1.5, 2000"
  })
  void countTailsAgreeWithASlowSumInFortyDigits(double mean, double dispersion, long count) {
    // given the upper tail summed term by term, far beyond where terms matter
    BigDecimal tail = BigDecimal.ZERO;
    BigDecimal at = BigDecimal.ZERO;
    BigDecimal cumulative = BigDecimal.ZERO;
    BigDecimal term = first(mean, dispersion);
    long last = (long) (count + 200 + 60 * Math.sqrt(mean * dispersion) + 60 * dispersion * 10);
    for (long k = 0; k <= last; k++) {
      if (k == count) {
        at = term;
      }
      if (k > count) {
        tail = tail.add(term, DIGITS);
      }
      cumulative = cumulative.add(term, DIGITS);
      term = term.multiply(ratio(mean, dispersion, k), DIGITS);
    }
    assertThat(cumulative.doubleValue()).isCloseTo(1, within(1e-9)); // the sum itself is whole

    // when, then
    CountDistribution counts = new CountDistribution(mean, dispersion);
    assertThat(counts.logProbability(count)).isCloseTo(log(at), within(1e-9));
    assertThat(counts.logAtLeast(count)).isCloseTo(log(tail.add(at)), within(1e-9));
    BigDecimal mid = tail.add(at.divide(BigDecimal.valueOf(2), DIGITS));
    assertThat(counts.logUpperMid(count)).isCloseTo(log(mid), within(1e-9));
  }

  /** P(X = 0): e^-mean, or dispersion^-size; both to 40 digits by repeated small powers. */
  private static BigDecimal first(double mean, double dispersion) {
    double exponent = dispersion == 1 ? mean : mean / (dispersion - 1) * Math.log(dispersion);
    BigDecimal x = new BigDecimal(-exponent / 1024);
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int n = 1; n < 60; n++) {
      term = term.multiply(x).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum.pow(1024, DIGITS);
  }

  private static BigDecimal ratio(double mean, double dispersion, long k) {
    BigDecimal next = BigDecimal.valueOf(k + 1);
    if (dispersion == 1) {
      return new BigDecimal(mean).divide(next, DIGITS);
    }
    BigDecimal size = new BigDecimal(mean).divide(new BigDecimal(dispersion - 1), DIGITS);
    BigDecimal failure = new BigDecimal(dispersion - 1).divide(new BigDecimal(dispersion), DIGITS);
    return size.add(BigDecimal.valueOf(k)).multiply(failure).divide(next, DIGITS);
  }

  private static double log(BigDecimal value) {
    int shift = value.precision() - value.scale();
    return Math.log(value.movePointLeft(shift).doubleValue()) + shift * Math.log(10);
  }

  @Test
  void poissonTailsAgreeWithAnotherImplementation() {
    for (double mean : new double[] {0.1, 1, 7.5, 80, 2500}) {
      PoissonDistribution reference = new PoissonDistribution(null, mean, 1e-15, 1_000_000);
      for (int count = 1; count < 2 * mean + 10; count += 1 + (int) mean / 10) {
        assertThat(Math.exp(new CountDistribution(mean, 1).logAtLeast(count)))
            .isCloseTo(1 - reference.cumulativeProbability(count - 1), within(1e-11));
      }
    }
  }

  @Test
  void aNegativeBinomialOfHardlyAnyExtraSpreadIsThePoisson() {
    for (long count : new long[] {0, 1, 50, 120, 400}) {
      assertThat(new CountDistribution(100, 1 + 2e-9).logUpperMid(count))
          .isCloseTo(new CountDistribution(100, 1).logUpperMid(count), within(2e-6));
    }
  }

  @Test
  void tailsFarBelowTheSmallestDoubleKeepTheirLogarithm() {
    assertThat(new CountDistribution(10, 1).logAtLeast(100_000))
        .isCloseTo(-821_050.712499713, within(1e-6)); // its first term is nearly all of it
    assertThat(Normal.logUpper(100)).isCloseTo(-5005.5242086942, within(1e-9));
  }

  @Test
  void normalTailsAndQuantilesAgreeWithAnotherImplementation() {
    NormalDistribution reference = new NormalDistribution(0, 1);
    for (double z = -6; z <= 6; z += 0.037) {
      assertThat(Normal.logUpper(z))
          .isCloseTo(Math.log(0.5 * Erf.erfc(z / Math.sqrt(2))), within(1e-9));
      double p = Normal.cumulative(z);
      assertThat(p).isCloseTo(reference.cumulativeProbability(z), within(1e-12));
      if (z < 5) { // above, p itself no longer knows z to nine digits
        assertThat(Normal.quantile(p)).isCloseTo(z, within(1e-9));
      }
    }
  }

  @ParameterizedTest(name = "qnorm({0}) is {1}")
  @CsvSource({
    "0.5, 0",
    "0.975, 1.959963984540054",
    "0.995, 2.575829303548901",
    "1e-10, -6.361340902404056",
    "1e-300, -37.04709629936119",
  })
  void normalQuantilesHaveTheirPublishedValues(double p, double z) {
    assertThat(Normal.quantile(p)).isCloseTo(z, within(1e-9));
  }

  @ParameterizedTest(name = "chi-square {0} on {1} degrees has p {2}")
  @CsvSource({
    "3.841458820694124, 1, 0.05",
    "5.991464547107979, 2, 0.05",
    "18.307038053275146, 10, 0.05",
    "1.386294361119891, 2, 0.5", // exponential: 2 log 2
  })
  void chiSquareTailsHaveTheirPublishedValues(double x, double degrees, double p) {
    assertThat(Math.exp(ChiSquare.logUpper(x, degrees))).isCloseTo(p, within(1e-9));
  }

  @ParameterizedTest(name = "mean {0}, dispersion {1} is refused")
  @CsvSource({"0, 1", "-1, 1", "NaN, 1", "1, 0.5", "1, NaN", "Infinity, 1", "1, Infinity"})
  void aCountDistributionNeedsAMeanAndASpread(double mean, double dispersion) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CountDistribution(mean, dispersion))
        .withMessageStartingWith("Cannot build count distribution: mean is " + mean);
  }
}
