package slash64.reputation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Scores all prefixes of one subtree by hierarchical shrinkage: every prefix starts from what its
 * surroundings without itself lead to expect, and its own evidence moves it from there.
 *
 * <p>From the addresses up, evidence is pooled; a child speaks to its parent with a limited voice,
 * so that one big sender does not make the name of its network. From the root down, a node expects
 * the share that its parent shows <em>without this node</em>, itself shrunk towards the share the
 * parent expects, and so on to the root. How firmly it expects that depends on how alike its
 * siblings are: the intraclass correlation of their spam shares by the method of moments (Kleinman,
 * JASA 68, 1973), shrunk towards a default. The outcome is a beta posterior.
 *
 * <p>Past evidence is believed only as far as today agrees with it: the beta-binomial likelihood of
 * today under the past is weighed against that under a fresh start, as in Bayesian online change
 * point detection (Adams and MacKay, 2007) with the two hypotheses that matter after each night. A
 * burst so outweighs months of good conduct the same night.
 *
 * <p>Cost is linear in the number of nodes. Stateless; safe for use by many threads.
 */
public final class SubtreeScorer {
  private final ReputationSettings settings;

  public SubtreeScorer(ReputationSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  /** Scores a subtree about whose surroundings nothing is known. */
  public List<Reputation> score(List<NodeEvidence> nodes) {
    return score(nodes, settings.baseShare());
  }

  /**
   * Scores the nodes of one subtree, or of several side by side.
   *
   * @param nodes in tree order, each prefix once, all of one day; a parent that is not listed is
   *     passed over
   * @param expected spam share expected of a node without a parent in the list, within 0 to 1: what
   *     {@link Reputation#mean} said of the wider prefix when a giant subtree is scored in parts
   * @return reputations in the order of the nodes
   * @throws IllegalArgumentException if the nodes are out of order or of different days
   */
  public List<Reputation> score(List<NodeEvidence> nodes, double expected) {
    if (!(expected > 0 && expected < 1)) {
      throw new IllegalArgumentException(
          "Cannot score: expected spam share is %s (need a share within 0 to 1)"
              .formatted(expected));
    }
    Subtree tree = Subtree.of(nodes);
    PooledEvidence pooled = PooledEvidence.of(tree, settings);
    Expectations expectations = Expectations.of(tree, pooled, settings, expected);
    List<Reputation> reputations = new ArrayList<>(nodes.size());
    for (int node = 0; node < tree.size(); node++) {
      double share = expectations.share(node);
      double strength = expectations.strength(node);
      double against = strength * share;
      double inFavour = strength * (1 - share);
      double mass = pooled.spam(node) + pooled.ham(node);
      double spam =
          settings.noise().trueSpam(pooled.spam(node), pooled.ham(node), against, inFavour);
      BetaDistribution posterior =
          new BetaDistribution(against + spam, inFavour + Math.max(0, mass - spam));
      double lower = posterior.quantile(0.05);
      reputations.add(
          new Reputation(
              posterior.mean(),
              lower,
              Math.max(lower, posterior.quantile(0.95)), // equal but for the last digits
              share,
              pooled.changed(node),
              carry(nodes.get(node), pooled.changed(node))));
    }
    return reputations;
  }

  /** What a changed sender did before no longer speaks for it or against it. */
  private Evidence carry(NodeEvidence node, double changed) {
    Evidence past = settings.decay().at(node.carried(), node.today().day());
    Evidence believed =
        new Evidence(past.spam() * (1 - changed), past.ham() * (1 - changed), past.day());
    return settings.decay().sum(believed, node.today());
  }
}
