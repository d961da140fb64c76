package slash64.conf;

import java.util.List;

/**
 * How far back a late archive reaches.
 *
 * @param horizonDays days before the night's day that may still be restated, at least 0
 */
public record RestateSettings(int horizonDays) {
  static final Setting<Integer> HORIZON_DAYS =
      new Setting<>(
          "restate.horizon_days",
          SettingType.wholeNumber(0, 3650),
          35,
          "days",
          "A late archive restates days this far back. Five weeks: a forgotten host is found within"
              + " the month, and a baseline hardly remembers longer.");
  static final List<Setting<?>> SINGLE = List.of(HORIZON_DAYS);

  /** Reads what is in force. */
  public static RestateSettings of(Settings settings) {
    return new RestateSettings(settings.get(HORIZON_DAYS));
  }
}
