package slash64.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import slash64.net.Prefix;

class BudgetTest {
  private static final Worth WORTH = new Worth(3, 0.3, 0.6, 0.1);

  @Test
  void aWideEntryWithAnExceptionBeatsManyNarrowOnes() {
    List<WeighedPrefix> world = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      boolean isGood = i == 5;
      world.add(
          weighed(
              "2001:db8:%x000::/36".formatted(i),
              isGood ? Tier.NEUTRAL : Tier.REJECT,
              isGood ? 0 : 10,
              isGood ? 20 : 0));
    }
    assertThat(ExactBudget.plan(world, WORTH, 2).entries())
        .extracting(LabelledPrefix::toString)
        .containsExactly(
            "LabelledPrefix[prefix=2001:db8::/32, tier=REJECT]",
            "LabelledPrefix[prefix=2001:db8:5000::/36, tier=NEUTRAL]");
    assertThat(ExactBudget.plan(world, WORTH, 2).worth()).isEqualTo(150);
    assertThat(ExactBudget.plan(world, WORTH, 1).worth()).isEqualTo(90);
    assertThat(ExactBudget.plan(world, WORTH, 0).entries()).isEmpty();
  }

  private static WeighedPrefix weighed(String prefix, Tier tier, double spam, double ham) {
    return new WeighedPrefix(Prefix.parse(prefix), tier, spam, ham, false);
  }

  @Test
  void theOperatorsEntriesStandWhateverTheyAreWorthAndTooSmallABudgetIsRefused() {
    List<WeighedPrefix> world =
        List.of(
            weighed("2001:db8::/32", Tier.REJECT, 1_000, 0),
            new WeighedPrefix(Prefix.parse("2001:db8:1::/48"), Tier.TRUSTED, 500, 0, true),
            new WeighedPrefix(Prefix.parse("192.0.2.0/24"), Tier.REJECT, 0, 500, true));
    assertThat(ExactBudget.plan(world, WORTH, 2).entries())
        .extracting(entry -> entry.prefix() + " " + entry.tier().word())
        .containsExactly("192.0.2.0/24 reject", "2001:db8:1::/48 trusted");
    assertThat(ExactBudget.plan(world, WORTH, 3).entries()).hasSize(3);
    assertThatThrownBy(() -> ExactBudget.plan(world, WORTH, 1))
        .hasMessage(
            "Cannot plan a table of 1 entries: the operator's lists alone have 2; raise the"
                + " budget");
  }

  @Test
  void noEntryIsInventedWiderThanAProviderOrAcrossFamilies() {
    List<WeighedPrefix> world = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      world.add(weighed("2001:%x::/32".formatted(0xd00 + i), Tier.REJECT, 10, 0));
      world.add(weighed("%d.0.0.0/24".formatted(16 + i), Tier.REJECT, 10, 0));
    }
    assertThat(ExactBudget.plan(world, WORTH, 16).entries()).hasSize(16);
    assertThat(ExactBudget.plan(world, WORTH, 4).worth()).isEqualTo(40);
  }

  @Test
  void thePlanIsTheOptimumOfAllTablesOnSmallTreesAndTheCurveNeverFalls() {
    SplittableRandom random = new SplittableRandom(12);
    for (int round = 0; round < 1_500; round++) {
      List<WeighedPrefix> world = world(random, 1 + random.nextInt(6), 40);
      double before = Double.NEGATIVE_INFINITY;
      double[] best = bestOfAllTables(world);
      for (int budget = 0; budget < best.length; budget++) {
        BudgetPlan plan = ExactBudget.plan(world, WORTH, budget);
        assertThat(plan.worth())
            .as("%s, budget %d", world, budget)
            .isCloseTo(best[budget], within(1e-9));
        assertThat(plan.entries()).hasSizeLessThanOrEqualTo(budget);
        assertThat(worthOf(plan.entries(), world)).isCloseTo(plan.worth(), within(1e-9));
        assertThat(plan.worth()).isGreaterThanOrEqualTo(before);
        before = plan.worth();
      }
    }
  }

  @Test
  void thePlanDoesNotDependOnTheOrderOfInput() {
    SplittableRandom random = new SplittableRandom(13);
    for (int round = 0; round < 200; round++) {
      List<WeighedPrefix> world = world(random, 30, 64);
      BudgetPlan plan = ExactBudget.plan(world, WORTH, 5);
      Collections.shuffle(world, new Random(round));
      assertThat(ExactBudget.plan(world, WORTH, 5)).isEqualTo(plan);
    }
  }

  @Test
  void unlimitedEntriesAreWorthAsMuchAsTheBestAnswerForEveryPrefix() {
    SplittableRandom random = new SplittableRandom(14);
    for (int round = 0; round < 200; round++) {
      List<WeighedPrefix> world = world(random, 50, 64);
      double best = 0;
      for (WeighedPrefix prefix : world) {
        double most = Double.NEGATIVE_INFINITY;
        for (Tier tier : Tier.values()) {
          most = Math.max(most, WORTH.of(prefix, tier));
        }
        best += most;
      }
      assertThat(ExactBudget.plan(world, WORTH, 200).worth()).isCloseTo(best, within(1e-6));
    }
  }

  @Test
  void thePriceFindsTablesWithinTheirStatedGapOfTheOptimum() {
    SplittableRandom random = new SplittableRandom(15);
    for (int round = 0; round < 300; round++) {
      List<WeighedPrefix> world = world(random, 1 + random.nextInt(60), 64);
      for (int budget : new int[] {0, 1, 3, 10, 100}) {
        double best = ExactBudget.plan(world, WORTH, budget).worth();
        BudgetPlan plan = LagrangianBudget.plan(world, WORTH, budget);
        assertThat(plan.entries()).hasSizeLessThanOrEqualTo(budget).isSorted();
        assertThat(worthOf(plan.entries(), world)).isCloseTo(plan.worth(), within(1e-9));
        assertThat(plan.worth()).isLessThanOrEqualTo(best + 1e-9);
        assertThat(plan.bound()).isGreaterThanOrEqualTo(best - 1e-9);
        assertThat(plan.gap()).isCloseTo(plan.bound() - plan.worth(), within(1e-12));
      }
    }
  }

  @Test
  void thePriceIsNearlyExactOnManyPrefixes() {
    List<WeighedPrefix> world = world(new SplittableRandom(16), 3_000, 128);
    for (int budget : new int[] {100, 1_000}) {
      double best = ExactBudget.plan(world, WORTH, budget).worth();
      BudgetPlan plan = LagrangianBudget.plan(world, WORTH, budget);
      assertThat(plan.worth()).isGreaterThan(0.999 * best);
      assertThat(plan.gap()).isLessThan(0.001 * best);
    }
  }

  @Test
  void theOperatorsEntriesStandAtAnyPrice() {
    List<WeighedPrefix> world =
        List.of(
            weighed("2001:db8::/32", Tier.REJECT, 1_000, 0),
            new WeighedPrefix(Prefix.parse("2001:db8:1::/48"), Tier.TRUSTED, 500, 0, true));
    assertThat(LagrangianBudget.plan(world, WORTH, 1).entries())
        .extracting(entry -> entry.prefix() + " " + entry.tier().word())
        .containsExactly("2001:db8:1::/48 trusted");
  }

  static List<WeighedPrefix> world(SplittableRandom random, int count, int longest) {
    Map<Prefix, WeighedPrefix> world = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      int length = 32 + random.nextInt(longest - 31);
      Prefix prefix =
          Prefix.of(
              0x2001_0db8_0000_0000L | (random.nextLong() & 0xffff_ffffL),
              random.nextLong(),
              length);
      world.put(
          prefix,
          new WeighedPrefix(
              prefix, RandomPolicies.tier(random), random.nextInt(20), random.nextInt(8), false));
    }
    return new ArrayList<>(world.values());
  }

  /** What a table is worth, by asking it about every prefix's own mail. */
  private static double worthOf(List<LabelledPrefix> table, List<WeighedPrefix> world) {
    double worth = 0;
    for (WeighedPrefix prefix : world) {
      LabelledPrefix longest = null;
      for (LabelledPrefix entry : table) {
        if (entry.prefix().contains(prefix.prefix())
            && (longest == null || entry.prefix().length() > longest.prefix().length())) {
          longest = entry;
        }
      }
      worth += WORTH.of(prefix, longest == null ? Tier.NEUTRAL : longest.tier());
    }
    return worth;
  }

  /**
   * Tries every set of prefixes that can matter and every tier for each: those that hold the same
   * weighed prefixes are tried once. Returns the most by number of entries, 0 to 3.
   */
  private static double[] bestOfAllTables(List<WeighedPrefix> world) {
    Map<List<WeighedPrefix>, Prefix> places = new HashMap<>();
    for (WeighedPrefix prefix : world) {
      for (int length = 32; length <= prefix.prefix().length(); length++) {
        Prefix place = prefix.prefix().ancestor(length);
        places.put(world.stream().filter(p -> place.contains(p.prefix())).toList(), place);
      }
    }
    List<Prefix> candidates = new ArrayList<>(places.values());
    Collections.sort(candidates);
    double[] best = new double[4];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    tryAll(candidates, 0, new ArrayList<>(), world, best);
    for (int k = 1; k < best.length; k++) {
      best[k] = Math.max(best[k], best[k - 1]);
    }
    return best;
  }

  private static void tryAll(
      List<Prefix> candidates,
      int from,
      List<LabelledPrefix> table,
      List<WeighedPrefix> world,
      double[] best) {
    best[table.size()] = Math.max(best[table.size()], worthOf(table, world));
    for (int i = from; i < candidates.size() && table.size() + 1 < best.length; i++) {
      for (Tier tier : Tier.values()) {
        table.add(new LabelledPrefix(candidates.get(i), tier));
        tryAll(candidates, i + 1, table, world, best);
        table.remove(table.size() - 1);
      }
    }
  }
}
