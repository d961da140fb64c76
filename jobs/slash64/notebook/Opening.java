package slash64.notebook;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import slash64.conf.Settings;

/**
 * What a notebook is about. {@code ./slash64 notebook} leaves it to Jupyter's environment, where
 * the kernels find it.
 *
 * @param warehouse folder of the tables: a path that is not relative, or any that Hadoop knows
 * @param file of settings; the standards hold without
 * @param sets single settings, {@code key=value}, which win over the file
 */
public record Opening(String warehouse, Optional<Path> file, List<String> sets) {
  private static final String WAREHOUSE = "SLASH64_WAREHOUSE";
  private static final String SETTINGS = "SLASH64_SETTINGS";
  private static final String SETS = "SLASH64_SETS";

  public Opening {
    file = file.map(Path::toAbsolutePath);
    sets = List.copyOf(sets);
  }

  /** Returns what was left; without any, the demo's tables beside the launcher. */
  static Opening ofEnvironment() {
    return new Opening(
        Optional.ofNullable(System.getenv(WAREHOUSE))
            .orElse(Path.of(System.getProperty("slash64.home", ""), "demo/warehouse").toString()),
        Optional.ofNullable(System.getenv(SETTINGS)).map(Path::of),
        Stream.ofNullable(System.getenv(SETS)).flatMap(String::lines).toList());
  }

  void leaveIn(Map<String, String> environment) {
    environment.put(WAREHOUSE, warehouse);
    file.ifPresent(path -> environment.put(SETTINGS, path.toString()));
    environment.put(SETS, String.join("\n", sets));
  }

  /** Returns the settings in force. */
  Settings settings() {
    return Settings.load(file, sets);
  }
}
