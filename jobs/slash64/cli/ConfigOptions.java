package slash64.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import slash64.conf.Settings;

/** The options of every command that has settings. */
final class ConfigOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings, as YAML. Without it: conf/slash64.yaml beside the launcher.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "One setting for this call; may be repeated, and wins over the file: --set feed.valid_days=14")
  private List<String> sets = List.of();

  /** Returns the settings in force. */
  Settings settings() {
    return Settings.load(file(), sets);
  }

  /** Returns the file that counts, if there is one. */
  Optional<Path> file() {
    return file.or(ConfigOptions::beside);
  }

  /** Returns the single settings, which win over the file. */
  List<String> sets() {
    return sets;
  }

  /**
   * The launcher says where it lies, to spark-submit by the environment; in a driver on the cluster
   * nobody does, and the standards hold.
   */
  private static Optional<Path> beside() {
    return Optional.ofNullable(System.getProperty("slash64.home", System.getenv("SLASH64_HOME")))
        .map(home -> Path.of(home, "conf", "slash64.yaml"))
        .filter(Files::exists);
  }
}
