package slash64.evaluate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import slash64.net.Prefix;
import slash64.policy.NightPolicy;
import slash64.policy.PolicyEntry;
import slash64.policy.PolicySettings;
import slash64.policy.PrefixIndex;
import slash64.policy.SubtreePolicy;
import slash64.policy.Tier;
import slash64.reputation.Census;
import slash64.reputation.CensusMemory;
import slash64.reputation.DayCounts;
import slash64.reputation.Evidence;
import slash64.reputation.NodeEvidence;
import slash64.reputation.Reputation;
import slash64.reputation.ScoredNode;
import slash64.reputation.SubtreeScorer;
import slash64.synth.ClientDay;

/** Our own nights: what the job does with a day's activity and the state of the day before. */
final class Hierarchy implements Ranking {
  private static final int[] IPV6_LENGTHS = {128, 64, 56, 48, 32};
  private static final int[] IPV4_LENGTHS = {128, 120};

  /** As in the table prefix_state: less evidence is not worth a row. */
  private static final double LEAST_MASS = 0.1;

  private record State(Evidence evidence, Tier tier) {}

  /** What one prefix did today. */
  private static final class Today {
    DayCounts counts = new DayCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    long verdictSpam;
    final Set<Prefix> children = new HashSet<>();
  }

  private final PolicySettings standard;
  private PolicySettings settings;
  private Map<Prefix, State> states = new HashMap<>();
  private CensusMemory remembered = CensusMemory.NONE;
  private List<ScoredNode> scored = List.of();
  private NightPolicy policy = new NightPolicy(List.of(), List.of());
  private PrefixIndex index = PrefixIndex.ofSorted(List.of());

  Hierarchy(PolicySettings settings) {
    this.standard = settings;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "Slash64";
  }

  @Override
  public double badness(ClientDay client) {
    int position = index.index(client.high(), client.low());
    return position == PrefixIndex.NONE
        ? settings.reputation().baseShare(client.high(), client.low())
        : scored.get(position).reputation().mean();
  }

  @Override
  public void learn(int day, List<ClientDay> mail) {
    Map<Prefix, Today> today = today(mail);
    Set<Prefix> all = new HashSet<>(today.keySet());
    all.addAll(states.keySet());
    List<NodeEvidence> nodes = new ArrayList<>(all.size());
    for (Prefix prefix : all.stream().sorted().toList()) {
      State state = states.get(prefix);
      Today active = today.get(prefix);
      nodes.add(
          new NodeEvidence(
              prefix,
              state == null ? Evidence.none(day) : state.evidence(),
              active == null
                  ? Evidence.none(day)
                  : standard.reputation().weights().of(active.counts, day),
              active == null ? 0 : active.children.size()));
    }
    decide(nodes, today, LocalDate.ofEpochDay(day));
  }

  private static Map<Prefix, Today> today(List<ClientDay> mail) {
    Map<Prefix, Today> today = new HashMap<>();
    for (ClientDay client : mail) {
      DayCounts counts =
          new DayCounts(
              client.calledSpam(),
              client.blocked(),
              client.calledHam(),
              0, // its filter judges all mail
              0,
              client.unknownUsers(),
              client.failedLogins(),
              0,
              0,
              0);
      boolean isIpv4 = Prefix.IPV4.contains(client.high(), client.low());
      Prefix child = null;
      for (int length : isIpv4 ? IPV4_LENGTHS : IPV6_LENGTHS) {
        Prefix prefix = Prefix.of(client.high(), client.low(), length);
        Today node = today.computeIfAbsent(prefix, p -> new Today());
        node.counts = node.counts.plus(counts);
        node.verdictSpam += client.calledSpam();
        if (child != null) {
          node.children.add(child);
        }
        child = prefix;
      }
    }
    return today;
  }

  private void decide(List<NodeEvidence> nodes, Map<Prefix, Today> today, LocalDate day) {
    Census census = new Census();
    census.recall(remembered.after(1, standard.reputation().decay()));
    Prefix root = null;
    for (NodeEvidence node : nodes) {
      boolean isRoot = root == null || !root.contains(node.prefix());
      root = isRoot ? node.prefix() : root;
      census.add(node, isRoot, standard.reputation());
      Today active = today.get(node.prefix());
      if (active != null) {
        census.addVerdicts(node.prefix(), active.verdictSpam, active.counts.ham());
      }
    }
    remembered = census.memory();
    settings = standard.learnt(census);
    List<Reputation> reputations = new SubtreeScorer(settings.reputation()).score(nodes);
    scored = new ArrayList<>(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      scored.add(new ScoredNode(nodes.get(i), reputations.get(i)));
    }
    index = PrefixIndex.ofSorted(nodes.stream().map(NodeEvidence::prefix).toList());
    List<PolicyEntry> entries =
        new SubtreePolicy(settings)
            .decide(
                scored,
                prefix -> {
                  State state = states.get(prefix);
                  return state == null ? Tier.NEUTRAL : state.tier();
                },
                day);
    policy = NightPolicy.ofDecided(entries, settings, day);
    Map<Prefix, Tier> tiers = new HashMap<>();
    entries.forEach(entry -> tiers.put(entry.prefix(), entry.tier()));
    Map<Prefix, State> next = new TreeMap<>();
    for (ScoredNode node : scored) {
      Prefix prefix = node.evidence().prefix();
      Tier tier = tiers.get(prefix);
      if (node.reputation().carry().mass() >= LEAST_MASS || tier != null) {
        next.put(prefix, new State(node.reputation().carry(), tier == null ? Tier.NEUTRAL : tier));
      }
    }
    states = new HashMap<>(next);
  }

  List<ScoredNode> scored() {
    return scored;
  }

  PolicySettings settings() {
    return settings;
  }

  NightPolicy policy() {
    return policy;
  }
}
