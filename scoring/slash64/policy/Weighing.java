package slash64.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import slash64.net.Prefix;
import slash64.reputation.Evidence;
import slash64.reputation.ScoredNode;

/** What every prefix sends a day without those inside it, with the full policy's answer to it. */
final class Weighing {
  private final GoodMail goodMail;
  private final List<ScoredNode> nodes;
  private final double[] spamInside;
  private final double[] hamInside;
  private final double[] goesOnInside;

  private Weighing(PolicySettings settings, List<ScoredNode> sorted) {
    goodMail = new GoodMail(settings.reputation().decay(), settings.forgiven());
    nodes = sorted;
    spamInside = new double[sorted.size()];
    hamInside = new double[sorted.size()];
    goesOnInside = new double[sorted.size()];
    int[] parents = SubtreeJudge.parents(sorted);
    for (int i = 0; i < parents.length; i++) {
      if (parents[i] >= 0) {
        Evidence evidence = sorted.get(i).reputation().carry();
        goesOnInside[parents[i]] += sorted.get(i).reputation().goesOn();
        spamInside[parents[i]] += evidence.spam();
        hamInside[parents[i]] += evidence.ham();
      }
    }
  }

  /**
   * Weighs all prefixes of a night. The operator's entries are fixed.
   *
   * @param sorted scored prefixes in tree order
   * @param full the full policy of the same night
   */
  static List<WeighedPrefix> of(
      List<ScoredNode> sorted, Collection<PolicyEntry> full, PolicySettings settings) {
    Weighing weighing = new Weighing(settings, sorted);
    PolicyTable table = PolicyTable.of(full);
    PrefixIndex ruled =
        PrefixIndex.ofSorted(settings.rules().stream().map(OperatorRule::prefix).sorted().toList());
    List<WeighedPrefix> weighed = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      Prefix prefix = sorted.get(i).evidence().prefix();
      if (ruled.find(prefix) == PrefixIndex.NONE) {
        weighed.add(weighing.weighed(i, answer(table, prefix)));
      }
    }
    for (PolicyEntry entry : full) {
      if (ruled.find(entry.prefix()) != PrefixIndex.NONE) {
        weighed.add(new WeighedPrefix(entry.prefix(), entry.tier(), 0, 0, true));
      }
    }
    return weighed;
  }

  private static Tier answer(PolicyTable table, Prefix prefix) {
    return table.covering(prefix).map(PolicyEntry::tier).orElse(Tier.NEUTRAL);
  }

  private WeighedPrefix weighed(int position, Tier tier) {
    ScoredNode node = nodes.get(position);
    Evidence all = node.reputation().carry();
    Evidence own =
        new Evidence(
            Math.max(0, all.spam() - spamInside[position]),
            Math.max(0, all.ham() - hamInside[position]),
            all.day());
    double unseen =
        node.evidence().prefix().length() == 128
            ? 0
            : goodMail.perDay(Evidence.none(all.day())) * (1 - node.reputation().mean());
    return new WeighedPrefix(
        node.evidence().prefix(),
        tier,
        goodMail.volume(new Evidence(own.spam(), 0, own.day())),
        Math.max(goodMail.expected(own), node.reputation().goesOn() - goesOnInside[position])
            + unseen,
        false);
  }
}
