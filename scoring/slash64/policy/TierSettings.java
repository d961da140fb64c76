package slash64.policy;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import slash64.reputation.Census;
import slash64.reputation.Level;
import slash64.reputation.VerdictNoise;

/**
 * Every number the choice of tiers depends on. {@link #DEFAULTS} give the reasons.
 *
 * @param rejectAbove lower bound of the spam share from which mail is rejected, 0 to 1
 * @param greylistAbove lower bound of the spam share from which mail is greylisted
 * @param throttleAbove mean of the spam share from which mail is throttled
 * @param trustedBelow upper bound of the spam share up to which an address or /64 is trusted
 * @param slack by how much a share may fall below its threshold before the tier of last night goes
 * @param rejectHam share of all good mail that may come from prefixes beyond the first threshold, 0
 *     to 1; the threshold rises where it would be more
 * @param throttleHam the same for the third threshold
 * @param mostKnownGood share of its mail that is believed to be the good mail of before, up to
 *     which a sender that turned bad is held back at all, 0 to 1
 * @param goodShare share of the mail hit that may be good, whatever the volume, 0 to 1
 * @param greylistFactor how many times more good mail greylisting may hit than rejecting
 * @param throttleFactor how many times more good mail throttling may hit than rejecting
 * @param ownMass messages of evidence from which a prefix answers for itself under a worse parent
 * @param holdDays days an entry holds when it is not renewed, at least 1
 * @param sampleDays a rejected prefix from which nothing comes through is throttled instead on one
 *     day of so many ({@link UnblockedSample}); 0 for never
 * @param levels limits of every level
 */
