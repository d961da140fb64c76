package slash64.reputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetaDistributionTest {

  @ParameterizedTest(name = "Beta({0}, {1}) up to {2} holds {3}")
  @CsvSource(
      textBlock =
          """
          # closed forms: uniform, x^2, 1 - (1 - x)^3, arcsine law at 1/4 and 1/2, symmetry
          1,   1,   0.3,   0.3
          2,   1,   0.3,   0.09
          1,   3,   0.2,   0.488
          0.5, 0.5, 0.25,  0.333333333333333
          0.5, 0.5, 0.5,   0.5
          7,   7,   0.5,   0.5
          # binomial tails: P(X >= 2 | 4, 1/2) = 11/16, P(X >= 5 | 9, 1/2) = 1/2
          2,   3,   0.5,   0.6875
          5,   5,   0.5,   0.5
          """)
  void closedFormsAreMet(double a, double b, double x, double probability) {
    assertThat(new BetaDistribution(a, b).cumulative(x)).isCloseTo(probability, within(1e-13));
  }

  @ParameterizedTest(name = "{2} of F({0}, {1}) degrees of freedom lies below {3}")
  @CsvSource(
      textBlock =
          """
          # upper 5 % points of the F distribution, as in every statistician's tables
          1,   1,  0.95, 161.4
          1,  10,  0.95,   4.96
          5,  10,  0.95,   3.33
          10,  5,  0.95,   4.74
          20, 60,  0.95,   1.75
          """)
  void quantilesAgreeWithPublishedTablesOfF(double m, double n, double probability, double point) {
    double share = new BetaDistribution(m / 2, n / 2).quantile(probability);
    assertThat(n * share / (m * (1 - share))).isCloseTo(point, within(point < 100 ? 0.005 : 0.05));
  }

  @Test
  void theDistributionFunctionAgreesWithAnIndependentImplementation() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 20_000; i++) {
      double a = Math.pow(10, random.nextDouble() * 6 - 2);
      double b = Math.pow(10, random.nextDouble() * 6 - 2);
      double middle = a / (a + b);
      double spread = Math.sqrt(middle * (1 - middle) / (a + b + 1));
      double x =
          random.nextBoolean()
              ? random.nextDouble()
              : middle + spread * (random.nextDouble() * 6 - 3);
      double clamped = Math.min(1, Math.max(0, x));
      assertThat(new BetaDistribution(a, b).cumulative(clamped))
          .as("a %s, b %s, x %s", a, b, clamped)
          .isCloseTo(Beta.regularizedBeta(clamped, a, b, 1e-15, 200_000), within(1e-10));
    }
  }

  @Test
  void logarithmsOfGammaAndBetaAgreeWithAnIndependentImplementation() {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 20_000; i++) {
      double a = Math.pow(10, random.nextDouble() * 9 - 3);
      double b = Math.pow(10, random.nextDouble() * 9 - 3);
      double gamma = Gamma.logGamma(a);
      assertThat(GammaFunction.log(a))
          .isCloseTo(gamma, within(2e-13 * Math.max(1, Math.abs(gamma))));
      double beta = Beta.logBeta(a, b);
      assertThat(GammaFunction.logBeta(a, b))
          .as("a %s, b %s", a, b)
          .isCloseTo(beta, within(1e-12 * Math.max(1, Math.abs(beta))));
    }
  }

  @Test
  void aQuantileGivenBackHoldsItsProbability() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 5_000; i++) {
      BetaDistribution beta =
          new BetaDistribution(
              Math.pow(10, random.nextDouble() * 6 - 1), Math.pow(10, random.nextDouble() * 6 - 1));
      double probability = random.nextDouble();
      double x = beta.quantile(probability);
      if (x > 1e-6 && x < 1 - 1e-6) { // nearer to the ends one step of a double is a leap
        assertThat(beta.cumulative(x))
            .as("%s at %s", beta, probability)
            .isCloseTo(probability, within(1e-5));
      }
      assertThat(x).isBetween(0.0, 1.0);
    }
  }

  @Test
  void parametersAndProbabilitiesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new BetaDistribution(0, 1))
        .hasMessage(
            "Cannot build beta distribution: a is 0.0, b is 1.0 (need finite a > 0, b > 0)");
    assertThatThrownBy(() -> new BetaDistribution(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BetaDistribution(1, 1).quantile(1.5))
        .hasMessage("Cannot take quantile: probability is 1.5 (need 0 to 1)");
  }
}
