package slash64.conf;

import java.util.regex.Pattern;

/**
 * A setting as it is shown to people.
 *
 * @param key names with dots between
 * @param value as text; empty where nothing is set, {@link #HIDDEN} where it is a secret
 * @param place who set it: standard, a file with its line, or --set
 */
public record SettingInForce(String key, String value, String place) {
  static final String HIDDEN = "(hidden)";

  /** Keys of Spark and Hadoop whose values open doors; more than spark.redaction.regex holds. */
  private static final Pattern SECRET =
      Pattern.compile("(?i)secret|passw|token|credential|access[._-]?key|account[._-]?key");

  public SettingInForce {
    value = isSecret(key) && !value.isEmpty() ? HIDDEN : value;
  }

  static boolean isSecret(String key) {
    return SECRET.matcher(key).find();
  }
}
