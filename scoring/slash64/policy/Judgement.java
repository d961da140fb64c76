package slash64.policy;

import slash64.reputation.Evidence;
import slash64.reputation.Level;
import slash64.reputation.ScoredNode;

/**
 * What the choice of a tier for one prefix rests on.
 *
 * @param hit evidence of the mail that an action would hit: without children that answer for
 *     themselves
 * @param goodPerDay 95 % bound of good messages a day among it
 * @param perDay messages a day among it
 * @param activeChildren distinct children with evidence
 * @param badChildren of these, believed to send mostly spam
 * @param logBayesFactor ln odds that the children are one owner's ({@link
 *     slash64.reputation.OwnerInference})
 * @param last tier of last night
 * @param wanted tier that the reputation alone asks for
 * @param tier tier after limits
 * @param limit what kept the tier from being the one wanted
 */
record Judgement(
    ScoredNode node,
    Level level,
    Evidence hit,
    double goodPerDay,
    double perDay,
    long activeChildren,
    long badChildren,
    double logBayesFactor,
    Tier last,
    Tier wanted,
    Tier tier,
    TierLimit limit) {

  Judgement with(TierDecider.Choice choice) {
    return new Judgement(
        node,
        level,
        hit,
        goodPerDay,
        perDay,
        activeChildren,
        badChildren,
        logBayesFactor,
        last,
        wanted,
        choice.tier(),
        choice.limit());
  }
}
