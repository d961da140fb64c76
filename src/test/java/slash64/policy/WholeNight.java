package slash64.policy;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import slash64.net.Prefix;
import slash64.reputation.ScoredNode;

/** A night's policy in one go, without cutting it into subtrees. */
final class WholeNight {
  private WholeNight() {}

  /**
   * Decides on all scored prefixes of a night at once.
   *
   * @param nodes of all subtrees, in any order, each prefix once
   * @param lastNight last night's full policy; empty on the first night
   * @param day the UTC day that was scored
   */
  static NightPolicy policy(
      Collection<ScoredNode> nodes,
      Collection<PolicyEntry> lastNight,
      PolicySettings settings,
      LocalDate day) {
    List<ScoredNode> sorted = nodes.stream().sorted(ScoredNode.BY_PREFIX).toList();
    Map<Prefix, Tier> last =
        lastNight.stream().collect(Collectors.toMap(PolicyEntry::prefix, PolicyEntry::tier));
    List<PolicyEntry> decided =
        new SubtreePolicy(settings)
            .decide(sorted, prefix -> last.getOrDefault(prefix, Tier.NEUTRAL), day);
    return NightPolicy.ofDecided(decided, settings, day);
  }
}
