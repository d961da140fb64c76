package slash64.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import slash64.net.Prefix;

/**
 * Times the smallest table of a million labelled prefixes, and look-ups in it, on one thread.
 *
 * <p>{@code src/test/benchmark scoring}
 */
final class SmallestTableBenchmark {
  private static final int PREFIXES = 1_000_000;
  private static final int LOOKUPS = 10_000_000;

  private SmallestTableBenchmark() {}

  public static void main(String[] arguments) {
    Map<Prefix, Tier> full = world(PREFIXES);
    List<LabelledPrefix> labels = new ArrayList<>();
    full.forEach((prefix, tier) -> labels.add(new LabelledPrefix(prefix, tier)));
    for (int run = 0; run < 5; run++) {
      long start = System.nanoTime();
      List<LabelledPrefix> smallest = SmallestTable.of(labels);
      print(
          "%,d labelled prefixes to %,d entries in %.2f s", labels.size(), smallest.size(), start);
    }
    PolicyTable table = PolicyTable.of(RandomPolicies.entries(full));
    for (int run = 0; run < 3; run++) {
      SplittableRandom random = new SplittableRandom(run);
      long start = System.nanoTime();
      int harsh = 0;
      for (int i = 0; i < LOOKUPS; i++) {
        long site = (long) random.nextInt(2_000) << 32 | (long) random.nextInt(300) << 16;
        long high = 0x2001_0000_0000_0000L | site | random.nextInt(1 << 16);
        harsh += table.tier(high, random.nextLong()).compareTo(Tier.NEUTRAL) > 0 ? 1 : 0;
      }
      print("%,d look-ups, %,d harsh, in %.2f s", LOOKUPS, harsh, start);
    }
  }

  /** A tree as a night makes it: /48 in busy /32, /64 in them, some addresses; labels in clumps. */
  static Map<Prefix, Tier> world(int count) {
    SplittableRandom random = new SplittableRandom(4);
    Map<Prefix, Tier> labels = new TreeMap<>();
    while (labels.size() < count) {
      long network = 0x2001_0000_0000_0000L | (long) random.nextInt(2_000) << 32;
      long site = network | (long) random.nextInt(300) << 16;
      Tier clump = RandomPolicies.tier(random);
      int[] lengths = {32, 48, 56, 64, 64, 64, 64, 128};
      for (int i = 0; i < 20; i++) {
        Tier tier = random.nextInt(5) == 0 ? RandomPolicies.tier(random) : clump;
        labels.put(
            Prefix.of(
                site | random.nextInt(1 << 16),
                random.nextLong(),
                lengths[random.nextInt(lengths.length)]),
            tier);
      }
    }
    return labels;
  }

  private static void print(String format, int of, int result, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.println(format.formatted(of, result, seconds));
  }
}
