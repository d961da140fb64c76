package slash64.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code conf/slash64.yaml} is the registry for people: the same settings, standards and reasons.
 */
class ConfigurationFileTest {
  private static final Path FILE = Path.of("conf/slash64.yaml");

  @Test
  void theFileListsEverySettingAndNoOther() {
    List<String> known = new ArrayList<>();
    Registry.ALL.single().forEach(setting -> known.add(setting.key()));
    Registry.ALL.maps().forEach(map -> known.add(map.key()));

    TreeSet<String> listed = new TreeSet<>();
    for (Leaf leaf : YamlFile.leaves(FILE)) {
      listed.add(Registry.ALL.mapOf(leaf.key()).map(MapSetting::key).orElse(leaf.key()));
    }

    assertThat(listed).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void theFileGivesEverySettingItsStandard() {
    List<SettingInForce> shipped = Settings.load(Optional.of(FILE), List.of()).all();

    assertThat(shipped)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("place")
        .isEqualTo(Settings.standard().all());
  }

  @Test
  void theFileGivesTheReasonAndTheUnitOfEverySetting() throws IOException {
    String comments =
        Files.readAllLines(FILE).stream()
            .map(String::strip)
            .filter(line -> line.startsWith("#"))
            .map(line -> line.substring(1).strip())
            .collect(Collectors.joining(" "));

    Stream.concat(
            Registry.ALL.single().stream().map(Setting::reason),
            Registry.ALL.maps().stream().map(MapSetting::reason))
        .forEach(reason -> assertThat(comments).containsIgnoringCase(reason));
    Registry.ALL.single().stream()
        .map(Setting::unit)
        .forEach(unit -> assertThat(comments).containsIgnoringCase(unit));
  }

  @Test
  void keysAreWordsAndNoKeyIsThePartOfAnother() {
    List<String> keys = new ArrayList<>();
    Registry.ALL.single().forEach(setting -> keys.add(setting.key()));
    Registry.ALL.maps().forEach(map -> keys.add(map.key()));

    assertThat(keys)
        .doesNotHaveDuplicates()
        .allMatch(key -> key.matches("[a-z0-9_]+(\\.[a-z0-9_]+)*"));
    for (String key : keys) {
      assertThat(keys).noneMatch(other -> other.startsWith(key + "."));
    }
  }
}
