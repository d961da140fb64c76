package slash64.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.testing.SharedSpark;
import slash64.testing.StepCosts;

/** What a night costs the driver and the disks does not grow faster than the mail. */
@Tag("long")
final class NightCostTest {
  private static final long TIMES = 8;
  private static final long SMALL = 400_000;

  /** What a task tells the driver of itself: metrics of its operators, statistics of its file. */
  private static final int TELLING = 64 << 10;

  @TempDir private static Path folder;

  private static MeasuredNights.Measured small;
  private static MeasuredNights.Measured large;

  @BeforeAll
  static void nightsAreDone() throws Exception {
    List<MeasuredNights.Measured> nights =
        MeasuredNights.run(SharedSpark.session(), folder, List.of(SMALL, SMALL, TIMES * SMALL));
    small = nights.get(1); // the first night has no past, and makes the tables
    large = nights.get(2);
  }

  @Test
  void eightTimesTheMailBringsNoMoreToTheDriver() {
    assertThat(large.messages()).isGreaterThan(7 * small.messages());
    assertThat(large.prefixes()).isGreaterThan(5 * small.prefixes());
    for (Map.Entry<String, StepCosts.Cost> step : large.bySteps().entrySet()) {
      StepCosts.Cost before = small.bySteps().get(step.getKey());
      assertThat(step.getValue().toDriver())
          .as(step.getKey())
          .isLessThan(2 * before.toDriver() + TELLING);
    }
  }

  @Test
  void eightTimesTheMailTakesAsManyJobs() {
    long tenth = jobs(small) / 10; // an empty part of a plan is left out while it runs

    assertThat(jobs(large)).isBetween(jobs(small) - tenth, jobs(small) + tenth);
  }

  @Test
  void whatIsReadAndWrittenGrowsNoFasterThanTheMail() {
    assertThat(large.bySteps().keySet()).isEqualTo(small.bySteps().keySet());
    for (Map.Entry<String, StepCosts.Cost> step : large.bySteps().entrySet()) {
      StepCosts.Cost before = small.bySteps().get(step.getKey());
      StepCosts.Cost after = step.getValue();
      assertThat(after.shuffled())
          .as(step.getKey())
          .isLessThan(TIMES * before.shuffled() + TELLING);
      assertThat(after.written()).as(step.getKey()).isLessThan(TIMES * before.written() + TELLING);
    }
  }

  @Test
  void rawLinesAreNotShuffled() {
    assertThat(large.bySteps().get("Reading archives").shuffled())
        .isLessThan(large.textBytes() / 10);
  }

  private static long jobs(MeasuredNights.Measured night) {
    return night.bySteps().values().stream().mapToLong(StepCosts.Cost::jobs).sum();
  }
}