public record TierSettings(
    double rejectAbove,
    double greylistAbove,
    double throttleAbove,
    double trustedBelow,
    double slack,
    double rejectHam,
    double throttleHam,
    double mostKnownGood,
    double goodShare,
    double greylistFactor,
    double throttleFactor,
    double ownMass,
    int holdDays,
    int sampleDays,
    Map<Level, LevelLimits> levels)
    implements Serializable {

  /** A threshold above this no evidence would reach. */
  private static final double HIGHEST = 0.97;

  /** The same for a lower bound, which is harder to reach. */
  private static final double HIGHEST_BOUND = 0.95;

  /**
   * The defaults.
   *
   * <ul>
   *   <li>Reject above 0.9, greylist above 0.7, both by the lower bound: harm to good mail must be
   *       unlikely. Throttle above a mean of 0.6: it harms little and should come early, but not
   *       before own mail says more than the neighbours do.
   *   <li>Trusted below 0.03 by the upper bound: takes about a hundred good messages.
   *   <li>Slack 0.05: a share that hovers at a threshold does not change tier every night.
   *   <li>Of all good mail 0.03 % may be rejected and 0.4 % throttled, somewhat below what an
   *       operator accepts (0.05 % and 0.5 %), since tomorrow is not as today.
   *   <li>Most known good 0.1: one message in twenty, as that allows for twice of it. Spam with
   *       more good mail in it, as of a server that was taken over, is worth less than it costs.
   *   <li>Good share 0.04: of a pure spammer's thousand messages a filter that misses a tenth
   *       leaves a bound of about two in a hundred; half of that again is room for smaller ones.
   *   <li>Greylisting may hit 5 times, throttling 20 times as much good mail: it is delayed, not
   *       lost.
   *   <li>Own mass 5: a prefix answers for itself once it has sent a handful of messages.
   *   <li>Hold 7 days: the feed may fail for a week before answers fade.
   *   <li>Sample 30 days: a prefix that was sold on is seen anew within the month, and one that
   *       goes on spamming gets a thirtieth of its days, throttled.
   *   <li>A /32 is a provider: throttled at most, greylisted if all of it is one owner's. A /48,
   *       /56 or IPv4 /24 is rejected only if one owner's; a /64 whose senders clearly differ is
   *       shared, and acted on by address.
   * </ul>
   */
  public static final TierSettings DEFAULTS =
      new TierSettings(
          0.9,
          0.7,
          0.6,
          0.03,
          0.05,
          0.0003,
          0.004,
          0.1,
          0.04,
          5,
          20,
          5,
          7,
          30,
          Map.of(
              Level.IPV6_32, new LevelLimits(Tier.THROTTLE, Tier.GREYLIST, Tier.NEUTRAL, 0.5, 5),
              Level.IPV6_48, new LevelLimits(Tier.GREYLIST, Tier.REJECT, Tier.THROTTLE, 0.5, 4),
              Level.IPV6_56, new LevelLimits(Tier.GREYLIST, Tier.REJECT, Tier.THROTTLE, 0.5, 2),
              Level.IPV6_64, new LevelLimits(Tier.REJECT, Tier.REJECT, Tier.THROTTLE, 0.5, 1),
              Level.IPV6_128, new LevelLimits(Tier.REJECT, Tier.REJECT, Tier.REJECT, 0.5, 0),
              Level.IPV4_24, new LevelLimits(Tier.GREYLIST, Tier.REJECT, Tier.THROTTLE, 0.5, 8),
              Level.IPV4_32, new LevelLimits(Tier.REJECT, Tier.REJECT, Tier.REJECT, 0.5, 0)));

  public TierSettings {
    levels = Map.copyOf(Objects.requireNonNull(levels, "levels"));
    boolean areSharesInOrder =
        0 <= trustedBelow
            && trustedBelow < throttleAbove
            && throttleAbove <= greylistAbove
            && greylistAbove <= rejectAbove
            && rejectAbove < 1;
    if (!areSharesInOrder) {
      throw new IllegalArgumentException(
          "Cannot build tier settings: trusted below %s, throttle above %s, greylist above %s, reject above %s (need 0 <= trusted < throttle <= greylist <= reject < 1)"
              .formatted(trustedBelow, throttleAbove, greylistAbove, rejectAbove));
    }
    if (!(slack >= 0
        && slack < throttleAbove
        && rejectHam >= 0
        && throttleHam >= rejectHam
        && mostKnownGood >= 0
        && mostKnownGood <= 1
        && goodShare >= 0
        && goodShare <= 1
        && greylistFactor >= 1
        && throttleFactor >= greylistFactor
        && ownMass > 0
        && holdDays >= 1
        && sampleDays >= 0)) {
      throw new IllegalArgumentException(
          "Cannot build tier settings: slack %s, ham budgets %s and %s, known good %s, good share %s, factors %s and %s, own mass %s, hold %d days, sample %d days (need slack from 0 to throttle, 0 <= reject <= throttle, shares, 1 <= greylist <= throttle, > 0, >= 1, >= 0)"
              .formatted(
                  slack,
                  rejectHam,
                  throttleHam,
                  mostKnownGood,
                  goodShare,
                  greylistFactor,
                  throttleFactor,
                  ownMass,
                  holdDays,
                  sampleDays));
    }
    for (Level level : Level.values()) {
      if (!levels.containsKey(level)) {
        throw new IllegalArgumentException(
            "Cannot build tier settings: level %s has no limits; give every level its limits"
                .formatted(level));
      }
    }
  }

  /**
   * Returns the same settings with thresholds raised as far as it takes to keep the good mail of
   * all prefixes beyond them within the site's budgets.
   */
  TierSettings within(Census census, VerdictNoise noise) {
    double throttle =
        Math.min(HIGHEST, Math.max(throttleAbove, census.shareFor(throttleHam, noise)));
    double greylist = Math.max(greylistAbove, throttle);
    double reject =
        Math.max(
            greylist,
            Math.min(HIGHEST_BOUND, Math.max(rejectAbove, census.shareFor(rejectHam, noise))));
    return withThresholds(reject, greylist, throttle);
  }

  /** Returns the same settings with other spam shares above which tiers begin. */
  TierSettings withThresholds(double reject, double greylist, double throttle) {
    return new TierSettings(
        reject,
        greylist,
        throttle,
        trustedBelow,
        slack,
        rejectHam,
        throttleHam,
        mostKnownGood,
        goodShare,
        greylistFactor,
        throttleFactor,
        ownMass,
        holdDays,
        sampleDays,
        levels);
  }

  LevelLimits of(Level level) {
    return levels.get(level);
  }

  /** Returns the spam share that a harsh tier lies above, and a mild one below. */
  double threshold(Tier tier) {
    return switch (tier) {
      case REJECT -> rejectAbove;
      case GREYLIST -> greylistAbove;
      case THROTTLE, NEUTRAL -> throttleAbove;
      case TRUSTED -> trustedBelow;
    };
  }

  /** Returns how many times the good mail of rejecting a tier may hit. */
  double factor(Tier tier) {
    return switch (tier) {
      case REJECT -> 1;
      case GREYLIST -> greylistFactor;
      case THROTTLE -> throttleFactor;
      case NEUTRAL, TRUSTED -> Double.POSITIVE_INFINITY;
    };
  }
}
