package slash64.nightly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.reflect.ClassTag$;
import slash64.conf.EnrichSettings;
import slash64.enrich.Enrichment;
import slash64.failure.UserError;
import slash64.progress.Progress;

/** The files of others that tell of prefixes, where there are any. */
final class EnrichmentInput {
  private final Optional<Broadcast<Enrichment>> known;

  private EnrichmentInput(Optional<Broadcast<Enrichment>> known) {
    this.known = known;
  }

  /**
   * Opens the files that the settings name. One that is not there leaves its columns empty, with a
   * warning.
   *
   * @throws UserError if a file cannot be read, or lines of it are malformed
   */
  static EnrichmentInput of(SparkSession spark, EnrichSettings settings, Progress progress) {
    List<Path> networks =
        Stream.of(settings.asn(), settings.country())
            .flatMap(file -> there(file, progress).stream())
            .distinct()
            .toList();
    List<Path> delegated =
        settings.delegated().values().stream()
            .flatMap(file -> there(file, progress).stream())
            .toList();
    Map<String, Path> lists = new TreeMap<>();
    settings
        .lists()
        .forEach((name, file) -> there(file, progress).ifPresent(path -> lists.put(name, path)));
    if (networks.isEmpty() && delegated.isEmpty() && lists.isEmpty()) {
      return new EnrichmentInput(Optional.empty());
    }
    try {
      Enrichment enrichment = Enrichment.open(networks, delegated, lists);
      return new EnrichmentInput(
          Optional.of(
              spark
                  .sparkContext()
                  .broadcast(enrichment, ClassTag$.MODULE$.apply(Enrichment.class))));
    } catch (IOException e) {
      throw UserError.wrongUse("Cannot read %s. Look at enrich.".formatted(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongUse(e.getMessage(), e);
    }
  }

  private static Optional<Path> there(Optional<Path> file, Progress progress) {
    if (file.isPresent() && !Files.isRegularFile(file.get())) {
      progress.warn("%s is not there: what it tells of prefixes stays empty".formatted(file.get()));
      return Optional.empty();
    }
    return file;
  }

  /** Adds what the files tell to rows of prefix_activity; without files nothing. */
  Dataset<Row> add(Dataset<Row> prefixes) {
    return known.map(broadcast -> Enrichment.add(prefixes, broadcast)).orElse(prefixes);
  }
}
