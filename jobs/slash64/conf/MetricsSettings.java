package slash64.conf;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a monitor is told.
 *
 * @param file Prometheus text file that every run of a night writes
 */
public record MetricsSettings(Optional<Path> file) {
  static final Setting<Optional<Path>> FILE =
      new Setting<>(
          "metrics.file",
          SettingType.fileOrNone(),
          Optional.empty(),
          "",
          "Prometheus text file for node_exporter's textfile collector, written by every night"
              + " however it ends. Empty: none is written, since only you know where your collector"
              + " looks.");
  static final List<Setting<?>> SINGLE = List.of(FILE);

  /** Reads what is in force. */
  public static MetricsSettings of(Settings settings) {
    return new MetricsSettings(settings.get(FILE));
  }
}
