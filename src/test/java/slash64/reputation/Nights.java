package slash64.reputation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slash64.net.Address;
import slash64.net.Prefix;

/** Scores night after night as a job does: counts per level in, evidence carried to the next. */
public final class Nights {
  private static final int[] LENGTHS = {32, 48, 56, 64, 128};

  private final SubtreeScorer scorer;
  private final Map<Prefix, Evidence> carried = new TreeMap<>();
  private final Map<Prefix, Reputation> reputations = new TreeMap<>();
  private List<NodeEvidence> nodes = List.of();

  public Nights(ReputationSettings settings) {
    scorer = new SubtreeScorer(settings);
  }

  public void learn(int day, Map<Address, SmallWorld.Mail> mail) {
    Map<Prefix, Evidence> today = new TreeMap<>();
    Map<Prefix, Long> children = new TreeMap<>();
    mail.forEach(
        (address, counts) -> {
          Evidence evidence = new Evidence(counts.judgedSpam(), counts.judgedHam(), day);
          for (int i = LENGTHS.length - 1; i >= 0; i--) {
            Prefix prefix = address.prefix(LENGTHS[i]);
            boolean isNew = !today.containsKey(prefix);
            today.merge(prefix, evidence, Nights::sum);
            if (isNew && i > 0) {
              children.merge(address.prefix(LENGTHS[i - 1]), 1L, Long::sum);
            }
          }
        });
    today.keySet().forEach(prefix -> carried.putIfAbsent(prefix, Evidence.none(day)));
    nodes = new ArrayList<>();
    carried.forEach(
        (prefix, past) ->
            nodes.add(
                new NodeEvidence(
                    prefix,
                    past,
                    today.getOrDefault(prefix, Evidence.none(day)),
                    children.getOrDefault(prefix, 0L))));
    List<Reputation> scored = scorer.score(nodes);
    reputations.clear();
    for (int i = 0; i < nodes.size(); i++) {
      reputations.put(nodes.get(i).prefix(), scored.get(i));
      carried.put(nodes.get(i).prefix(), scored.get(i).carry());
    }
    // As a table would: what has faded to half a message is not kept.
    carried.values().removeIf(evidence -> evidence.mass() < 0.5);
  }

  private static Evidence sum(Evidence one, Evidence other) {
    return new Evidence(one.spam() + other.spam(), one.ham() + other.ham(), one.day());
  }

  /** Returns all prefixes as scored by the last night, in tree order. */
  public List<ScoredNode> scored() {
    return nodes.stream()
        .map(node -> new ScoredNode(node, reputations.get(node.prefix())))
        .toList();
  }

  /** Returns the spam share expected of an address: that of the longest known prefix around it. */
  double expected(Address address) {
    for (int i = LENGTHS.length - 1; i >= 0; i--) {
      Reputation reputation = reputations.get(address.prefix(LENGTHS[i]));
      if (reputation != null) {
        return reputation.mean();
      }
    }
    return ReputationSettings.DEFAULTS.baseShare();
  }

  /** Returns what a list of one fixed length expects: decayed counts and two messages of doubt. */
  double expectedByList(Address address, int length) {
    Evidence evidence = carried.get(address.prefix(length));
    return evidence == null ? 0.5 : (evidence.spam() + 1) / (evidence.mass() + 2);
  }

  static double caught(Map<Address, SmallWorld.Mail> mail, double hamLost, Estimate estimate) {
    List<double[]> ranked = new ArrayList<>();
    mail.forEach(
        (address, counts) ->
            ranked.add(new double[] {estimate.of(address, counts), counts.spam(), counts.ham()}));
    ranked.sort((one, other) -> Double.compare(other[0], one[0]));
    double allSpam = ranked.stream().mapToDouble(row -> row[1]).sum();
    double allowed = hamLost * ranked.stream().mapToDouble(row -> row[2]).sum();
    double caught = 0;
    double best = 0;
    for (int i = 0; i < ranked.size(); i++) {
      caught += ranked.get(i)[1];
      allowed -= ranked.get(i)[2];
      boolean isLastOfItsRank = i + 1 == ranked.size() || ranked.get(i + 1)[0] < ranked.get(i)[0];
      if (isLastOfItsRank && allowed >= 0) {
        best = caught / allSpam;
      }
    }
    return best;
  }

  /** Says how bad an address is expected to be. */
  interface Estimate {
    double of(Address address, SmallWorld.Mail truth);
  }
}
