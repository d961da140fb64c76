package slash64.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a model keeps from one prefix to the next: nothing. */
class VolumeModelTest {
  private static final int TODAY = 20_000;

  @Test
  void aPastTooShortForAFitHasNothingUsualWhateverWasFittedBefore() {
    VolumeModel model = new VolumeModel();
    assertThat(model.fit(past(56), TODAY, Surroundings.UNKNOWN)).isNotNull();
    assertThat(model.usual(TODAY)).isBetween(90.0, 110.0);

    assertThat(model.fit(past(3), TODAY, Surroundings.UNKNOWN)).isNull();
    assertThat(model.usual(TODAY)).isZero();
  }

  private static History past(int days) {
    History history = History.EMPTY;
    for (int day = TODAY - days; day < TODAY; day++) {
      history = history.plus(day, 100, false, false, Tenor.UNTOLD);
    }
    return history;
  }
}
