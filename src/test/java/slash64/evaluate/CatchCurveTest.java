package slash64.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CatchCurveTest {
  private final CatchCurve curve = new CatchCurve();

  @Test
  void spamIsCaughtWorstFirstUntilTheGoodMailIsSpent() {
    curve.add(0.9, "a", 50, 0);
    curve.add(0.8, "b", 30, 2);
    curve.add(0.1, "c", 20, 98);
    assertThat(curve.caught(0)).isEqualTo(0.5);
    assertThat(curve.caught(0.01)).isEqualTo(0.65); // half of what ranks second
    assertThat(curve.caught(0.02)).isEqualTo(0.8);
    assertThat(curve.caught(1)).isEqualTo(1);
  }

  @Test
  void equalRanksAreTakenInRandomOrder() {
    curve.add(0.5, "a", 100, 0);
    curve.add(0.5, "b", 0, 100);
    assertThat(curve.caught(0.25)).isEqualTo(0.25);
    assertThat(curve.areaUnderCurve()).isEqualTo(0.5);
  }

  @Test
  void aProviderCanCountSeveralTimesOrNot() {
    curve.add(0.9, "a", 10, 0);
    curve.add(0.8, "b", 0, 10);
    curve.add(0.7, "a", 10, 10);
    assertThat(curve.caught(0.5, new int[] {1, 0})).isEqualTo(0.75);
    assertThat(curve.providers()).isEqualTo(2);
  }

  @Test
  void theAreaIsTheShareOfPairsInTheRightOrder() {
    SplittableRandom random = new SplittableRandom(5);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double[] row = {random.nextInt(20), random.nextInt(4), random.nextInt(4)};
      rows.add(row);
      curve.add(row[0], "p" + i, row[1], row[2]);
    }
    double right = 0;
    double pairs = 0;
    for (double[] spam : rows) {
      for (double[] ham : rows) {
        double weight = spam[1] * ham[2];
        pairs += weight;
        right += weight * (spam[0] > ham[0] ? 1 : spam[0] == ham[0] ? 0.5 : 0);
      }
    }
    assertThat(curve.areaUnderCurve()).isCloseTo(right / pairs, within(1e-12));
  }
}
