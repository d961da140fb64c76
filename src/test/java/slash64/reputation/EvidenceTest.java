package slash64.reputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {
  private static final Decay DECAY = new Decay(10, 5, 30);

  @ParameterizedTest(name = "after {0} days {1} spam and {2} ham are left of 8 and 8")
  @CsvSource({"0, 8, 8", "5, 5.65685424949238, 4", "10, 4, 2", "30, 1, 0.125"})
  void eachKindHalvesOncePerItsHalfLife(int days, double spam, double ham) {
    Evidence faded = DECAY.at(new Evidence(8, 8, 100), 100 + days);
    assertThat(faded.spam()).isCloseTo(spam, within(1e-12));
    assertThat(faded.ham()).isCloseTo(ham, within(1e-12));
    assertThat(faded.day()).isEqualTo(100 + days);
  }

  @Test
  void fadingInOneGoOrDayByDayIsTheSame() {
    Evidence daily = new Evidence(123, 45, 0);
    for (int day = 1; day <= 40; day++) {
      daily = DECAY.at(daily, day);
    }
    Evidence atOnce = DECAY.at(new Evidence(123, 45, 0), 40);
    assertThat(daily.spam()).isCloseTo(atOnce.spam(), within(1e-9));
    assertThat(daily.ham()).isCloseTo(atOnce.ham(), within(1e-9));
  }

  @Test
  void whatIsOutOfRangeIsRefusedByName() {
    assertThatThrownBy(() -> new Evidence(-1, 0, 3))
        .hasMessage(
            "Cannot build evidence of day 3: spam is -1.0, ham is 0.0, former is 0.0, days are 1.0 (need finite masses >= 0, days > 0)");
    assertThatThrownBy(() -> new Decay(0, 10, 30))
        .hasMessage(
            "Cannot build decay: half-lives are 0.0, 10.0 and 30.0 days (need finite days > 0)");
    assertThatThrownBy(() -> DECAY.at(Evidence.none(10), 9))
        .hasMessage(
            "Cannot decay evidence of day 10 back to day 9: a night sees nothing later than"
                + " itself");
  }
}
