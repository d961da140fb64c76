package slash64.policy;

import slash64.reputation.Level;
import slash64.reputation.Reputation;

/** Chooses the tier of one prefix from its reputation, its limits and last night's tier. */
final class TierDecider {
  private final TierSettings settings;

  TierDecider(TierSettings settings) {
    this.settings = settings;
  }

  /** A tier, and what kept it from being the one asked for. */
  record Choice(Tier tier, Judgement.Limit limit) {}

  /**
   * Returns what the reputation alone asks for. A threshold is lower for a prefix that was beyond
   * it last night, so that a share close to it does not change the tier every night.
   */
  Tier wanted(Reputation reputation, Level level, Tier last) {
    if (reputation.lower() >= threshold(settings.rejectAbove(), Tier.REJECT, last)) {
      return Tier.REJECT;
    }
    if (reputation.lower() >= threshold(settings.greylistAbove(), Tier.GREYLIST, last)) {
      return Tier.GREYLIST;
    }
    if (reputation.mean() >= threshold(settings.throttleAbove(), Tier.THROTTLE, last)) {
      return Tier.THROTTLE;
    }
    boolean mayBeTrusted = level.isAddress() || level == Level.IPV6_64;
    double trustedBelow = settings.trustedBelow() * (last == Tier.TRUSTED ? 2 : 1);
    return mayBeTrusted && reputation.upper() <= trustedBelow ? Tier.TRUSTED : Tier.NEUTRAL;
  }

  private double threshold(double share, Tier tier, Tier last) {
    // Close to 1 the same slack would be most of the way to the next milder tier.
    double slack = Math.min(settings.slack(), (1 - share) / 2);
    return last.compareTo(tier) >= 0 ? share - slack : share;
  }

  /** Returns the harshest tier up to {@code wanted} that the limits allow. */
  Choice limited(
      Tier wanted, Tier worst, int badChildrenNeeded, double goodAllowed, Judgement judged) {
    if (wanted.compareTo(Tier.NEUTRAL) <= 0) {
      return new Choice(wanted, Judgement.Limit.NONE);
    }
    if (judged.badChildren() < badChildrenNeeded) {
      return new Choice(Tier.NEUTRAL, Judgement.Limit.CHILDREN);
    }
    Judgement.Limit limit = Judgement.Limit.NONE;
    Tier tier = wanted;
    if (tier.compareTo(worst) > 0) {
      tier = worst;
      limit = Judgement.Limit.LEVEL;
    }
    while (tier.compareTo(Tier.NEUTRAL) > 0
        && judged.goodPerDay() > goodAllowed * settings.factor(tier)) {
      tier = milder(tier);
      limit = Judgement.Limit.GOOD_MAIL;
    }
    return new Choice(tier, limit);
  }

  /** Returns the tier after hysteresis: a harsh tier is left one rung a night. */
  static Choice stepped(Choice choice, Tier last) {
    boolean isLimited = choice.limit() != Judgement.Limit.NONE;
    if (isLimited || last.compareTo(Tier.NEUTRAL) <= 0) {
      return choice;
    }
    Tier rung = milder(last);
    return rung.compareTo(choice.tier()) > 0 ? new Choice(rung, Judgement.Limit.STEP) : choice;
  }

  static Tier milder(Tier tier) {
    return TierSet.ofRank(TierSet.rank(tier) - 1);
  }
}
