package slash64.conf;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import slash64.failure.UserError;
import slash64.policy.Tier;

/**
 * The settings in force for one run. Of each the last of these counts: its standard, the
 * configuration file, {@code --set}. Checked as a whole when it is made, and immutable after.
 */
public final class Settings {
  private static final String STANDARD = "standard";

  /** A value in force and who set it. */
  private record InForce(Object value, String place) {}

  private final Registry registry;
  private final Map<String, InForce> single = new HashMap<>();
  private final Map<String, SortedMap<String, InForce>> entries = new HashMap<>();

  private Settings(Registry registry, List<Leaf> leaves) {
    this.registry = registry;
    registry.single().forEach(s -> single.put(s.key(), new InForce(s.standard(), STANDARD)));
    registry.maps().forEach(map -> entries.put(map.key(), standardEntries(map)));
    leaves.forEach(this::set);
  }

  /**
   * Reads what is in force.
   *
   * @param file the configuration file; without one the standards hold
   * @param sets {@code key=value} each, of which the last one counts
   * @throws UserError naming place, key, value and what is allowed
   */
  public static Settings load(Optional<Path> file, List<String> sets) {
    return load(Registry.ALL, file, sets);
  }

  /** Returns every setting at its standard. */
  public static Settings standard() {
    return load(Optional.empty(), List.of());
  }

  static Settings load(Registry registry, Optional<Path> file, List<String> sets) {
    List<Leaf> leaves = new ArrayList<>();
    file.map(YamlFile::leaves).ifPresent(leaves::addAll);
    sets.stream().map(Settings::leaf).forEach(leaves::add);
    return new Settings(registry, leaves);
  }

  /**
   * Returns these settings with others on top.
   *
   * @param sets {@code key=value} each, of which the last one counts
   * @throws UserError naming key, value and what is allowed
   */
  public Settings with(List<String> sets) {
    Settings changed = new Settings(registry, List.of());
    changed.single.putAll(single);
    entries.forEach((key, map) -> changed.entries.put(key, new TreeMap<>(map)));
    sets.stream().map(Settings::leaf).forEach(changed::set);
    return changed;
  }

  /** Returns the value in force. */
  @SuppressWarnings("unchecked") // put there under the same setting's type
  public <T> T get(Setting<T> setting) {
    return (T) known(single.get(setting.key()), setting.key()).value();
  }

  /** Returns the entries in force, in the order of their names. */
  @SuppressWarnings("unchecked") // put there under the same setting's type
  public <V> SortedMap<String, V> get(MapSetting<V> setting) {
    SortedMap<String, V> values = new TreeMap<>();
    known(entries.get(setting.key()), setting.key())
        .forEach((name, inForce) -> values.put(name, (V) inForce.value()));
    return values;
  }

  /** Returns every value in force with its key and place, in the order of the registry. */
  public List<SettingInForce> all() {
    List<SettingInForce> all = new ArrayList<>();
    for (Setting<?> setting : registry.single()) {
      all.add(shown(setting.key(), single.get(setting.key())));
    }
    for (MapSetting<?> map : registry.maps()) {
      entries
          .get(map.key())
          .forEach((name, inForce) -> all.add(shown(map.key() + "." + name, inForce)));
    }
    return List.copyOf(all);
  }

  /**
   * Returns SHA-256 over every key and value in force, hexadecimal: what a feed was made with. It
   * is published, so secrets are no part of it: a short one could be found by trying.
   */
  public String sha256() {
    StringBuilder text = new StringBuilder();
    for (SettingInForce setting : all()) {
      text.append(setting.key()).append('=').append(setting.value()).append('\n');
    }
    return DigestUtils.sha256Hex(text.toString());
  }

  private void set(Leaf leaf) {
    Optional<Setting<?>> setting = registry.setting(leaf.key());
    if (setting.isPresent()) {
      single.put(leaf.key(), inForce(leaf, setting.get().type()));
      return;
    }
    if (leaf.value().isObject() && !leaf.value().isEmpty()) { // --set with more than one in it
      leaf.value()
          .properties()
          .forEach(
              field ->
                  set(new Leaf(leaf.key() + "." + field.getKey(), field.getValue(), leaf.place())));
      return;
    }
    if (leaf.value().isNull() && registry.isHeading(leaf.key())) {
      return; // all that stood below it is commented out
    }
    MapSetting<?> map = registry.mapOf(leaf.key()).orElseThrow(() -> registry.unknown(leaf));
    if (leaf.key().equals(map.key())) {
      boolean isNothing = leaf.value().isNull() || leaf.value().isObject();
      if (!isNothing) {
        throw wrong(leaf, "a map from %s to %s".formatted(map.names(), map.type().allowed()));
      }
      return;
    }
    String name = leaf.key().substring(map.key().length() + 1);
    entries.get(map.key()).put(name, inForce(leaf, map.type()));
  }

  private static InForce inForce(Leaf leaf, SettingType<?> type) {
    Object value = type.read(leaf.value()).orElse(null);
    if (value == null) {
      throw wrong(leaf, type.allowed());
    }
    return new InForce(value, leaf.place());
  }

  private static UserError wrong(Leaf leaf, String allowed) {
    return UserError.wrongUse(
        "Wrong value %s for %s in %s: need %s."
            .formatted(
                SettingInForce.isSecret(leaf.key()) ? SettingInForce.HIDDEN : leaf.value(),
                leaf.key(),
                leaf.place(),
                allowed));
  }

  private static <V> SortedMap<String, InForce> standardEntries(MapSetting<V> map) {
    SortedMap<String, InForce> standard = new TreeMap<>();
    map.standard().forEach((name, value) -> standard.put(name, new InForce(value, STANDARD)));
    return standard;
  }

  private static Leaf leaf(String set) {
    int equals = set.indexOf('=');
    if (equals < 1) {
      throw UserError.wrongUse(
          "Cannot read --set '%s': need key=value, such as --set feed.valid_days=7."
              .formatted(set));
    }
    String key = set.substring(0, equals).strip();
    try {
      return new Leaf(key, YamlFile.value(set.substring(equals + 1)), "--set");
    } catch (JsonProcessingException e) {
      throw UserError.wrongUse(
          "Cannot read --set '%s': the value is not YAML. Put it between quotes."
              .formatted(SettingInForce.isSecret(key) ? key + "=" + SettingInForce.HIDDEN : set),
          e);
    }
  }

  private static SettingInForce shown(String key, InForce inForce) {
    Object value = inForce.value();
    if (value instanceof Optional<?> optional) {
      value = optional.map(Object::toString).orElse("");
    } else if (value instanceof List<?> list) {
      value = list.stream().map(Object::toString).collect(Collectors.joining(", "));
    } else if (value instanceof Tier tier) {
      value = tier.word();
    }
    return new SettingInForce(key, value.toString(), inForce.place());
  }

  private static <X> X known(X value, String key) {
    if (value == null) {
      throw new IllegalStateException("Setting %s is not in the registry".formatted(key));
    }
    return value;
  }
}
