package slash64.conf;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How senders' names are kept.
 *
 * @param isPseudonymised whether local parts of senders are stored as keyed hashes
 * @param keyFile file with the key of these hashes; without one the warehouse holds the key
 */
public record PrivacySettings(boolean isPseudonymised, Optional<Path> keyFile) {
  static final Setting<Boolean> PSEUDONYMISE =
      new Setting<>(
          "privacy.pseudonymise",
          SettingType.flag(),
          true,
          "",
          "Store local parts of senders as keyed hashes: whoever reads the tables can tell senders"
              + " apart but not name them.");
  static final Setting<Optional<Path>> KEY_FILE =
      new Setting<>(
          "privacy.key_file",
          SettingType.fileOrNone(),
          Optional.empty(),
          "",
          "File with the key of these hashes. Empty: the one in the environment variable"
              + " SLASH64_PSEUDONYM_KEY, else a key made on the first run and kept in the warehouse.");
  static final List<Setting<?>> SINGLE = List.of(PSEUDONYMISE, KEY_FILE);

  /** Reads what is in force. */
  public static PrivacySettings of(Settings settings) {
    return new PrivacySettings(settings.get(PSEUDONYMISE), settings.get(KEY_FILE));
  }
}
