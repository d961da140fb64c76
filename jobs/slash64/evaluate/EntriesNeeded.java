package slash64.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slash64.net.Prefix;
import slash64.policy.LabelledPrefix;
import slash64.policy.PolicyEntry;
import slash64.policy.PolicyTable;
import slash64.policy.SmallestTable;
import slash64.policy.Tier;
import slash64.synth.ClientDay;

/** How many entries it takes to catch as much spam: our policy beside a list of /64. */
final class EntriesNeeded {
  private double ours;
  private double oneTier;
  private double list;
  private double unreached;
  private int nights;

  /** Compares one night: entries are taken in the order of what is known, worst first. */
  void add(List<ClientDay> mail, Hierarchy hierarchy, FixedLengthList links) {
    List<PolicyEntry> policy = hierarchy.policy().compact();
    PolicyTable table = PolicyTable.of(policy);
    double goal = 0;
    Map<Prefix, double[]> byLink = new HashMap<>();
    for (ClientDay client : mail) {
      if (table.tier(client.high(), client.low()).compareTo(Tier.THROTTLE) >= 0) {
        goal += client.spam();
      }
      byLink.computeIfAbsent(links.masses().prefix(client), p -> new double[1])[0] += client.spam();
    }
    List<Map.Entry<Prefix, Double>> ranked = new ArrayList<>();
    links.masses().forEach((p, mass) -> ranked.add(Map.entry(p, FixedLengthList.share(mass))));
    ranked.sort(Map.Entry.<Prefix, Double>comparingByValue().reversed());
    double caught = 0;
    int entries = 0;
    while (entries < ranked.size() && caught < goal) {
      double[] spam = byLink.get(ranked.get(entries++).getKey());
      caught += spam == null ? 0 : spam[0];
    }
    ours += policy.size();
    oneTier += SmallestTable.of(policy.stream().map(EntriesNeeded::heldBackOrNot).toList()).size();
    list += entries;
    unreached += caught < goal ? 1 : 0;
    nights++;
  }

  private static LabelledPrefix heldBackOrNot(PolicyEntry entry) {
    boolean isHeldBack = entry.tier().compareTo(Tier.THROTTLE) >= 0;
    return new LabelledPrefix(entry.prefix(), isHeldBack ? Tier.THROTTLE : Tier.NEUTRAL);
  }

  /** Returns entries of the policy, with all its tiers. */
  double ours() {
    return ours / nights;
  }

  /** Returns entries of a policy that, as the list does, only tells what is held back. */
  double oneTier() {
    return oneTier / nights;
  }

  /** Returns entries of the list; a lower bound where even all of it catches less. */
  double list() {
    return list / nights;
  }

  double unreachedShare() {
    return unreached / nights;
  }
}
