package slash64.conf;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import slash64.failure.UserError;
import slash64.policy.LevelLimits;
import slash64.policy.PolicySettings;
import slash64.policy.Tier;
import slash64.policy.TierSettings;
import slash64.reputation.Level;

/** How tiers are chosen by reputation, and what they may cost in good mail. */
public final class PolicyConf {
  private static final TierSettings DEFAULTS = TierSettings.DEFAULTS;

  private static final Setting<Double> REJECT_ABOVE =
      share(
          "policy.reject_above",
          DEFAULTS.rejectAbove(),
          "Lower bound of the spam share from which mail is rejected: harm to good mail must be"
              + " unlikely. It takes five messages in any case.");
  private static final Setting<Double> GREYLIST_ABOVE =
      share(
          "policy.greylist_above",
          DEFAULTS.greylistAbove(),
          "Lower bound of the spam share from which mail is greylisted.");
  private static final Setting<Double> THROTTLE_ABOVE =
      share(
          "policy.throttle_above",
          DEFAULTS.throttleAbove(),
          "Mean of the spam share from which mail is throttled: it harms little and should come early,"
              + " but not before own mail says more than the neighbours do.");
  private static final Setting<Double> TRUSTED_BELOW =
      share(
          "policy.trusted_below",
          DEFAULTS.trustedBelow(),
          "Upper bound of the spam share up to which an address or /64 is trusted. It takes about a"
              + " hundred good messages.");
  private static final Setting<Double> SLACK =
      share(
          "policy.slack",
          DEFAULTS.slack(),
          "How far a share may fall below its threshold before the tier of last night goes, so that"
              + " what hovers there does not change every night.");
  private static final Setting<Double> REJECT_HAM =
      share(
          "policy.reject_ham",
          DEFAULTS.rejectHam(),
          "Share of the site's good mail that may come from senders beyond the first threshold; it"
              + " rises where there would be more. Somewhat below what is acceptable (0.05 %), since"
              + " tomorrow is not as today.");
  private static final Setting<Double> THROTTLE_HAM =
      share(
          "policy.throttle_ham",
          DEFAULTS.throttleHam(),
          "The same for throttling; acceptable is 0.5 %.");
  private static final Setting<Double> MOST_KNOWN_GOOD =
      share(
          "policy.most_known_good",
          DEFAULTS.mostKnownGood(),
          "Share of its mail that is believed to be good mail of before, up to which a sender that"
              + " turned bad is held back at all."
              + " One message in twenty, twice of which is allowed for: what a customer sends whose"
              + " machine was taken over. Spam with more good mail in it is worth less than it"
              + " costs.");
  private static final Setting<Double> GOOD_SHARE =
      share(
          "policy.good_share",
          DEFAULTS.goodShare(),
          "Share of the mail an action hits that may be good by its 95 % bound, whatever the volume;"
              + " what the filter must be expected to have missed is taken off.");
  private static final Setting<Double> GREYLIST_FACTOR =
      ReputationConf.number(
          "policy.greylist_factor",
          DEFAULTS.greylistFactor(),
          1,
          1e6,
          "times",
          "Greylisting may hit so many times as much good mail as rejecting: it is delayed, not"
              + " lost.");
  private static final Setting<Double> THROTTLE_FACTOR =
      ReputationConf.number(
          "policy.throttle_factor",
          DEFAULTS.throttleFactor(),
          1,
          1e6,
          "times",
          "Throttling may hit so many times as much good mail as rejecting.");
  private static final Setting<Double> OWN_MASS =
      ReputationConf.number(
          "policy.own_mass",
          DEFAULTS.ownMass(),
          0.1,
          1e6,
          "messages",
          "Evidence from which a prefix answers for itself under a worse one around it: a handful.");
  private static final Setting<Integer> HOLD_DAYS =
      new Setting<>(
          "policy.hold_days",
          SettingType.wholeNumber(1, 365),
          DEFAULTS.holdDays(),
          "days",
          "An entry that is not renewed holds so long.");
  private static final Setting<Integer> SAMPLE_DAYS =
      new Setting<>(
          "policy.sample_days",
          SettingType.wholeNumber(0, 365),
          DEFAULTS.sampleDays(),
          "days",
          "A rejected prefix from which nothing came through all day is throttled instead on one day"
              + " of so many, so that it can show that it became better. 0: never.");

