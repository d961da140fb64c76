package slash64.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import slash64.conf.PrivacySettings;
import slash64.conf.Settings;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.net.Prefix;
import slash64.nightly.AllocationsInput;
import slash64.nightly.PseudonymKeys;
import slash64.privacy.PseudonymKey;
import slash64.progress.Progress;
import slash64.registry.Allocations;
import slash64.session.EmbeddedSpark;
import slash64.terminal.Screen;
import slash64.trace.TraceQuery;
import slash64.tracing.Trace;
import slash64.tracing.TraceLines;
import slash64.tracing.TraceText;

/** Who sent what, when, from where. */
@Command(
    name = "trace",
    description =
        "Who sent what, when, from where: the messages of a customer, a prefix, an address, a login"
            + " or a queue id, the allocation then and now, and who shares the block.",
    footerHeading = "%nExample:%n",
    footer =
        "  ./slash64 trace --warehouse demo/warehouse --prefix 2001:db8:4000::/48 --from"
            + " 2026-11-02 --to 2026-11-03")
final class TraceCommand implements Callable<Integer> {
  private static final Pattern PSEUDONYM = Pattern.compile("[0-9a-f]{32}");

  /** What is looked for; one of these. */
  private static final class Subject {
    @Option(names = "--customer", paramLabel = "C", description = "Name in the allocations file.")
    private String customer;

    @Option(
        names = "--prefix",
        paramLabel = "P",
        description = "Prefix, or an address: 2001:db8:1::/48, 192.0.2.1.")
    private String prefix;

    @Option(
        names = "--login",
        paramLabel = "L",
        description =
            "Name that somebody authenticates with, or its pseudonym as an alert tells it; from"
                + " wherever it was used.")
    private String login;

    @Option(names = "--queue-id", paramLabel = "Q", description = "Queue id, on any host.")
    private String queueId;

    @Option(
        names = "--message-id",
        paramLabel = "M",
        description = "Message-ID, with or without brackets, on all hosts it passed.")
    private String messageId;
  }

  @Mixin private ConfigOptions configuration;
  @Mixin private SparkOption spark;
  @Mixin private WarehouseOption warehouse;
  @Mixin private FormOption output;
  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Subject subject;

  @Option(
      names = "--from",
      paramLabel = "D",
      description = "First day, UTC; without it the first there is.")
  private Optional<LocalDate> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "D",
      description = "Last day, UTC; without it the last there is.")
  private Optional<LocalDate> to = Optional.empty();

  @Option(
      names = "--allocations",
      paramLabel = "F",
      description =
          "Our customers' prefixes, CSV: prefix,customer,kind,since,until. Without it only the"
              + " customer at message time is told.")
  private Optional<Path> allocations = Optional.empty();

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "1000",
      description = "A table shows so many rows; ${DEFAULT-VALUE} when not given.")
  private int rows;

  @Override
  public Integer call() throws Exception {
    Optional<Prefix> prefix = Optional.ofNullable(subject.prefix).map(Prefixes::parse);
    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
      throw UserError.wrongUse(
          "Cannot trace from %s to %s: the last day lies before the first."
              .formatted(from.get(), to.get()));
    }
    Settings settings = configuration.settings();
    try (Progress progress = Progress.onStandardError();
        EmbeddedSpark open = spark.open("slash64 trace", settings, progress)) {
      Lake lake = Lake.at(open.session(), warehouse.warehouse());
      Allocations registry = AllocationsInput.read(open.session(), allocations);
      List<LocalDate> days = days(lake);
      print(
          new Trace(
              lake,
              query(prefix, lake, settings),
              from.orElse(days.get(0)),
              to.orElse(days.get(days.size() - 1)),
              registry,
              Instant.now()));
    }
    return ExitStatus.DONE.code();
  }

  private List<LocalDate> days(Lake lake) {
    lake.requireTables();
    List<LocalDate> days =
        lake.days(Tables.MESSAGES).stream()
            .filter(day -> from.isEmpty() || !day.isBefore(from.get()))
            .filter(day -> to.isEmpty() || !day.isAfter(to.get()))
            .toList();
    if (days.isEmpty()) {
      throw UserError.inputMissing(
          "There are no messages of these days in %s. Look at --from and --to, or run the night first."
              .formatted(warehouse.warehouse()));
    }
    return days;
  }

  private TraceQuery query(Optional<Prefix> prefix, Lake lake, Settings settings) {
    if (prefix.isPresent()) {
      return new TraceQuery.OfPrefix(prefix.get());
    }
    if (subject.customer != null) {
      return new TraceQuery.OfCustomer(subject.customer);
    }
    if (subject.queueId != null) {
      return new TraceQuery.OfQueueId(subject.queueId);
    }
    if (subject.login != null) {
      return ofLogin(subject.login, lake, settings);
    }
    String id = subject.messageId.replaceAll("^<|>$", "");
    return new TraceQuery.OfMessageId(id, key(lake, settings, "Message-ID").pseudonym(id));
  }

  /** A pseudonym is looked for as it is; that needs no key. */
  private TraceQuery ofLogin(String name, Lake lake, Settings settings) {
    Optional<PseudonymKey> kept = PseudonymKeys.kept(lake, PrivacySettings.of(settings));
    return kept.isEmpty() && PSEUDONYM.matcher(name).matches()
        ? new TraceQuery.OfLogin(name, name)
        : new TraceQuery.OfLogin(
            name, key(lake, settings, "login").pseudonym(name.toLowerCase(Locale.ROOT)));
  }

  private PseudonymKey key(Lake lake, Settings settings, String asked) {
    return PseudonymKeys.kept(lake, PrivacySettings.of(settings))
        .orElseThrow(
            () ->
                UserError.wrongUse(
                    "Cannot look for a %s in %s: the key of its pseudonyms is gone. Name it with privacy.key_file."
                        .formatted(asked, warehouse.warehouse())));
  }

  private void print(Trace trace) {
    PrintWriter out = spec.commandLine().getOut();
    switch (output.form()) {
      case TABLE -> new TraceText(trace, Screen.ofStandardOutput(), out).print(rows);
      case CSV -> TraceLines.csv(trace, out);
      case JSON -> TraceLines.json(trace, out);
    }
  }
}
