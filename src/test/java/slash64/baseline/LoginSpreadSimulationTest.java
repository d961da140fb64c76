package slash64.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often innocents are told, and how soon thieves. A delegation that moves stays within one
 * network of its operator, and so counts for nothing here.
 */
class LoginSpreadSimulationTest {
  private static final int NIGHTS = 42;
  private static final int VICTIMS = 500;
  private static final int BEFORE = 21;

  /** What innocents do. */
  enum Innocent {
    /** Home, office and a phone; every second week a few days elsewhere. */
    STEADY,
    /** One to four operators a day out of those of a country, IPv4 and IPv6. */
    ROAMING,
    /** A salesman abroad: up to six operators a day, a new country each week. */
    TRAVELLING,
    /** A role account of twenty networks every day, some of them others than the day before. */
    SHARED,
    /** The same in sixty networks, and half as many at weekends. */
    LARGE_SHARED,
    /** Nothing for weeks, and then like any. */
    NEWCOMER,
    /** A role account that is new. */
    SHARED_NEWCOMER,
    /** A newsletter tool in some clouds, twice a week, beside an office. */
    NEWSLETTER,
  }

  @ParameterizedTest(name = "{0}: none of {1} logins is told in six weeks")
  @CsvSource({
    "STEADY, 20000",
    "ROAMING, 20000",
    "TRAVELLING, 20000",
    "SHARED, 5000",
    "LARGE_SHARED, 2000",
    "NEWCOMER, 20000",
    "SHARED_NEWCOMER, 5000",
    "NEWSLETTER, 5000",
  })
  void innocentsAreLeftAlone(Innocent kind, int logins) {
    Random random = new Random(64);
    long told = 0;
    for (int login = 0; login < logins; login++) {
      LoginSpreadWorld world = new LoginSpreadWorld(random);
      told += world.plus(NIGHTS, habit(kind, world, random)).opened();
    }
    assertThat(told).isZero();
  }

  @ParameterizedTest(name = "{0}, thief in {1} networks: {2} told on the first night")
  @CsvSource({
    "STEADY, 20, 0.8",
    "STEADY, 50, 1",
    "STEADY, 500, 1",
    "ROAMING, 50, 1",
    "ROAMING, 500, 1",
    "TRAVELLING, 50, 1",
    "TRAVELLING, 500, 1",
    "SHARED, 100, 1",
    "SHARED, 500, 1",
    "NEWSLETTER, 50, 0.9",
    "NEWSLETTER, 500, 1",
    "NEWCOMER, 50, 1",
    "NEWCOMER, 500, 1",
  })
  void thievesAreToldOnceAndUntilTheyAreGone(Innocent victim, int networks, double least) {
    Random random = new Random(65);
    int first = 0;
    int stayed = 0;
    for (int i = 0; i < VICTIMS; i++) {
      LoginSpreadWorld world = new LoginSpreadWorld(random);
      IntFunction<Set<Integer>> habit = habit(victim, world, random);
      world.plus(BEFORE, habit).plus(3, robbed(habit, world, networks));
      first += world.alerts(BEFORE).get(0).isPresent() ? 1 : 0;
      stayed += world.opened() == 1 && world.alerts(BEFORE).get(2).isPresent() ? 1 : 0;
    }
    assertThat(first).isGreaterThanOrEqualTo((int) (least * VICTIMS));
    assertThat(stayed).isGreaterThanOrEqualTo((int) (least * VICTIMS));
  }

  /** He begins with two networks, and has {@code growth} times as many each day. */
  @ParameterizedTest(name = "{0} times as many each day: told with {1} networks at most")
  @CsvSource({"1.5, 77", "2, 64", "3, 54"})
  void aThiefWhoBeginsSlowlyIsTold(double growth, int most) {
    Random random = new Random(66);
    for (int i = 0; i < VICTIMS; i++) {
      LoginSpreadWorld world = new LoginSpreadWorld(random);
      IntFunction<Set<Integer>> habit = habit(Innocent.STEADY, world, random);
      world.plus(BEFORE, habit);
      int networks = 0;
      for (int day = 0; world.opened() == 0; day++) {
        networks = (int) Math.round(2 * Math.pow(growth, day));
        world.plus(1, robbed(habit, world, networks));
      }
      assertThat(networks).isLessThanOrEqualTo(most);
    }
  }

  private static IntFunction<Set<Integer>> robbed(
      IntFunction<Set<Integer>> habit, LoginSpreadWorld world, int networks) {
    return day -> {
      Set<Integer> all = new HashSet<>(habit.apply(day));
      all.addAll(world.strangers(networks));
      return all;
    };
  }

  private static IntFunction<Set<Integer>> habit(
      Innocent kind, LoginSpreadWorld world, Random random) {
    int start = random.nextInt(14);
    return switch (kind) {
      case STEADY ->
          day -> {
            Set<Integer> networks = world.drawn(world.poisson(2), 3, 0);
            if ((day + start) % 14 < 3) {
              networks.addAll(world.drawn(world.poisson(1.5), 4, 100 * (1 + (day + start) / 14)));
            }
            return networks;
          };
      case ROAMING -> day -> world.drawn(1 + random.nextInt(4), 30, 0);
      case TRAVELLING ->
          day -> world.drawn(1 + random.nextInt(6), 12, 100 * (1 + (day + start) / 7));
      case SHARED -> day -> world.drawn(20, 60, 0);
      case LARGE_SHARED -> day -> world.drawn((day + start) % 7 < 5 ? 60 : 30, 200, 0);
      case NEWCOMER ->
          day -> day < 20 + start ? Set.of() : world.drawn(1 + random.nextInt(4), 8, 0);
      case SHARED_NEWCOMER -> day -> day < 20 + start ? Set.of() : world.drawn(20, 60, 0);
      case NEWSLETTER ->
          day -> {
            Set<Integer> networks = world.drawn(2, 2, 0);
            if ((day + start) % 7 == 2 || (day + start) % 7 == 4) {
              networks.addAll(world.drawn(2 + random.nextInt(9), 25, 1000));
            }
            return networks;
          };
    };
  }
}
