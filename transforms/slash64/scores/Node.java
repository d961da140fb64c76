package slash64.scores;

import slash64.baseline.DayActivity;
import slash64.baseline.Histograms;
import slash64.baseline.Likeness;
import slash64.baseline.Neighbours;
import slash64.baseline.PrefixState;
import slash64.net.Prefix;
import slash64.policy.Tier;
import slash64.reputation.DayCounts;
import slash64.reputation.Evidence;
import slash64.reputation.EvidenceWeights;

/**
 * One prefix when a day is scored: what it did on the day, and what it carries from before. Mutable
 * while the rows of a subtree stream by, since activity and state are rows of their own.
 */
final class Node {
  final Prefix prefix;

  /** Evidence from before; none of the day when nothing is carried. */
  Evidence carried;

  /** Tier of last night's entry; null if it had none. */
  Tier lastTier;

  /** Encoded baseline, null when there is none. */
  byte[] baseline;

  boolean hasState;
  boolean isActive;
  long transactions;
  long messages;
  long spam;
  long ham;
  long rejects;

  /** Messages of the day that the content filter called spam, refused for it or not. */
  long judgedSpam;

  DayCounts counts = new DayCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  long children;
  boolean isRandom;
  Histograms content = Histograms.NONE;
  Likeness likeness = Likeness.NONE;

  Node(Prefix prefix, int day) {
    this.prefix = prefix;
    this.carried = Evidence.none(day);
  }

  Evidence today(EvidenceWeights weights, int day) {
    return weights.of(counts, day);
  }

  /** Whether its volume and content are followed: addresses of IPv6 are too many and too cheap. */
  boolean hasBaseline() {
    return prefix.length() < 128 || prefix.isIpv4();
  }

  /** Returns it as its neighbours see it. */
  Neighbours.Known known(DayActivity activity) {
    return new Neighbours.Known(prefix, baseline == null, this::state, activity);
  }

  PrefixState state() {
    return baseline == null ? PrefixState.NEW : PrefixState.ofBytes(baseline);
  }

  /** Most of what was judged of its mail on the day was unwanted. */
  boolean isBad() {
    Evidence evidence = today(EvidenceWeights.DEFAULTS, 0);
    return evidence.spam() > evidence.ham() && evidence.spam() >= 1;
  }
}
