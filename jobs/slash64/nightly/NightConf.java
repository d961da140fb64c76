package slash64.nightly;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import slash64.conf.Settings;
import slash64.publication.FeedChoice;
import slash64.publication.PublicationConf;

/**
 * What a night is to do.
 *
 * @param date the day to score and publish, UTC
 * @param through the last day that this call does; mail of it waits for its night and surprises
 *     nobody
 * @param inputs files, folders and globs of archives, with {@code {date}} for the day
 * @param warehouse folder of the tables
 * @param export folder of the feed; nothing is published without one
 * @param allocations file of our customers' prefixes
 * @param feedback files and globs of complaints, trap hits and bounces, with {@code {date}}
 * @param isForced whether a day that is done already is done again
 * @param settings what is in force
 * @param feed what this call asks of the publication
 */
public record NightConf(
    LocalDate date,
    LocalDate through,
    List<String> inputs,
    String warehouse,
    Optional<String> export,
    Optional<Path> allocations,
    List<String> feedback,
    boolean isForced,
    Settings settings,
    FeedChoice feed) {

  public NightConf {
    Objects.requireNonNull(date, "date");
    Objects.requireNonNull(through, "through");
    Objects.requireNonNull(warehouse, "warehouse");
    inputs = List.copyOf(inputs);
    feedback = List.copyOf(feedback);
  }

  /** A single night without feedback, published as settings say. */
  public NightConf(
      LocalDate date,
      List<String> inputs,
      String warehouse,
      Optional<String> export,
      Optional<Path> allocations,
      boolean isForced,
      Settings settings) {
    this(
        date,
        date,
        inputs,
        warehouse,
        export,
        allocations,
        List.of(),
        isForced,
        settings,
        FeedChoice.USUAL);
  }

  /** Returns where and how to publish, if at all. */
  Optional<PublicationConf> publication() {
    return export.map(folder -> new PublicationConf(date, folder, feed, settings));
  }

  /** Returns the same for another day of a call that goes through {@code last}. */
  public NightConf on(LocalDate other, LocalDate last) {
    return new NightConf(
        other, last, inputs, warehouse, export, allocations, feedback, isForced, settings, feed);
  }
}
