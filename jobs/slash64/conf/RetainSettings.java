package slash64.conf;

import java.util.List;
import slash64.failure.UserError;

/**
 * How long tables keep their days. Days are counted back from the day of the maintenance, UTC.
 *
 * @param messagesDays single transactions, at least 1 and more than a late archive reaches back
 * @param quarantineDays refused lines, at least 1
 * @param activityDays counts by prefix and customer, at least 1
 * @param scoresDays states, scores, alerts and policies, at least 1
 * @param replacedDays files that a table no longer needs, at least 7
 */
public record RetainSettings(
    int messagesDays, int quarantineDays, int activityDays, int scoresDays, int replacedDays) {
  static final Setting<Integer> MESSAGES_DAYS =
      new Setting<>(
          "retain.messages_days",
          SettingType.wholeNumber(1, 3650),
          90,
          "days",
          "maintain removes single transactions that are older. Three months: complaints come within"
              + " weeks. Must exceed restate.horizon_days, or a late archive would restate half a"
              + " day.");
  static final Setting<Integer> QUARANTINE_DAYS =
      new Setting<>(
          "retain.quarantine_days",
          SettingType.wholeNumber(1, 3650),
          30,
          "days",
          "maintain removes refused lines that are older. A month: who has not looked by then will"
              + " not.");
  static final Setting<Integer> ACTIVITY_DAYS =
      new Setting<>(
          "retain.activity_days",
          SettingType.wholeNumber(1, 3650),
          400,
          "days",
          "maintain removes counts by prefix and customer that are older. A year and a month: this"
              + " month can be held against the same one a year ago.");
  static final Setting<Integer> SCORES_DAYS =
      new Setting<>(
          "retain.scores_days",
          SettingType.wholeNumber(1, 3650),
          400,
          "days",
          "maintain removes states, scores, alerts and policies that are older. As long as counts:"
              + " they explain each other.");
  static final Setting<Integer> REPLACED_DAYS =
      new Setting<>(
          "retain.replaced_days",
          SettingType.wholeNumber(7, 3650),
          7,
          "days",
          "maintain deletes files that no table has needed for so long. A week, the least: readers"
              + " and time travel may still need them.");
  static final List<Setting<?>> SINGLE =
      List.of(MESSAGES_DAYS, QUARANTINE_DAYS, ACTIVITY_DAYS, SCORES_DAYS, REPLACED_DAYS);

  /**
   * Reads what is in force.
   *
   * @throws UserError if messages would be gone before a late archive can no longer restate them
   */
  public static RetainSettings of(Settings settings) {
    RetainSettings retain =
        new RetainSettings(
            settings.get(MESSAGES_DAYS),
            settings.get(QUARANTINE_DAYS),
            settings.get(ACTIVITY_DAYS),
            settings.get(SCORES_DAYS),
            settings.get(REPLACED_DAYS));
    int horizon = RestateSettings.of(settings).horizonDays();
    if (retain.messagesDays() <= horizon || retain.activityDays() <= horizon) {
      throw UserError.wrongUse(
          "Cannot keep messages for %d days and counts for %d: a late archive restates %d days back. Let retain.messages_days and retain.activity_days exceed restate.horizon_days."
              .formatted(retain.messagesDays(), retain.activityDays(), horizon));
    }
    return retain;
  }
}
