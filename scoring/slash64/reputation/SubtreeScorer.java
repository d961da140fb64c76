package slash64.reputation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import slash64.stats.LogSpace;

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
 * <p>Cost is linear in the number of nodes. Stateless, serialisable, safe for use by many threads.
 */
public final class SubtreeScorer implements Serializable {
  /** A good sender has a spam message now and then, its users' or its own. */
  private static final BetaDistribution PURELY_GOOD = new BetaDistribution(2, 998);

  /** Nor is a bad sender bad to the last message. */
  private static final BetaDistribution PURELY_BAD = new BetaDistribution(999, 1);

  /** How well the good mail of before tells that of now: to half of it. */
  private static final double FORMER_STRENGTH = 4;

  /** A smaller share of good mail changes nothing that anybody could tell. */
  private static final double LEAST_GOOD = 1e-4;

  private final ReputationSettings settings;

  public SubtreeScorer(ReputationSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  /** Scores a subtree about whose surroundings nothing is known. */
  public List<Reputation> score(List<NodeEvidence> nodes) {
    return scored(nodes, settings::baseShare);
  }

  /**
   * Scores the nodes of one subtree, or of several side by side.
   *
   * @param nodes in tree order, each prefix once, all of one day; a parent that is not listed is
   *     passed over
   * @param expected spam share expected of a node without a parent in the list, within 0 to 1: what
   *     {@link Reputation#expected} said of it among the widest prefixes when a giant subtree is
   *     scored in parts
   * @return reputations in the order of the nodes
   * @throws IllegalArgumentException if the nodes are out of order or of different days
   */
  public List<Reputation> score(List<NodeEvidence> nodes, double expected) {
    if (!(expected > 0 && expected < 1)) {
      throw new IllegalArgumentException(
          "Cannot score: expected spam share is %s (need a share within 0 to 1)"
              .formatted(expected));
    }
    return scored(nodes, level -> expected);
  }

  private List<Reputation> scored(List<NodeEvidence> nodes, ToDoubleFunction<Level> expected) {
    Subtree tree = Subtree.of(nodes);
    PooledEvidence pooled = PooledEvidence.of(tree, settings);
    Expectations expectations = Expectations.of(tree, pooled, settings, expected);
    List<Reputation> reputations = new ArrayList<>(nodes.size());
    for (int node = 0; node < tree.size(); node++) {
      double share = expectations.share(node);
      double strength = expectations.strength(node);
      double changed = pooled.changed(node);
      if (tree.level(node).isSender()) {
        // One whose addresses changed, each by itself, has nothing left to be surprised by.
        changed = Math.max(changed, Conduct.changed(settings, nodes.get(node)));
      }
      Evidence carry = Conduct.carry(settings.decay(), nodes.get(node), changed);
      TakeOver takenOver = TakeOver.of(carry, settings, settings.noise());
      BetaDistribution posterior =
          withGoodMailOfBefore(
              posterior(
                  share,
                  strength,
                  pure(tree.level(node), strength),
                  pooled.spam(node),
                  pooled.ham(node)),
              carry,
              takenOver,
              pooled.spam(node),
              pooled.ham(node));
      double lower = posterior.quantile(0.05);
      reputations.add(
          new Reputation(
              posterior.mean(),
              lower,
              Math.max(lower, posterior.quantile(0.95)), // equal but for the last digits
              posterior.a() + posterior.b(),
              share,
              pooled.changed(node),
              takenOver.expected(),
              carry));
    }
    return reputations;
  }

  /**
   * A sender that turned bad was taken over, mostly, and its own good mail goes on behind the spam;
   * else it is what its verdicts show by themselves ({@link TakeOver}). Of the first case the share
   * of the good mail is believed as after so many pieces of evidence for it.
   */
  private BetaDistribution withGoodMailOfBefore(
      BetaDistribution owner, Evidence carry, TakeOver takenOver, double spam, double ham) {
    double goodShare = carry.withFormer(takenOver.perDay()).goodShare();
    if (goodShare < LEAST_GOOD || owner.mean() <= 1 - goodShare) {
      return owner;
    }
    double strength = FORMER_STRENGTH / goodShare;
    BetaDistribution mixture =
        BetaDistribution.mixture(
            updated(1 - goodShare, strength, spam, ham), owner, 1 - takenOver.probability());
    // It makes a sender no better than the good mail of before does.
    return mixture.mean() < 1 - goodShare ? prior(1 - goodShare, strength) : mixture;
  }

  /**
   * Siblings that are alike make a firm expectation, which a node unlike them would need much
   * evidence to escape. So with a small probability it is taken for a stranger, who starts from the
   * same mean with a weak expectation; its evidence says which of the two it is.
   *
   * <p>Most senders are not a bit of both: they send nothing but spam, or hardly any, and what
   * verdicts say otherwise is the filter's error. So the expectation is a mixture of these two with
   * anything in between; a few verdicts then tell which it is, and only many tell a sender with one
   * good message in twenty from one without. The mixture is put into one beta distribution of the
   * same mean and variance.
   */
  private BetaDistribution posterior(
      double share, double strength, double pure, double spam, double ham) {
    BetaDistribution asSibling = updated(share, strength, spam, ham);
    double weak = Math.min(strength, settings.restart());
    BetaDistribution asStranger = updated(share, weak, spam, ham);
    double surprise =
        prior(share, weak).logLikelihood(spam, ham)
            - prior(share, strength).logLikelihood(spam, ham);
    double stranger = LogSpace.posterior(settings.strangers(), surprise);
    BetaDistribution between = BetaDistribution.mixture(asSibling, asStranger, stranger);
    VerdictNoise noise = settings.noise();
    double logGood = Math.log(1 - share) + noise.logLikelihoodOfGood(spam, ham);
    double logBad = Math.log(share) + noise.logLikelihoodOfBad(spam, ham);
    double logOther =
        Math.log(1 - pure)
            + Math.max(
                noise.logLikelihood(prior(share, strength), spam, ham)
                    + Math.log(1 - settings.strangers()),
                noise.logLikelihood(prior(share, weak), spam, ham)
                    + Math.log(settings.strangers()));
    BetaDistribution pureOnes =
        BetaDistribution.mixture(PURELY_GOOD, PURELY_BAD, shareOfSecond(logGood, logBad));
    double logPure = Math.log(pure) + LogSpace.add(logGood, logBad);
    return BetaDistribution.mixture(pureOnes, between, shareOfSecond(logPure, logOther));
  }

  /** By logarithms throughout: a busy sender that is a bit of both is e^-1000 likely to be pure. */
  private static double shareOfSecond(double logFirst, double logSecond) {
    return 1 / (1 + Math.exp(logFirst - logSecond));
  }

  /** Where siblings are alike, a node is as they are, which need not be pure. */
  private double pure(Level level, double strength) {
    LevelSettings own = settings.of(level);
    return own.pure() * Math.min(1, own.strength() / strength);
  }

  private BetaDistribution updated(double share, double strength, double spam, double ham) {
    BetaDistribution prior = prior(share, strength);
    double trueSpam = settings.noise().trueSpam(spam, ham, prior.a(), prior.b());
    return new BetaDistribution(
        prior.a() + trueSpam, prior.b() + Math.max(0, spam + ham - trueSpam));
  }

  private static BetaDistribution prior(double share, double strength) {
    return new BetaDistribution(strength * share, strength * (1 - share));
  }
}
