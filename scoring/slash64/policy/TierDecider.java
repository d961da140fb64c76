package slash64.policy;

import slash64.reputation.Level;
import slash64.reputation.Reputation;

/** Chooses the tier of one prefix from its reputation, its limits and last night's tier. */
final class TierDecider {
  /**
   * How much of the way to certainty a threshold close to 1 is lowered by at most: beyond it lies
   * little mail, and the share of good mail in it grows fast.
   */
  private static final double MOST_SLACK = 1.0 / 8;

  /**
   * Who was trusted last night stays so up to so many times the share: what hovers at the threshold
   * does not change its tier every night.
   */
  private static final double TRUST_SLACK = 2;

  /**
   * Messages below which nobody is rejected, however sure the verdicts look: a filter that errs on
   * one mailing errs on all of its messages, which then say no more than one.
   */
  private static final double FEWEST_TO_REJECT = 5;

  /**
   * Of so many messages among which none is spam, as many as this over their number is the 95 %
   * bound of the spam share, whatever is believed of senders at large (Hanley, Lippman-Hand: If
   * nothing goes wrong, is everything all right? JAMA 249, 1983).
   */
  private static final double RULE_OF_THREE = 3;

  private final TierSettings settings;

  TierDecider(TierSettings settings) {
    this.settings = settings;
  }

  /** A tier, and what kept it from being the one asked for. */
  record Choice(Tier tier, TierLimit limit) {}

  /**
   * Returns what the reputation alone asks for. A threshold is lower for a prefix that was beyond
   * it last night, so that a share close to it does not change the tier every night. A sender that
   * turned bad is at most as bad as its good mail of before lets it be, and an address is not held
   * back that sent more good mail than spam.
   */
  Tier wanted(Reputation reputation, Level level, Tier last) {
    double goodShare = reputation.goodShare();
    double most = goodShare > settings.mostKnownGood() ? 0 : 1 - goodShare;
    double mass = reputation.carry().mass();
    // A good message must not make an address worse off than a stranger, who is neutral, however
    // bad newcomers are here. What is wider is judged by its senders, not by its messages.
    if (level.isAddress() && reputation.carry().spam() < reputation.carry().ham()) {
      most = 0;
    }
    double lower = Math.min(most, reputation.lower());
    if (mass >= FEWEST_TO_REJECT && lower >= threshold(settings.rejectAbove(), Tier.REJECT, last)) {
      return Tier.REJECT;
    }
    if (lower >= threshold(settings.greylistAbove(), Tier.GREYLIST, last)) {
      return Tier.GREYLIST;
    }
    if (Math.min(most, reputation.mean())
        >= threshold(settings.throttleAbove(), Tier.THROTTLE, last)) {
      return Tier.THROTTLE;
    }
    double trustedBelow = settings.trustedBelow() * (last == Tier.TRUSTED ? TRUST_SLACK : 1);
    boolean isTrusted =
        level.isSender()
            && reputation.upper() <= trustedBelow
            && mass * trustedBelow >= RULE_OF_THREE;
    return isTrusted ? Tier.TRUSTED : Tier.NEUTRAL;
  }

  private double threshold(double share, Tier tier, Tier last) {
    double slack = Math.min(settings.slack(), (1 - share) * MOST_SLACK);
    return last.compareTo(tier) >= 0 ? share - slack : share;
  }

  /** Returns the harshest tier up to {@code wanted} that the limits allow. */
  Choice limited(Tier wanted, Tier worst, LevelLimits limits, Judgement judged) {
    if (wanted.compareTo(Tier.NEUTRAL) <= 0) {
      return new Choice(wanted, TierLimit.NONE);
    }
    if (judged.badChildren() < limits.badChildren()) {
      return new Choice(Tier.NEUTRAL, TierLimit.CHILDREN);
    }
    TierLimit limit = TierLimit.NONE;
    Tier tier = wanted;
    if (tier.compareTo(worst) > 0) {
      tier = worst;
      limit = TierLimit.LEVEL;
    }
    // No volume of spam makes up for good mail that is known to be there.
    double goesOn = judged.node().reputation().goesOn();
    if (tier == Tier.REJECT && goesOn > limits.goodPerDay()) {
      tier = Tier.GREYLIST;
      limit = TierLimit.GOOD_MAIL;
    }
    double goodAllowed = Math.max(limits.goodPerDay(), settings.goodShare() * judged.perDay());
    while (tier.restricts() && judged.goodPerDay() > goodAllowed * settings.factor(tier)) {
      tier = milder(tier);
      limit = TierLimit.GOOD_MAIL;
    }
    return new Choice(tier, limit);
  }

  /** Returns the tier after hysteresis: a harsh tier is left one rung a night. */
  static Choice stepped(Choice choice, Tier last) {
    boolean isLimited = choice.limit() != TierLimit.NONE;
    if (isLimited || last.compareTo(Tier.NEUTRAL) <= 0) {
      return choice;
    }
    Tier rung = milder(last);
    return rung.compareTo(choice.tier()) > 0 ? new Choice(rung, TierLimit.STEP) : choice;
  }

  /**
   * Returns the tier of a prefix without new evidence: no harsher one than last night's, since all
   * that changed is what others sent, and that its evidence faded. The thresholds of the mild tiers
   * and the belief in newcomers move with the mail of the whole site from night to night, and the
   * good mail that rejecting would hit grows less with every silent day. What was rejected but for
   * a sample taken in vain is rejected again, and so is what no tier held back, for the operator's
   * rule for it ended.
   *
   * @param wasOpen whether last night's tier may be that of a sample
   */
  static Choice ofSilent(Choice choice, Tier last, boolean wasOpen) {
    boolean isHeldBack = last.restricts();
    if (choice.tier() == Tier.REJECT && (wasOpen || !isHeldBack)) {
      return choice;
    }
    Tier most = isHeldBack ? last : Tier.NEUTRAL;
    return choice.tier().compareTo(most) > 0 ? new Choice(most, TierLimit.SILENT) : choice;
  }

  static Tier milder(Tier tier) {
    return TierSet.ofRank(TierSet.rank(tier) - 1);
  }
}
