package slash64.cli;

import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slash64.care.Forgetting;
import slash64.care.Traces;
import slash64.conf.PrivacySettings;
import slash64.conf.Settings;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.net.Prefix;
import slash64.nightly.PseudonymKeys;
import slash64.progress.Progress;
import slash64.session.EmbeddedSpark;

/** The end of somebody's traces. */
@Command(
    name = "forget",
    description =
        "Removes from the tables what one person, customer or prefix left there, and the files that"
            + " held it. Counts only, unless --yes is given: nothing brings it back.",
    footerHeading = "%nExample:%n",
    footer = "  ./slash64 forget --warehouse demo/warehouse --address someone@example.com")
final class ForgetCommand extends JobCommand {
  /** Whose traces; one of these. */
  private static final class Subject {
    @Option(
        names = "--address",
        paramLabel = "A",
        description = "Address of a sender, or a name that somebody authenticates with.")
    private String address;

    @Option(names = "--customer", paramLabel = "C", description = "Name in the allocations file.")
    private String customer;

    @Option(
        names = "--prefix",
        paramLabel = "P",
        description = "Prefix or address, with all within it: 2001:db8:1::/48, 192.0.2.1.")
    private String prefix;
  }

  @Mixin private SparkOption spark;
  @Mixin private WarehouseOption warehouse;

  @ArgGroup(multiplicity = "1")
  private Subject subject;

  @Option(names = "--yes", description = "Remove it. Without this only the rows are counted.")
  private boolean isDone;

  @Override
  void run(Settings settings, Progress progress) {
    Optional<Prefix> prefix = Optional.ofNullable(subject.prefix).map(Prefixes::parse);
    try (EmbeddedSpark session = spark.open("slash64 forget", settings, progress)) {
      Lake lake = Lake.at(session.session(), warehouse.warehouse());
      Forgetting.run(
          session.session(),
          warehouse.warehouse(),
          prefix.map(Traces::ofPrefix).orElseGet(() -> traces(lake, settings)),
          isDone,
          progress);
    }
  }

  private Traces traces(Lake lake, Settings settings) {
    if (subject.customer != null) {
      return Traces.ofCustomer(subject.customer);
    }
    return Traces.ofPerson(
        subject.address,
        PseudonymKeys.kept(lake, PrivacySettings.of(settings))
            .orElseThrow(
                () ->
                    UserError.wrongUse(
                        "Cannot look for an address in %s: the key of its pseudonyms is gone. Name it with privacy.key_file."
                            .formatted(warehouse.warehouse()))));
  }
}
