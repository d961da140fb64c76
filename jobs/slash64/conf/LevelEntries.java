package slash64.conf;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import slash64.failure.UserError;
import slash64.reputation.Level;

/**
 * Entries of maps whose names are fixed, such as the levels: ipv6_32 to ipv6_128, ipv4_24, ipv4_32.
 */
final class LevelEntries {
  private static final Set<String> LEVELS = new TreeSet<>();

  static {
    for (Level level : Level.values()) {
      LEVELS.add(level.label());
    }
  }

  private LevelEntries() {}

  static <V> V of(Settings settings, MapSetting<V> map, Level level) {
    return known(settings, map, LEVELS).get(level.label());
  }

  /**
   * Returns the entries of a map.
   *
   * @throws UserError if one has a name that is none of these
   */
  static <V> Map<String, V> known(Settings settings, MapSetting<V> map, Set<String> names) {
    Map<String, V> entries = settings.get(map);
    for (String name : entries.keySet()) {
      if (!names.contains(name)) {
        throw UserError.wrongUse(
            "Unknown setting %s.%s. Known are: %s."
                .formatted(map.key(), name, String.join(", ", new TreeSet<>(names))));
      }
    }
    return entries;
  }
}
