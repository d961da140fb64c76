package slash64.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.stats.CountDistribution;

/** On days without events, p-values are spread evenly: the model promises what it keeps. */
class VolumeNullTest {

  private static final int PREFIXES = 2_000;
  private static final int TODAY = 20_000;

  @ParameterizedTest(name = "mean {0}, dispersion {1}, weekends at {2}: within {3} of uniform")
  @CsvSource(
      textBlock =
          """
          # mean, dispersion, weekend, distance
          0.3,    1,          1,       0.03
          2,      1,          1,       0.03
          20,     1,          1,       0.03
          20,     1,          0.2,     0.04
          20,     3,          1,       0.04
          20,     3,          0.2,     0.04
          400,    3,          0.2,     0.04
          400,    40,         1,       0.05
          5000,   200,        0.3,     0.05
          """)
  void pValuesAreUniform(double mean, double dispersion, double weekend, double distance) {
    double[] ps = ps(mean, dispersion, weekend);
    assertThat(kolmogorov(ps)).isLessThan(distance);
    // and in the tail that decides: no more than twice what it says, sampling error aside
    long small = Arrays.stream(ps).filter(p -> p < 0.001).count();
    assertThat(small).isLessThanOrEqualTo(8);
  }

  private static double[] ps(double mean, double dispersion, double weekend) {
    Random random = new Random(Double.hashCode(mean + dispersion + weekend));
    VolumeModel model = new VolumeModel();
    double[] ps = new double[PREFIXES];
    for (int i = 0; i < PREFIXES; i++) {
      int today = TODAY + i % 7;
      History history = History.EMPTY;
      for (int day = today - 70; day < today; day++) {
        history =
            history.plus(
                day, draw(mean, dispersion, weekend, day, random), false, false, Tenor.UNTOLD);
      }
      CountDistribution expected = model.fit(history, today, Surroundings.UNKNOWN).predictive();
      long count = draw(mean, dispersion, weekend, today, random);
      // Counts are steps: a point drawn within the step is uniform where the mid-p is its middle.
      ps[i] =
          Math.exp(expected.logAtLeast(count + 1))
              + random.nextDouble() * Math.exp(expected.logProbability(count));
    }
    return ps;
  }

  private static long draw(double mean, double dispersion, double weekend, int day, Random random) {
    return Counts.draw(day % 7 < 2 ? mean * weekend : mean, dispersion, random);
  }

  private static double kolmogorov(double[] ps) {
    Arrays.sort(ps);
    double distance = 0;
    for (int i = 0; i < ps.length; i++) {
      distance =
          Math.max(
              distance,
              Math.max(ps[i] - i / (double) ps.length, (i + 1) / (double) ps.length - ps[i]));
    }
    return distance;
  }
}
