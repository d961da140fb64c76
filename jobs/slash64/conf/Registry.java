package slash64.conf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import slash64.failure.UserError;

/**
 * Every setting there is. A subject declares its own in one class (see {@link InputSettings}) and
 * is named here; {@code conf/slash64.yaml} lists the same in the same order.
 *
 * @param single settings with one value
 * @param maps settings with free names
 */
record Registry(List<Setting<?>> single, List<MapSetting<?>> maps) {
  static final Registry ALL =
      new Registry(
          Stream.of(
                  InputSettings.SINGLE,
                  PrivacySettings.SINGLE,
                  RestateSettings.SINGLE,
                  ReputationConf.SINGLE,
                  PolicyConf.SINGLE,
                  RetainSettings.SINGLE,
                  EnrichSettings.SINGLE,
                  FeedSettings.SINGLE,
                  GuardSettings.SINGLE,
                  ReportSettings.SINGLE,
                  MetricsSettings.SINGLE)
              .<Setting<?>>flatMap(Collection::stream)
              .toList(),
          Stream.of(
                  List.<MapSetting<?>>of(InputSettings.TIME_ZONES),
                  ReputationConf.MAPS,
                  PolicyConf.MAPS,
                  EnrichSettings.MAPS,
                  List.<MapSetting<?>>of(SparkSettings.SPARK))
              .<MapSetting<?>>flatMap(Collection::stream)
              .toList());

  /** Returns the setting of a key. */
  Optional<Setting<?>> setting(String key) {
    return single.stream().filter(setting -> setting.key().equals(key)).findFirst();
  }

  /** Returns the map that a key names or falls into. */
  Optional<MapSetting<?>> mapOf(String key) {
    return maps.stream().filter(map -> (key + ".").startsWith(map.key() + ".")).findFirst();
  }

  /** Returns whether settings stand below a key that is none itself: {@code feed}. */
  boolean isHeading(String key) {
    return keys().stream().anyMatch(known -> known.startsWith(key + "."));
  }

  /**
   * Returns the error for a key that nobody knows: with the nearest known one, and those that begin
   * with the same word, or all.
   */
  UserError unknown(Leaf leaf) {
    Optional<String> nearest = nearest(leaf.key());
    String group = nearest.orElse(leaf.key()).split("\\.", 2)[0] + ".";
    List<String> allowed = keys().stream().filter(key -> key.startsWith(group)).toList();
    return UserError.wrongUse(
        "Unknown setting %s in %s. %sKnown settings: %s."
            .formatted(
                leaf.key(),
                leaf.place(),
                nearest.map("Did you mean %s? "::formatted).orElse(""),
                String.join(", ", allowed.isEmpty() ? keys() : allowed)));
  }

  /** A key that differs in more than half of its letters is no slip of the pen. */
  private Optional<String> nearest(String key) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return keys().stream()
        .filter(known -> distance.apply(key, known) <= known.length() / 2)
        .min(Comparator.comparing(known -> distance.apply(key, known)));
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    single.forEach(setting -> keys.add(setting.key()));
    maps.forEach(map -> keys.add(map.key()));
    return keys;
  }
}
