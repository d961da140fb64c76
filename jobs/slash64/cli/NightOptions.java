package slash64.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import slash64.conf.Settings;
import slash64.nightly.NightConf;
import slash64.publication.FeedChoice;

/** What a night and a row of nights are told alike. */
final class NightOptions {
  @Option(
      names = "--input",
      paramLabel = "P",
      required = true,
      arity = "1..*",
      description =
          "Archives: files, folders, globs; {date} stands for the day: /var/log/mail/*-{date}.log.gz")
  private List<String> inputs;

  @Option(
      names = "--warehouse",
      paramLabel = "W",
      required = true,
      description = "Folder of the tables: a path, or any that Hadoop knows (hdfs:, s3a:).")
  private String warehouse;

  @Option(
      names = "--export",
      paramLabel = "E",
      description = "Folder of the feed; nothing is published without it.")
  private Optional<String> export = Optional.empty();

  @Option(
      names = "--allocations",
      paramLabel = "F",
      description = "Our customers' prefixes, CSV: prefix,customer,kind,since,until.")
  private Optional<Path> allocations = Optional.empty();

  @Option(
      names = "--feedback",
      paramLabel = "B",
      arity = "1..*",
      description =
          "Complaints, trap hits and bounces, CSV: time,address,kind,count; files, globs, {date}. The"
              + " files of a call tell all of a day.")
  private List<String> feedback = List.of();

  @Option(names = "--force", description = "Score the day again although it is done.")
  private boolean isForced;

  NightConf conf(LocalDate date, Settings settings) {
    return conf(date, settings, FeedChoice.USUAL);
  }

  NightConf conf(LocalDate date, Settings settings, FeedChoice feed) {
    return new NightConf(
        date, date, inputs, warehouse, export, allocations, feedback, isForced, settings, feed);
  }
}
