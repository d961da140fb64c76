package slash64.evaluate.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import slash64.baseline.AlertKind;

/**
 * A small world through its nights: the whole of {@code evaluate alerts} at a tenth of its size.
 * The figures of the README are those of the command; here they are floors.
 */
class AlertEvaluationTest {
  private static final AlertFigures FIGURES = new AlertEvaluation(300, 63, 10, 0.08).world(1);

  @ParameterizedTest(name = "{0}: nine of ten by the second night, one alert each")
  @EnumSource(Injected.Kind.class)
  void eventsAreFoundSoonAndReportedOnce(Injected.Kind kind) {
    assertThat(FIGURES.foundBy(kind, 1)).isGreaterThanOrEqualTo(0.85);
    assertThat(FIGURES.alertsPerEvent(kind)).isBetween(1.0, 1.2);
  }

  @Test
  void hardlyAnythingElseIsReported() {
    assertThat(FIGURES.prefixDays()).isGreaterThan(5_000);
    assertThat(FIGURES.falsePerThousand(AlertKind.values())).isLessThan(1);
  }

  @Test
  void spikesAreFoundInTheFirstMonthToo() {
    AlertFigures young = new AlertEvaluation(600, 14, 18, 0.2).world(1);
    assertThat(young.foundBy(Injected.Kind.VOLUME, 1)).isGreaterThanOrEqualTo(0.75);
    assertThat(young.falsePerThousand(AlertKind.values())).isLessThan(1);
  }

  @Test
  void theSameSeedGivesTheSameFigures() {
    AlertEvaluation tiny = new AlertEvaluation(40, 20, 6, 0.02);
    assertThat(tiny.world(3).figures()).isEqualTo(tiny.world(3).figures());
  }
}
