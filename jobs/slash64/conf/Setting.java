package slash64.conf;

/**
 * One setting: its key in {@code conf/slash64.yaml} and all that is to be told about it.
 *
 * @param key names with dots between, {@code feed.valid_days}
 * @param type how its value is read and what is allowed
 * @param standard the value when nobody sets another
 * @param unit what a number counts; empty where there is none
 * @param reason what the setting does and why its standard is what it is
 */
public record Setting<T>(String key, SettingType<T> type, T standard, String unit, String reason) {}
