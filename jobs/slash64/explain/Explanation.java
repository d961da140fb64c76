package slash64.explain;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/**
 * Why a prefix is treated as it is.
 *
 * @param asked what was asked for; an address is the prefix of its full length
 * @param day that was scored, UTC
 * @param entry of the published policy that decides: the longest that holds all of {@code asked}
 * @param stoodFor prefixes of the full policy inside {@code entry} which it was put together for to
 *     make the table small, the first ones by address; empty if the entry is what {@code asked} is
 *     judged to be itself
 * @param inside entries of longer prefixes inside {@code asked}, by tier, which decide for theirs
 * @param chain the prefixes that are counted, from the longest that holds {@code asked} to the
 *     shortest
 * @param judged whose own conduct the answer rests on; empty when nothing is known of any, or the
 *     entry stands for others
 * @param past of {@code judged}
 * @param alerts of the week up to the day, the latest first
 * @param clues of {@code judged}, the weightiest first
 * @param changes what would have to happen for another answer, sentences
 */
public record Explanation(
    Prefix asked,
    LocalDate day,
    Optional<PolicyEntry> entry,
    List<PolicyEntry> stoodFor,
    Map<Tier, Long> inside,
    List<PrefixReading> chain,
    Optional<PrefixReading> judged,
    Optional<PastDays> past,
    List<PrefixAlert> alerts,
    List<Clue> clues,
    List<String> changes) {

  public Explanation {
    stoodFor = List.copyOf(stoodFor);
    inside = Map.copyOf(inside);
    chain = List.copyOf(chain);
    alerts = List.copyOf(alerts);
    clues = List.copyOf(clues);
    changes = List.copyOf(changes);
  }

  /** Returns the answer: what no entry covers is neutral. */
  public Tier tier() {
    return entry.map(PolicyEntry::tier).orElse(Tier.NEUTRAL);
  }
}
