package slash64.policy;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import slash64.net.Prefix;
import slash64.reputation.Evidence;
import slash64.reputation.Level;
import slash64.reputation.NodeEvidence;
import slash64.reputation.OwnerInference;
import slash64.reputation.ScoredNode;

/**
 * Judges every prefix of one subtree by itself, from the addresses up: what an action on it would
 * hit once children that answer for themselves are taken out, and which tier that allows.
 */
final class SubtreeJudge {
  /**
   * Messages of evidence below which an IPv6 address that fell silent is not judged by itself:
   * hosts take new addresses every day (RFC 8981), and one that sent a message or two does not come
   * back.
   */
  private static final double FEWEST_OF_SILENT_ADDRESS = 2;

  private final PolicySettings settings;
  private final TierDecider decider;
  private final GoodMail goodMail;
  private final List<ScoredNode> nodes;
  private final int[] parents;
  private final Judgement[] judgements;
  // What of a node's evidence an action on a wider prefix does not hit.
  private final double[] sparedSpam;
  private final double[] sparedHam;
  private final long[] listedToday;
  private final long[] active;
  private final long[] bad;
  private final OwnerInference[] owners;

  private SubtreeJudge(PolicySettings settings, List<ScoredNode> nodes) {
    this.settings = settings;
    this.nodes = nodes;
    decider = new TierDecider(settings.tiers());
    goodMail = new GoodMail(settings.reputation().decay(), settings.forgiven());
    parents = parents(nodes);
    judgements = new Judgement[nodes.size()];
    sparedSpam = new double[nodes.size()];
    sparedHam = new double[nodes.size()];
    listedToday = new long[nodes.size()];
    active = new long[nodes.size()];
    bad = new long[nodes.size()];
    owners = new OwnerInference[nodes.size()];
  }

  /**
   * Returns a judgement for every node, in order.
   *
   * @param nodes in tree order
   * @param lastNight tier that answered for exactly this prefix last night, neutral when none did
   * @param isAllowed whether the operator allows all of a prefix
   * @param wasOpen whether a prefix that is rejected was let through after the night before to see
   *     what it sends
   */
  static Judgement[] judge(
      PolicySettings settings,
      List<ScoredNode> nodes,
      Function<Prefix, Tier> lastNight,
      Function<Prefix, Boolean> isAllowed,
      Predicate<NodeEvidence> wasOpen) {
    SubtreeJudge judge = new SubtreeJudge(settings, nodes);
    for (int node = nodes.size() - 1; node >= 0; node--) {
      NodeEvidence evidence = nodes.get(node).evidence();
      Prefix prefix = evidence.prefix();
      judge.judge(node, lastNight.apply(prefix), wasOpen.test(evidence));
      judge.tellParent(node, isAllowed.apply(prefix));
    }
    return judge.judgements;
  }

  /**
   * Returns the position of the nearest node around each one, or {@link PrefixIndex#NONE}.
   *
   * @throws IllegalArgumentException if a prefix comes twice or out of order
   */
  static int[] parents(List<ScoredNode> nodes) {
    PrefixIndex index =
        PrefixIndex.ofSorted(nodes.stream().map(node -> node.evidence().prefix()).toList());
    return IntStream.range(0, nodes.size()).map(index::enclosing).toArray();
  }

  private void judge(int position, Tier last, boolean wasOpen) {
    ScoredNode node = nodes.get(position);
    Level level = Level.of(node.evidence().prefix());
    boolean isSilent = node.evidence().today().mass() == 0;
    Evidence all = node.reputation().carry();
    Evidence hit =
        new Evidence(
            Math.max(0, all.spam() - sparedSpam[position]),
            Math.max(0, all.ham() - sparedHam[position]),
            all.day());
    long unlisted = Math.max(0, node.evidence().children() - listedToday[position]);
    OwnerInference owner = owners[position];
    Tier wanted =
        all.mass() < fewest(level, isSilent)
            ? Tier.NEUTRAL
            : decider.wanted(node.reputation(), level, last);
    Judgement judged =
        new Judgement(
            node,
            level,
            hit,
            goodMail.perDay(hit),
            goodMail.volume(hit),
            active[position] + unlisted,
            bad[position] + Math.round(unlisted * node.reputation().mean()),
            owner == null ? 0 : owner.logBayesFactor(),
            last,
            wanted,
            wanted,
            TierLimit.NONE);
    LevelLimits limits = settings.tiers().of(level);
    TierDecider.Choice choice =
        TierDecider.stepped(decider.limited(wanted, worst(limits, owner), limits, judged), last);
    judgements[position] =
        judged.with(isSilent ? TierDecider.ofSilent(choice, last, wasOpen) : choice);
  }

  private static double fewest(Level level, boolean isSilent) {
    return isSilent && level == Level.IPV6_128 ? FEWEST_OF_SILENT_ADDRESS : SubtreePolicy.KNOWN;
  }

  private static Tier worst(LevelLimits limits, OwnerInference owner) {
    if (owner != null && owner.isOneOwner()) {
      return limits.worstOfOneOwner();
    }
    return owner != null && owner.isManyOwners() ? limits.worstOfManyOwners() : limits.worst();
  }

  private void tellParent(int position, boolean isAllowed) {
    int parent = parents[position];
    if (parent == PrefixIndex.NONE) {
      return;
    }
    Judgement judged = judgements[position];
    Evidence all = judged.node().reputation().carry();
    boolean isSpared = isAllowed || answersForItself(judged, settings.tiers());
    sparedSpam[parent] += isSpared ? all.spam() : sparedSpam[position];
    sparedHam[parent] += isSpared ? all.ham() : sparedHam[position];
    if (judged.node().evidence().today().mass() > 0) {
      listedToday[parent]++;
    }
    if (all.mass() >= SubtreePolicy.KNOWN) {
      active[parent]++;
      boolean isBad = judged.node().reputation().mean() >= settings.tiers().throttleAbove();
      bad[parent] += isBad ? 1 : 0;
      if (owners[parent] == null) {
        owners[parent] = new OwnerInference(settings.reputation().voice(judged.level()));
      }
      owners[parent].add(all.spam(), all.ham());
    }
  }

  /** Returns whether a prefix showed by mail of its own that a worse parent does not mean it. */
  static boolean answersForItself(Judgement judged, TierSettings tiers) {
    return judged.node().reputation().carry().mass() >= tiers.ownMass()
        && judged.wanted().compareTo(Tier.NEUTRAL) <= 0;
  }
}
