package slash64.care;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.activity.Clients;
import slash64.lake.Lake;
import slash64.lake.Ledger;
import slash64.lake.LedgerEntry;
import slash64.lake.TableDefinition;
import slash64.lake.Tables;
import slash64.nightly.Uncounted;

/**
 * Looks for tables that contradict each other, or lack files of theirs. Each fault is one sentence
 * without a full stop. Reads a few columns of every row of the days that can be counted anew.
 */
final class TableCheck {
  /** What simply adds up from messages to prefixes and to customers. */
  private static final List<String> SUMS = List.of("connections", "sent", "bounced", "rejects");

  /**
   * The outermost levels: together they hold every client once, but for those that carry an IPv4
   * address, which they hold twice.
   */
  private static final Column IS_OUTERMOST =
      col("family")
          .equalTo(6)
          .and(col("length").equalTo(32))
          .or(col("family").equalTo(4).and(col("length").equalTo(24)));

  private final Lake lake;
  private final LocalDate horizon;

  /**
   * A check of all tables.
   *
   * @param horizon messages of the days before may be others than when they were counted, for no
   *     night counts these days anew
   */
  TableCheck(Lake lake, LocalDate horizon) {
    this.lake = lake;
    this.horizon = horizon;
  }

  /** Returns what is wrong, in the order of the tables; nothing if all is well. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    for (TableDefinition table : Tables.ALL) {
      faults.addAll(missingFiles(table));
    }
    if (!faults.isEmpty()) {
      return faults; // what lacks files cannot be added up
    }
    faults.addAll(ledger());
    Column isComparable = col("day").isin(comparableDays().toArray());
    Dataset<Row> messages =
        lake.read(Tables.MESSAGES).filter(isComparable).filter(Clients.areForeign());
    faults.addAll(
        differing(
            Tables.PREFIX_ACTIVITY,
            messages.unionByName(carried(messages)),
            lake.read(Tables.PREFIX_ACTIVITY).filter(isComparable).filter(IS_OUTERMOST)));
    faults.addAll(
        differing(
            Tables.CUSTOMER_ACTIVITY,
            messages.filter(col("customer").isNotNull()),
            lake.read(Tables.CUSTOMER_ACTIVITY).filter(isComparable)));
    faults.addAll(scores());
    return faults;
  }

  /**
   * Days of which all messages are kept that were counted, and no others came. Messages are
   * forgotten before counts; what is kept of a day is all of it.
   */
  private Set<LocalDate> comparableDays() {
    Set<LocalDate> days = new TreeSet<>(lake.days(Tables.MESSAGES));
    days.removeIf(day -> day.isBefore(horizon));
    days.removeAll(Uncounted.days(lake));
    return days;
  }

  /** What messages add to the IPv4 address inside their IPv6 address. */
  private static Dataset<Row> carried(Dataset<Row> messages) {
    Dataset<Row> carried = messages.filter(Clients.carryIpv4());
    for (String name : List.of("sent", "bounced", "rejects")) {
      carried = carried.withColumn(name, when(Clients.proveIpv4(), col(name)).otherwise(lit(0)));
    }
    return carried;
  }

  private List<String> missingFiles(TableDefinition table) {
    if (!lake.has(table)) {
      return List.of("table %s is gone".formatted(table.name()));
    }
    Set<String> there = new HashSet<>();
    try {
      Path folder = new Path(lake.path(table));
      FileSystem files = folder.getFileSystem(lake.spark().sessionState().newHadoopConf());
      for (RemoteIterator<LocatedFileStatus> all = files.listFiles(folder, true); all.hasNext(); ) {
        there.add(all.next().getPath().toUri().getPath());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the files of " + lake.path(table), e);
    }
    List<String> missing =
        Arrays.stream(lake.read(table).inputFiles())
            .map(file -> URI.create(file).getPath())
            .filter(file -> !there.contains(file))
            .toList();
    return missing.isEmpty()
        ? List.of()
        : List.of(
            "table %s lacks %d of its files, among them %s"
                .formatted(table.name(), missing.size(), missing.get(0)));
  }

  /** Lines in are lines used, empty of meaning or refused; and quarantine holds no more of them. */
  private List<String> ledger() {
    List<String> faults = new ArrayList<>();
    List<LedgerEntry> done = new Ledger(lake).done();
    for (Row row :
        lake.read(Tables.LEDGER)
            .filter("status = 'done' AND lines != lines_used + lines_empty + lines_refused")
            .select("archive")
            .collectAsList()) {
      faults.add("the ledger's counts of %s do not add up".formatted(row.getString(0)));
    }
    Set<String> known = new HashSet<>();
    done.forEach(entry -> known.add(entry.intake() + " " + entry.archive().path()));
    for (Row row :
        lake.read(Tables.QUARANTINE).select("intake", "archive").distinct().collectAsList()) {
      if (!known.contains(row.getLong(0) + " " + row.getString(1))) {
        faults.add(
            "quarantine has lines of %s that the ledger never took in".formatted(row.getString(1)));
      }
    }
    return faults;
  }

  /** Days of which the counts are others than their messages'. */
  private List<String> differing(
      TableDefinition table, Dataset<Row> messages, Dataset<Row> counts) {
    Dataset<Row> difference =
        sums(messages)
            .unionByName(sums(counts).select(negated()))
            .groupBy("day")
            .agg(sumOf(SUMS.get(0)), rest(SUMS));
    Column isOff = lit(false);
    for (String name : SUMS) {
      isOff = isOff.or(col(name).notEqual(0));
    }
    List<LocalDate> off =
        difference.filter(isOff).select("day").collectAsList().stream()
            .map(row -> row.getLocalDate(0))
            .sorted()
            .toList();
    return off.isEmpty()
        ? List.of()
        : List.of(
            "table %s counts another number than the messages of %s%s"
                .formatted(
                    table.name(),
                    off.get(0),
                    off.size() == 1 ? "" : " and %d more days".formatted(off.size() - 1)));
  }

  private static Dataset<Row> sums(Dataset<Row> rows) {
    return rows.groupBy("day").agg(sumOf(SUMS.get(0)), rest(SUMS));
  }

  private static Column sumOf(String name) {
    return coalesce(sum(name), lit(0)).as(name);
  }

  private static Column[] rest(List<String> names) {
    return names.stream().skip(1).map(TableCheck::sumOf).toArray(Column[]::new);
  }

  private static Column[] negated() {
    return Stream.concat(
            Stream.of(col("day")), SUMS.stream().map(name -> col(name).multiply(-1).as(name)))
        .toArray(Column[]::new);
  }

  /** The state of a day is written last: whatever else there is of a scored day, it must be. */
  private List<String> scores() {
    Set<LocalDate> scored = new TreeSet<>(lake.days(Tables.PREFIX_STATE));
    List<String> faults = new ArrayList<>();
    for (TableDefinition table : List.of(Tables.PREFIX_SCORES, Tables.POLICY)) {
      Set<LocalDate> days = new TreeSet<>(lake.days(table));
      days.removeAll(scored);
      if (!days.isEmpty()) {
        faults.add(
            "table %s has %s, which was not scored to its end: run the night again"
                .formatted(table.name(), days.iterator().next()));
      }
    }
    return faults;
  }
}
