package slash64.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import slash64.net.Prefix;

/**
 * Compares exact and Lagrangian plans, and times them, on one thread.
 *
 * <p>{@code src/test/benchmark scoring}
 */
final class BudgetBenchmark {
  private BudgetBenchmark() {}

  public static void main(String[] arguments) {
    for (int size : new int[] {100_000, 1_000_000}) {
      List<WeighedPrefix> world = world(size);
      for (int budget : new int[] {100, 1_000, 10_000}) {
        long start = System.nanoTime();
        BudgetPlan price = LagrangianBudget.plan(world, Worth.DEFAULT, budget);
        System.out.printf(
            "%,d prefixes, %,d entries: Lagrangian %.4f, gap %.5f %%, %.2f s%n",
            size,
            budget,
            price.worth(),
            100 * price.gap() / price.bound(),
            (System.nanoTime() - start) / 1e9);
        if (size <= 100_000) {
          start = System.nanoTime();
          BudgetPlan exact = ExactBudget.plan(world, Worth.DEFAULT, budget);
          System.out.printf(
              "%,d prefixes, %,d entries: exact      %.4f, Lagrangian short of it by %.5f %%, %.2f"
                  + " s%n",
              size,
              budget,
              exact.worth(),
              100 * (exact.worth() - price.worth()) / exact.worth(),
              (System.nanoTime() - start) / 1e9);
        }
      }
    }
  }

  /** The prefixes of the table benchmark, bad ones with spam by a power law, good ones with ham. */
  private static List<WeighedPrefix> world(int size) {
    SplittableRandom random = new SplittableRandom(17);
    List<WeighedPrefix> world = new ArrayList<>();
    for (var label : SmallestTableBenchmark.world(size).entrySet()) {
      Prefix prefix = label.getKey();
      double mass = Math.pow(1 - random.nextDouble(), -0.8);
      boolean isBad = label.getValue().compareTo(Tier.NEUTRAL) > 0;
      world.add(
          new WeighedPrefix(
              prefix, label.getValue(), isBad ? mass : 0.02 * mass, isBad ? 0 : mass, false));
    }
    return world;
  }
}