  private static final MapSetting<Tier> WORST =
      tiers(
          "policy.worst",
          LevelLimits::worst,
          "Harshest tier for a prefix of a level of whose owner nothing is known: a /32 is a"
              + " provider, a /48 may be many customers.");
  private static final MapSetting<Tier> WORST_OF_ONE_OWNER =
      tiers(
          "policy.worst_of_one_owner",
          LevelLimits::worstOfOneOwner,
          "Harshest tier when all senders in a prefix act as one.");
  private static final MapSetting<Tier> WORST_OF_MANY_OWNERS =
      tiers(
          "policy.worst_of_many_owners",
          LevelLimits::worstOfManyOwners,
          "Harshest tier when the senders in a prefix clearly differ: a shared /64 is acted on by"
              + " address.");
  private static final MapSetting<Double> GOOD_PER_DAY =
      new MapSetting<>(
          "policy.good_per_day",
          "levels",
          SettingType.number(0, 1e9),
          byLevel(LevelLimits::goodPerDay),
          "Good messages a day that rejecting a prefix of a level may hit, as a 95 % bound.");
  private static final MapSetting<Integer> BAD_CHILDREN =
      new MapSetting<>(
          "policy.bad_children",
          "levels",
          SettingType.wholeNumber(0, 1_000_000),
          byLevel(LevelLimits::badChildren),
          "Distinct bad children it takes to act on a prefix of a level.");

  static final List<Setting<?>> SINGLE =
      List.of(
          REJECT_ABOVE,
          GREYLIST_ABOVE,
          THROTTLE_ABOVE,
          TRUSTED_BELOW,
          SLACK,
          REJECT_HAM,
          THROTTLE_HAM,
          MOST_KNOWN_GOOD,
          GOOD_SHARE,
          GREYLIST_FACTOR,
          THROTTLE_FACTOR,
          OWN_MASS,
          HOLD_DAYS,
          SAMPLE_DAYS);
  static final List<MapSetting<?>> MAPS =
      List.of(WORST, WORST_OF_ONE_OWNER, WORST_OF_MANY_OWNERS, GOOD_PER_DAY, BAD_CHILDREN);

  private PolicyConf() {}

  private static Setting<Double> share(String key, double standard, String reason) {
    return ReputationConf.number(key, standard, 0, 1, "share", reason);
  }

  private static MapSetting<Tier> tiers(
      String key, Function<LevelLimits, Tier> part, String reason) {
    return new MapSetting<>(key, "levels", SettingType.tier(), byLevel(part), reason);
  }

  private static <V> Map<String, V> byLevel(Function<LevelLimits, V> part) {
    Map<String, V> standard = new TreeMap<>();
    DEFAULTS.levels().forEach((level, limits) -> standard.put(level.label(), part.apply(limits)));
    return standard;
  }

  /**
   * Reads what is in force for the policy of a day, with the rules of the operator's lists that
   * hold on it.
   *
   * @throws UserError if values do not go together, or a list is missing or malformed
   */
  public static PolicySettings of(Settings settings, LocalDate day) {
    return of(settings).withRules(OperatorLists.read(settings).rules(day));
  }

  /**
   * Reads what is in force; without rules of the operator.
   *
   * @throws UserError if values do not go together
   */
  public static PolicySettings of(Settings settings) {
    Map<Level, LevelLimits> levels = new EnumMap<>(Level.class);
    for (Level level : Level.values()) {
      levels.put(
          level,
          new LevelLimits(
              LevelEntries.of(settings, WORST, level),
              LevelEntries.of(settings, WORST_OF_ONE_OWNER, level),
              LevelEntries.of(settings, WORST_OF_MANY_OWNERS, level),
              LevelEntries.of(settings, GOOD_PER_DAY, level),
              LevelEntries.of(settings, BAD_CHILDREN, level)));
    }
    try {
      TierSettings tiers =
          new TierSettings(
              settings.get(REJECT_ABOVE),
              settings.get(GREYLIST_ABOVE),
              settings.get(THROTTLE_ABOVE),
              settings.get(TRUSTED_BELOW),
              settings.get(SLACK),
              settings.get(REJECT_HAM),
              settings.get(THROTTLE_HAM),
              settings.get(MOST_KNOWN_GOOD),
              settings.get(GOOD_SHARE),
              settings.get(GREYLIST_FACTOR),
              settings.get(THROTTLE_FACTOR),
              settings.get(OWN_MASS),
              settings.get(HOLD_DAYS),
              settings.get(SAMPLE_DAYS),
              levels);
      return new PolicySettings(ReputationConf.of(settings), tiers, List.of());
    } catch (IllegalArgumentException e) {
      throw UserError.wrongUse(
          e.getMessage() + ". Look at reputation and policy in the settings.", e);
    }
  }
}
