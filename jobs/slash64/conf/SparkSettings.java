package slash64.conf;

import java.util.Map;
import java.util.TreeMap;

/** Spark's own settings, passed through as they are. */
public final class SparkSettings {
  static final MapSetting<String> SPARK =
      new MapSetting<>(
          "spark",
          "Spark's settings without 'spark.'",
          SettingType.anyText(),
          Map.of(),
          "Handed to Spark as they are; they win over ours and over spark-submit's.");

  private SparkSettings() {}

  /** Returns the settings under their full names, {@code spark.sql.shuffle.partitions}. */
  public static Map<String, String> of(Settings settings) {
    Map<String, String> named = new TreeMap<>();
    settings.get(SPARK).forEach((name, value) -> named.put("spark." + name, value));
    return named;
  }
}
