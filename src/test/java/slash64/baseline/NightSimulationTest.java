package slash64.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Nights of a small world with a known truth: weekly and monthly mailers, growing and sparse
 * senders, forwarders and newcomers, first undisturbed, then attacked.
 */
class NightSimulationTest {

  private static final int WARM_UP = 64;
  private static final int ATTACK = WARM_UP + 6;
  private static final int END = ATTACK + 8;

  private static final World WORLD = new World(170, World.START + WARM_UP - 30, 7);
  private static final List<Alert> UNDISTURBED = new ArrayList<>();
  private static final Map<World.Truth, Integer> FIRST_NIGHT = new HashMap<>();
  private static final Map<World.Truth, Set<String>> ALERTS = new HashMap<>();
  private static final List<Alert> FALSE = new ArrayList<>();
  private static long undisturbedDays;

  @BeforeAll
  static void nightsPass() {
    long warm = 0;
    for (int night = 0; night < ATTACK; night++) {
      List<Alert> alerts = WORLD.night(World.START + night);
      if (night == WARM_UP - 1) {
        warm = WORLD.prefixDays;
      }
      if (night >= WARM_UP) {
        UNDISTURBED.addAll(alerts);
      }
    }
    undisturbedDays = WORLD.prefixDays - warm;
    for (int i = 0; i < 4; i++) {
      WORLD.inject(AlertKind.VOLUME, World.START + ATTACK + i, 2, 5 + 7 * i);
      WORLD.inject(AlertKind.CONTENT, World.START + ATTACK + i, 2, 1);
    }
    WORLD.inject(AlertKind.ROTATION, World.START + ATTACK, 2, 80);
    WORLD.inject(AlertKind.ROTATION, World.START + ATTACK + 1, 2, 200);
    WORLD.inject(AlertKind.SNOWSHOE, World.START + ATTACK + 2, 2, 1);
    for (int night = ATTACK; night < END; night++) {
      attribute(World.START + night, WORLD.night(World.START + night));
    }
  }

  private static void attribute(int day, List<Alert> alerts) {
    for (Alert alert : alerts) {
      boolean isTrue = false;
      for (World.Truth truth : WORLD.truths) {
        if (day >= truth.from() && day <= truth.to() + 3 && truth.touches(alert.prefix())) {
          isTrue = true;
          FIRST_NIGHT.putIfAbsent(truth, day - truth.from());
          ALERTS
              .computeIfAbsent(truth, key -> new HashSet<>())
              .add(alert.prefix() + " since " + alert.since());
        }
      }
      if (!isTrue && alert.isNew()) {
        FALSE.add(alert);
      }
    }
  }

  @Test
  void undisturbedNightsAreQuiet() {
    assertThat(undisturbedDays).isGreaterThan(1_000);
    assertThat(UNDISTURBED).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void everyEventIsFoundOnItsFirstNight() {
    assertThat(WORLD.truths).allSatisfy(truth -> assertThat(FIRST_NIGHT).containsEntry(truth, 0));
  }

  @Test
  void everyEventIsReportedOnceAndStaysThatAlert() {
    int alerts = ALERTS.values().stream().mapToInt(Set::size).sum();
    assertThat(alerts / (double) ALERTS.size()).isLessThanOrEqualTo(1.2);
  }

  @Test
  void theInnocentAreLeftAloneWhileOthersAttack() {
    assertThat(FALSE).hasSizeLessThanOrEqualTo(1);
  }
}
