package slash64.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slash64.net.Prefix;
import slash64.reputation.ScoredNode;

/**
 * The policy of one night.
 *
 * @param full every labelled prefix, in tree order
 * @param compact the fewest entries with the same answers, in tree order
 */
public record NightPolicy(List<PolicyEntry> full, List<PolicyEntry> compact) {

  public NightPolicy {
    full = List.copyOf(full);
    compact = List.copyOf(compact);
  }

  /**
   * Puts together what {@link SubtreePolicy} decided subtree by subtree.
   *
   * @param decided entries of all subtrees, in any order, each prefix once
   */
  public static NightPolicy ofDecided(
      Collection<PolicyEntry> decided, PolicySettings settings, LocalDate day) {
    Map<Prefix, PolicyEntry> entries = new TreeMap<>();
    for (PolicyEntry entry : decided) {
      if (entries.put(entry.prefix(), entry) != null) {
        throw new IllegalArgumentException(
            "Cannot make policy: %s was decided twice; keep its subtree in one piece"
                .formatted(entry.prefix()));
      }
    }
    for (OperatorRule rule : settings.rules()) {
      if (!rule.expires().isBefore(day)) {
        entries.put(rule.prefix(), rule.entry());
      }
    }
    List<PolicyEntry> full = new ArrayList<>(entries.values());
    return new NightPolicy(full, CompactPolicy.of(full, day));
  }

  /**
   * Returns the policy for a filter that holds at most {@code budget} entries: the one worth most,
   * which answers otherwise than the full one where it must.
   *
   * @param nodes the scored prefixes this policy was made of
   * @param settings those this policy was made with
   * @return entries in tree order
   * @throws IllegalArgumentException if the operator's rules alone exceed the budget
   */
  public List<PolicyEntry> within(
      int budget,
      Worth worth,
      Collection<ScoredNode> nodes,
      PolicySettings settings,
      LocalDate day) {
    if (compact.size() <= budget) {
      return compact;
    }
    List<ScoredNode> sorted = nodes.stream().sorted(ScoredNode.BY_PREFIX).toList();
    List<WeighedPrefix> weighed = Weighing.of(sorted, full, settings);
    return CompactPolicy.explained(
        LagrangianBudget.plan(weighed, worth, budget).entries(), full, day);
  }

  /**
   * Returns what each prefix sends in a day with the full policy's answer, as budgets weigh it.
   *
   * @param nodes the scored prefixes the policy was made of, in any order
   */
  public static List<WeighedPrefix> weighed(
      Collection<ScoredNode> nodes, Collection<PolicyEntry> full, PolicySettings settings) {
    return Weighing.of(nodes.stream().sorted(ScoredNode.BY_PREFIX).toList(), full, settings);
  }
}
