package slash64.conf;

import java.util.List;
import slash64.failure.UserError;
import slash64.policy.PolicySettings;
import slash64.policy.TierSettings;

/** How tiers are chosen: what operators turn first when a policy is too harsh or too mild. */
public final class PolicyChoices {
  private static final TierSettings STANDARD = TierSettings.DEFAULTS;

  static final Setting<Double> REJECT_ABOVE =
      new Setting<>(
          "policy.reject_above",
          SettingType.number(0, 1),
          STANDARD.rejectAbove(),
          "spam share",
          "Mail is rejected when, with 95 % probability, more of it than this is spam.");
  static final Setting<Double> GREYLIST_ABOVE =
      new Setting<>(
          "policy.greylist_above",
          SettingType.number(0, 1),
          STANDARD.greylistAbove(),
          "spam share",
          "Mail is greylisted when, with 95 % probability, more of it than this is spam.");
  static final Setting<Double> THROTTLE_ABOVE =
      new Setting<>(
          "policy.throttle_above",
          SettingType.number(0, 1),
          STANDARD.throttleAbove(),
          "spam share",
          "Mail is throttled when more of it than this is expected to be spam: it harms little and"
              + " should come early.");
  static final Setting<Double> TRUSTED_BELOW =
      new Setting<>(
          "policy.trusted_below",
          SettingType.number(0, 1),
          STANDARD.trustedBelow(),
          "spam share",
          "A sender is trusted when, with 95 % probability, less of its mail than this is spam;"
              + " at 0.03 that takes about a hundred good messages.");
  static final Setting<Double> GOOD_SHARE =
      new Setting<>(
          "policy.good_share",
          SettingType.number(0, 1),
          STANDARD.goodShare(),
          "share of the mail hit",
          "So much of the mail that a prefix is rejected with may be good, by the upper bound:"
              + " what a filter that misses a tenth of the spam leaves, and half of that as room.");
  static final Setting<Integer> HOLD_DAYS =
      new Setting<>(
          "policy.hold_days",
          SettingType.wholeNumber(1, 365),
          STANDARD.holdDays(),
          "days",
          "An entry holds so long when it is not renewed. A week: the feed may fail that long before"
              + " answers fade.");
  static final List<Setting<?>> SINGLE =
      List.of(REJECT_ABOVE, GREYLIST_ABOVE, THROTTLE_ABOVE, TRUSTED_BELOW, GOOD_SHARE, HOLD_DAYS);

  private PolicyChoices() {}

  /**
   * Reads what is in force; everything that has no key is as in {@link PolicySettings#DEFAULTS}.
   *
   * @throws UserError if the thresholds are not in order
   */
  public static PolicySettings of(Settings settings) {
    try {
      TierSettings tiers =
          new TierSettings(
              settings.get(REJECT_ABOVE),
              settings.get(GREYLIST_ABOVE),
              settings.get(THROTTLE_ABOVE),
              settings.get(TRUSTED_BELOW),
              STANDARD.slack(),
              settings.get(GOOD_SHARE),
              STANDARD.forgiven(),
              STANDARD.greylistFactor(),
              STANDARD.throttleFactor(),
              STANDARD.ownMass(),
              settings.get(HOLD_DAYS),
              STANDARD.levels());
      return new PolicySettings(
          PolicySettings.DEFAULTS.reputation(), tiers, PolicySettings.DEFAULTS.rules());
    } catch (IllegalArgumentException e) {
      throw UserError.wrongUse(e.getMessage() + ". Look at the settings policy.*.", e);
    }
  }
}
