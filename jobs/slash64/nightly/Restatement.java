package slash64.nightly;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.activity.Clients;
import slash64.activity.CustomerActivity;
import slash64.activity.Cuts;
import slash64.activity.PrefixActivity;
import slash64.activity.Transport;
import slash64.conf.EnrichSettings;
import slash64.dualstack.DualStack;
import slash64.lake.Lake;
import slash64.lake.TableDefinition;
import slash64.lake.Tables;
import slash64.lake.Together;
import slash64.lake.Transaction;
import slash64.posture.Posture;
import slash64.progress.Progress;
import slash64.rows.KeptRows;
import slash64.session.CodeGeneration;

/** Counts the days whose messages changed anew: a day's activity is a function of its messages. */
final class Restatement {
  /** The tables that are counted from messages. */
  static final List<TableDefinition> COUNTS =
      List.of(Tables.PREFIX_ACTIVITY, Tables.CUSTOMER_ACTIVITY, Tables.POSTURE, Tables.DUAL_STACK);

  private final Lake lake;
  private final NightConf conf;
  private final Progress progress;
  private final EnrichmentInput enrichment;

  Restatement(Lake lake, NightConf conf, Progress progress) {
    this.lake = lake;
    this.conf = conf;
    this.enrichment =
        EnrichmentInput.of(lake.spark(), EnrichSettings.of(conf.settings()), progress);
    this.progress = progress;
  }

  /**
   * Counts every day anew whose messages are others than when it was counted last. A day before
   * {@code horizon} that was counted already stays: its messages may have been forgotten since, and
   * a late archive would leave it with no others.
   */
  void run(LocalDate horizon) {
    progress.step(
        "Counting prefixes",
        () -> {
          Changes.Due due = new Changes(lake).messages(COUNTS);
          Set<LocalDate> counted = new HashSet<>(lake.days(Tables.PREFIX_ACTIVITY));
          Set<LocalDate> kept = new HashSet<>(lake.days(Tables.MESSAGES));
          SortedSet<LocalDate> days = new TreeSet<>(due.days());
          for (LocalDate day : due.days().headSet(horizon)) {
            if (counted.contains(day)) {
              days.remove(day);
              if (kept.contains(day)) { // else maintain forgot its messages, as it should
                progress.warn(
                    "%s lies further back than restate.horizon_days: what came late of it, or was forgotten, is in the table messages alone; its counts stay as they were"
                        .formatted(day));
              }
            }
          }
          if (!days.isEmpty()) {
            replace(days, due.transaction());
          }
        });
  }

  private void replace(SortedSet<LocalDate> days, Transaction transaction) {
    int processors = lake.spark().sparkContext().defaultParallelism();
    long bytes = lake.bytes(Tables.MESSAGES, days);
    CodeGeneration.choose(lake.spark(), bytes);
    int partitions = Partitions.of(processors, bytes);
    Dataset<Row> stored =
        lake.readWhole(Tables.MESSAGES, days.first(), days.last())
            .filter(Days.in(days))
            .filter(Clients.areForeign());
    AtomicReference<Cuts> cut = new AtomicReference<>();
    AtomicReference<List<String>> hosts = new AtomicReference<>();
    Together.run(
        () -> cut.set(Cuts.between(stored, partitions)),
        () -> hosts.set(Transport.hostsThatLog(stored)));
    Dataset<Row> messages =
        Transport.add(stored, hosts.get(), EnrichSettings.of(conf.settings()).ipsec().values());
    try (KeptRows transactions = KeptRows.of(DualStack.transactions(messages))) {
      Together.run(
          () ->
              lake.replaceDays(
                  Tables.PREFIX_ACTIVITY,
                  enrichment.add(PrefixActivity.of(messages, cut.get())),
                  days,
                  transaction),
          () ->
              lake.replaceDays(
                  Tables.CUSTOMER_ACTIVITY,
                  CustomerActivity.of(messages, partitions),
                  days,
                  transaction),
          () -> lake.replaceDays(Tables.POSTURE, Posture.of(messages), days, transaction),
          () ->
              lake.replaceDays(
                  Tables.DUAL_STACK, DualStack.of(transactions.rows()), days, transaction));
    }
  }
}
