package slash64.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import slash64.net.Prefix;
import slash64.reputation.Evidence;
import slash64.reputation.NodeEvidence;
import slash64.reputation.Reputation;
import slash64.reputation.ReputationSettings;
import slash64.reputation.ScoredNode;
import slash64.reputation.SubtreeScorer;

/**
 * Times reputation and policy of a night over active /64 of two addresses each, one thread.
 *
 * <p>{@code src/test/benchmark scoring}
 */
final class NightBenchmark {
  private static final int DAY = 20_000;
  private static final int LINKS_PER_PROVIDER = 2_000;

  private NightBenchmark() {}

  public static void main(String[] arguments) {
    int links = Integer.parseInt(arguments[0]);
    SubtreeScorer scorer = new SubtreeScorer(ReputationSettings.DEFAULTS);
    SubtreePolicy decider = new SubtreePolicy(PolicySettings.DEFAULTS);
    LocalDate day = LocalDate.ofEpochDay(DAY);
    List<PolicyEntry> decided = new ArrayList<>();
    long scoring = 0;
    long deciding = 0;
    int nodes = 0;
    for (int provider = 0; provider < links / LINKS_PER_PROVIDER; provider++) {
      List<NodeEvidence> subtree = subtree(provider);
      nodes += subtree.size();
      long start = System.nanoTime();
      List<Reputation> reputations = scorer.score(subtree);
      long scored = System.nanoTime();
      List<ScoredNode> judged =
          IntStream.range(0, subtree.size())
              .mapToObj(i -> new ScoredNode(subtree.get(i), reputations.get(i)))
              .toList();
      decided.addAll(decider.decide(judged, prefix -> Tier.NEUTRAL, day));
      scoring += scored - start;
      deciding += System.nanoTime() - scored;
    }
    long start = System.nanoTime();
    NightPolicy night = NightPolicy.ofDecided(decided, PolicySettings.DEFAULTS, day);
    System.out.printf(
        "%,d nodes: scored in %.1f s, decided in %.1f s; %,d entries to %,d in %.1f s%n",
        nodes,
        scoring / 1e9,
        deciding / 1e9,
        night.full().size(),
        night.compact().size(),
        (System.nanoTime() - start) / 1e9);
  }

  private static List<NodeEvidence> subtree(int provider) {
    SplittableRandom random = new SplittableRandom(provider);
    Map<Prefix, double[]> masses = new TreeMap<>();
    long network = 0x2400_0000_0000_0000L | (long) provider << 32;
    for (int link = 0; link < LINKS_PER_PROVIDER; link++) {
      long high = network | (long) random.nextInt(60) << 16 | random.nextInt(1 << 16);
      boolean isBad = random.nextInt(10) < provider % 10;
      for (int host = 0; host < 2; host++) {
        long low = random.nextLong();
        double mass = 1 + random.nextInt(30);
        for (int length : new int[] {32, 48, 56, 64, 128}) {
          double[] sums =
              masses.computeIfAbsent(Prefix.of(high, low, length), prefix -> new double[2]);
          sums[isBad ? 0 : 1] += mass;
        }
      }
    }
    List<NodeEvidence> nodes = new ArrayList<>();
    masses.forEach(
        (prefix, sums) ->
            nodes.add(
                new NodeEvidence(
                    prefix,
                    new Evidence(0.9 * sums[0], 0.9 * sums[1], DAY - 1),
                    new Evidence(0.1 * sums[0], 0.1 * sums[1], DAY),
                    0)));
    return nodes;
  }
}
