package slash64.nightly;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import slash64.conf.PrivacySettings;
import slash64.failure.FileFailure;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.PlainFiles;
import slash64.privacy.PseudonymKey;

/**
 * Where the key of pseudonyms lies: in a file that the configuration names, else in the environment
 * variable {@code SLASH64_PSEUDONYM_KEY}; without either it is made on the first run and kept in
 * the warehouse, readable by its owner alone.
 */
public final class PseudonymKeys {
  private static final String KEPT = "_pseudonym.key";
  private static final int KEY_BYTES = 32;
  private static final String VARIABLE = "SLASH64_PSEUDONYM_KEY";

  private PseudonymKeys() {}

  /**
   * Returns the key that the tables were written with, to ask for a name; none if none was made.
   */
  public static Optional<PseudonymKey> kept(Lake lake, PrivacySettings settings) {
    return kept(lake, settings, System.getenv());
  }

  static Optional<PseudonymKey> kept(
      Lake lake, PrivacySettings settings, Map<String, String> environment) {
    if (!settings.isPseudonymised()) {
      return Optional.of(PseudonymKey.NONE);
    }
    if (settings.keyFile().isPresent()) {
      Path file = settings.keyFile().get();
      return Optional.of(key(read(file), file.toString()));
    }
    String given = environment.getOrDefault(VARIABLE, "");
    if (!given.isBlank()) {
      return Optional.of(key(stripped(given), VARIABLE));
    }
    org.apache.hadoop.fs.Path path = path(lake);
    try {
      FileSystem system = PlainFiles.of(path, lake.spark().sessionState().newHadoopConf());
      return system.exists(path)
          ? Optional.of(key(read(system, path), path.toString()))
          : Optional.empty();
    } catch (IOException e) {
      throw UserError.failed(
          "Cannot read the key of pseudonyms in %s: %s.".formatted(path, e.getMessage()), e);
    }
  }

  /** A key is the same wherever it is put: editors and shells end files with a line end. */
  private static byte[] stripped(String secret) {
    return secret.strip().getBytes(StandardCharsets.UTF_8);
  }

  private static PseudonymKey key(byte[] secret, String place) {
    try {
      return PseudonymKey.of(secret);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongUse("In %s: %s.".formatted(place, e.getMessage()), e);
    }
  }

  static PseudonymKey keptOrMade(Lake lake, PrivacySettings settings) {
    return kept(lake, settings).orElseGet(() -> make(lake));
  }

  private static PseudonymKey make(Lake lake) {
    org.apache.hadoop.fs.Path path = path(lake);
    try {
      FileSystem system = PlainFiles.of(path, lake.spark().sessionState().newHadoopConf());
      byte[] random = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(random);
      // Renamed when it is whole: a run that is killed here must not leave half a key for all time.
      org.apache.hadoop.fs.Path made = path.suffix(".new");
      try (OutputStream out = FileSystem.create(system, made, new FsPermission((short) 0600))) {
        out.write(Base64.getEncoder().encode(random));
      }
      if (!system.rename(made, path)) {
        throw new IOException("cannot rename " + made);
      }
      return key(read(system, path), path.toString());
    } catch (IOException e) {
      throw UserError.failed(
          "Cannot keep the key of pseudonyms in %s: %s.".formatted(path, e.getMessage()), e);
    }
  }

  private static org.apache.hadoop.fs.Path path(Lake lake) {
    return new org.apache.hadoop.fs.Path(lake.warehouse(), KEPT);
  }

  private static byte[] read(FileSystem system, org.apache.hadoop.fs.Path path) throws IOException {
    try (InputStream in = system.open(path)) {
      return stripped(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static byte[] read(Path file) {
    try {
      return stripped(Files.readString(file));
    } catch (IOException e) {
      throw UserError.wrongUse(
          "Cannot read the key of pseudonyms in %s: %s. Look at privacy.key_file."
              .formatted(file, FileFailure.words(e)),
          e);
    }
  }
}
