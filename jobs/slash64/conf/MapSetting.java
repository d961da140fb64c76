package slash64.conf;

import java.util.Map;

/**
 * A family of settings with free names: every key that begins with this one's and a dot is an entry
 * of it. Entries are set and overridden one by one.
 *
 * @param key names with dots between, {@code input.time_zones}
 * @param names what the free names are
 * @param type how each value is read
 * @param standard the entries that nobody has to set
 * @param reason what the entries do
 */
public record MapSetting<V>(
    String key, String names, SettingType<V> type, Map<String, V> standard, String reason) {}
