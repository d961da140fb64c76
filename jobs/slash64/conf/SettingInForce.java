package slash64.conf;

/**
 * A setting as it is shown to people.
 *
 * @param key names with dots between
 * @param value as text; empty where nothing is set
 * @param place who set it: standard, a file with its line, or --set
 */
public record SettingInForce(String key, String value, String place) {}
