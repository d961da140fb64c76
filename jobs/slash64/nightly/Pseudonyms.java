package slash64.nightly;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.reflect.ClassTag$;
import slash64.conf.PrivacySettings;
import slash64.lake.Lake;
import slash64.privacy.MessageMerge;
import slash64.privacy.Messages;
import slash64.privacy.PseudonymKey;
import slash64.registry.Allocations;

/**
 * Turns what the reader gives into rows of the table {@code messages}: people as pseudonyms,
 * clients with the customer who held their address.
 */
final class Pseudonyms {
  private final PseudonymKey key;
  private final Broadcast<Allocations> allocations;

  private Pseudonyms(PseudonymKey key, Broadcast<Allocations> allocations) {
    this.key = key;
    this.allocations = allocations;
  }

  static Pseudonyms of(Lake lake, PrivacySettings settings, Optional<Path> allocationsFile) {
    Allocations allocations = AllocationsInput.read(lake.spark(), allocationsFile);
    return new Pseudonyms(
        PseudonymKeys.keptOrMade(lake, settings),
        lake.spark()
            .sparkContext()
            .broadcast(allocations, ClassTag$.MODULE$.apply(Allocations.class)));
  }

  Broadcast<Allocations> allocations() {
    return allocations;
  }

  Dataset<Row> apply(Dataset<Row> messages) {
    return Messages.of(messages, key, allocations);
  }

  /** Joins scans to the ended messages of the same intake. */
  Dataset<Row> mergeEnded(Dataset<Row> messages) {
    return MessageMerge.ofEnded(messages, allocations);
  }

  /** Merges the open rows of the table. */
  Dataset<Row> merge(Dataset<Row> open) {
    return MessageMerge.of(open, allocations);
  }
}
