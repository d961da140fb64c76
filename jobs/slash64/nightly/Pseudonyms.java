package slash64.nightly;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.reflect.ClassTag$;
import slash64.conf.PrivacySettings;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.privacy.MessageMerge;
import slash64.privacy.Messages;
import slash64.privacy.PseudonymKey;
import slash64.registry.Allocations;
import slash64.registry.AllocationsFile;

/**
 * Turns what the reader gives into rows of the table {@code messages}: people as pseudonyms,
 * clients with the customer who held their address. The key comes from a file; without one it is
 * made on the first run and kept in the warehouse, readable by its owner alone.
 */
final class Pseudonyms {
  private static final String KEPT = "_pseudonym.key";
  private static final int KEY_BYTES = 32;

  private final PseudonymKey key;
  private final Broadcast<Allocations> allocations;

  private Pseudonyms(PseudonymKey key, Broadcast<Allocations> allocations) {
    this.key = key;
    this.allocations = allocations;
  }

  static Pseudonyms of(Lake lake, PrivacySettings settings, Optional<Path> allocationsFile) {
    PseudonymKey key =
        !settings.isPseudonymised()
            ? PseudonymKey.NONE
            : PseudonymKey.of(settings.keyFile().map(Pseudonyms::read).orElseGet(() -> kept(lake)));
    Allocations allocations =
        allocationsFile.map(Pseudonyms::allocations).orElse(Allocations.none());
    return new Pseudonyms(
        key,
        lake.spark()
            .sparkContext()
            .broadcast(allocations, ClassTag$.MODULE$.apply(Allocations.class)));
  }

  Dataset<Row> apply(Dataset<Row> messages) {
    return Messages.of(messages, key, allocations);
  }

  /** Merges the open rows of the table. */
  Dataset<Row> merge(Dataset<Row> open) {
    return MessageMerge.of(open, allocations);
  }

  private static Allocations allocations(Path file) {
    try (BufferedReader text = Files.newBufferedReader(file)) {
      return AllocationsFile.read(text, file.toString());
    } catch (IOException e) {
      throw UserError.wrongUse(
          "Cannot read allocations %s: %s. Look at --allocations.".formatted(file, e.getMessage()),
          e);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongUse(e.getMessage(), e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw UserError.wrongUse(
          "Cannot read the key of pseudonyms in %s: %s. Look at privacy.key_file."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static byte[] kept(Lake lake) {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(lake.warehouse(), KEPT);
    try {
      FileSystem system = path.getFileSystem(lake.spark().sessionState().newHadoopConf());
      if (!system.exists(path)) {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        try (OutputStream out = FileSystem.create(system, path, new FsPermission((short) 0600))) {
          out.write(Base64.getEncoder().encode(random));
        }
      }
      try (InputStream in = system.open(path)) {
        return in.readAllBytes();
      }
    } catch (IOException e) {
      throw UserError.failed(
          "Cannot keep the key of pseudonyms in %s: %s.".formatted(path, e.getMessage()), e);
    }
  }
}
