package slash64.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slash64.conf.FeedSettings;
import slash64.conf.Settings;
import slash64.conf.SparkSettings;
import slash64.failure.UserError;
import slash64.feed.FeedManifest;
import slash64.feed.FeedPublisher;
import slash64.feed.FeedStores;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.lake.WarehouseLock;
import slash64.progress.Progress;
import slash64.publication.FeedChoice;
import slash64.publication.Publication;
import slash64.publication.PublicationConf;
import slash64.session.EmbeddedSpark;

/** Publishes from the tables. */
@Command(
    name = "export",
    description =
        "Publishes a scored day again from the tables, as nightly does, or goes back to the"
            + " publication before.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./slash64 export --date 2026-11-04 --warehouse demo/warehouse --to demo/again --formats"
          + " all,full",
      "  ./slash64 export --rollback --to demo/feed"
    })
final class ExportCommand extends JobCommand {
  @Mixin private FeedOptions feed;
  @Mixin private SparkOption spark;

  @Option(names = "--warehouse", paramLabel = "W", description = "Folder of the tables.")
  private Optional<String> warehouse = Optional.empty();

  @Option(names = "--to", paramLabel = "E", required = true, description = "Folder of the feed.")
  private String to;

  @Option(
      names = "--date",
      paramLabel = "D",
      description = "Day to publish, UTC; the last one scored when not given.")
  private Optional<LocalDate> date = Optional.empty();

  @Option(
      names = "--formats",
      paramLabel = "NAMES",
      description =
          "What to write, instead of feed.formats: all, or some of csv, parquet, postfix, rspamd,"
              + " rbldnsd, mmdb, nftables, haproxy, nginx; full beside them adds"
              + " policy-full.ndjson.")
  private Optional<String> formats = Optional.empty();

  @Option(
      names = "--budget",
      paramLabel = "N",
      description =
          "At most so many entries, instead of feed.budget: the policy worth most that fits. 0 for"
              + " the smallest with all the same answers.")
  private Optional<Integer> budget = Optional.empty();

  @Option(
      names = "--rollback",
      description = "Let 'current' lead to the publication before; needs --to only.")
  private boolean isRollback;

  @Override
  void run(Settings settings, Progress progress) {
    if (isRollback) {
      rollBack(settings, progress);
      return;
    }
    List<String> sets = new ArrayList<>();
    formats.ifPresent(names -> sets.add("feed.formats=[" + names + "]"));
    budget.ifPresent(entries -> sets.add("feed.budget=" + entries));
    Settings chosen = settings.with(sets);
    FeedChoice choice = feed.choice();
    String folder =
        warehouse.orElseThrow(
            () -> UserError.wrongUse("Which tables? Name their folder with --warehouse."));
    try (EmbeddedSpark session = spark.open("slash64 export", chosen, progress)) {
      export(session.session(), folder, chosen, choice, progress);
    }
  }

  private void export(
      SparkSession session,
      String folder,
      Settings settings,
      FeedChoice choice,
      Progress progress) {
    Lake lake = Lake.at(session, folder);
    LocalDate day = date.orElseGet(() -> lastScored(lake));
    PublicationConf conf = new PublicationConf(day, to, choice, settings);
    if (!lake.has(Tables.PREFIX_STATE)) { // and no lock is left in a folder that is none of ours
      throw noTables(lake);
    }
    try (WarehouseLock lock =
        WarehouseLock.acquire(
            lake.warehouse(),
            session.sessionState().newHadoopConf(),
            UUID.randomUUID().toString())) {
      lock.requireHeld();
      new Publication(lake, conf, progress).run();
    } catch (IOException e) {
      throw UserError.failed(
          "Cannot read the lock of %s: %s.".formatted(folder, e.getMessage()), e);
    }
  }

  private static LocalDate lastScored(Lake lake) {
    return lake.days(Tables.PREFIX_STATE).stream()
        .reduce((a, b) -> b)
        .orElseThrow(() -> noTables(lake));
  }

  private static UserError noTables(Lake lake) {
    return UserError.wrongUse(
        "There are no scored days in %s: name the folder that a night has written."
            .formatted(lake.warehouse()));
  }

  /** Needs no Spark: who goes back is in a hurry. */
  private void rollBack(Settings settings, Progress progress) {
    SparkConf conf = new SparkConf();
    SparkSettings.of(settings).forEach(conf::set);
    try {
      FeedManifest manifest =
          new FeedPublisher(
                  FeedStores.at(to, SparkHadoopUtil.get().newConfiguration(conf)),
                  List.of(),
                  Optional.empty(),
                  FeedSettings.of(settings).keptGenerations())
              .rollBack();
      progress.note("generation", manifest.generation());
      progress.set("entries", manifest.entries());
      progress.note("day", manifest.stamp().day().toString());
      progress.note("feed", to + "/current");
    } catch (IOException e) {
      throw UserError.wrongUse("%s. Look at --to %s.".formatted(e.getMessage(), to), e);
    }
  }
}
