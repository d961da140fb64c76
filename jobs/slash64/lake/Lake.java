package slash64.lake;

import static org.apache.spark.sql.functions.col;

import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import slash64.failure.UserError;
import slash64.shape.Shape;

/**
 * The warehouse: a folder of Delta tables, on any file system that Hadoop knows. Every write is one
 * commit, and leaves the same table when it is done again.
 */
public final class Lake {
  /** Making a table is mostly waiting for its commit. */
  private static final int TABLES_AT_ONCE = 4;

  /** The property of a table that holds the version of its shape. */
  static final String VERSION = "slash64.version";

  /**
   * Columns of which Delta keeps the least and greatest value per file, to skip files by, in the
   * tables that have them; Delta orders rows ({@link TableCare}) by no others. More would only slow
   * the writes: each costs a comparison a row, texts a copy besides.
   */
  private static final List<String> SEARCHED =
      List.of(
          "time",
          "last_time",
          "archive",
          "client_high",
          "client_low",
          "prefix",
          "prefix_key",
          "prefix_high",
          "customer");

  private static final Pattern DAY_FOLDER = Pattern.compile("/day=(\\d{4}-\\d{2}-\\d{2})/");

  private final SparkSession spark;
  private final Path warehouse;

  private final SmallTables smallTables;

  /** Tables whose version was looked at: while we hold them nobody else writes another. */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** Tables that have the shape of this version. */
  private final Set<String> prepared = ConcurrentHashMap.newKeySet();

  private Lake(SparkSession spark, Path warehouse) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.smallTables = new SmallTables(spark);
  }

  /**
   * Returns the warehouse in this folder, which need not exist yet.
   *
   * @throws UserError if it is a file or lies on no file system that is known, or if the path has a
   *     backtick, which Delta cannot quote
   */
  public static Lake at(SparkSession spark, String warehouse) {
    if (warehouse.indexOf('`') >= 0) {
      throw UserError.wrongUse(
          "Cannot use warehouse %s: its path has a backtick. Name a folder without one."
              .formatted(warehouse));
    }
    return new Lake(spark, folder(spark, warehouse));
  }

  /** Looks at this machine's folders only: a store of objects may have one of a folder's name. */
  private static Path folder(SparkSession spark, String warehouse) {
    try {
      Path folder = absolute(new Path(warehouse));
      FileSystem files = folder.getFileSystem(spark.sessionState().newHadoopConf());
      boolean isLocal = files.getUri().getScheme().equals("file");
      if (isLocal && files.exists(folder) && !files.getFileStatus(folder).isDirectory()) {
        throw UserError.wrongUse(
            "Cannot use warehouse %s: it is a file. Name a folder.".formatted(warehouse));
      }
      return folder;
    } catch (IllegalArgumentException e) {
      throw UserError.wrongUse(
          "Cannot use warehouse %s: what stands before its first colon is taken for a file system. Name a folder as ./%s."
              .formatted(warehouse, warehouse),
          e);
    } catch (UnsupportedFileSystemException e) {
      throw UserError.wrongUse(
          "Cannot use warehouse %s: %s. Name a folder.".formatted(warehouse, e.getMessage()), e);
    } catch (IOException e) {
      throw UserError.failed(
          "Cannot look at warehouse %s: %s.".formatted(warehouse, e.getMessage()), e);
    }
  }

  /** Delta takes a relative path for the name of a table. */
  private static Path absolute(Path path) {
    return path.isAbsolute()
        ? path
        : new Path(java.nio.file.Path.of(path.toString()).toAbsolutePath().toUri());
  }

  public SparkSession spark() {
    return spark;
  }

  public Path warehouse() {
    return warehouse;
  }

  /** Returns the folder of a table. */
  public String path(TableDefinition table) {
    return new Path(warehouse, table.name()).toString();
  }

  /** Returns whether a table was ever written. */
  public boolean has(TableDefinition table) {
    return DeltaTable.isDeltaTable(spark, path(table));
  }

  /**
   * Refuses a folder that no night has written, for who only reads.
   *
   * @throws UserError with status 2 if it holds none of our tables
   */
  public void requireTables() {
    if (Tables.ALL.stream().noneMatch(this::has)) {
      throw UserError.wrongUse(
          "There are no tables in %s: name the folder that a night has written."
              .formatted(warehouse));
    }
  }

  /**
   * Returns all rows of a table; none if it was never written.
   *
   * @throws UserError if a later version of Slash64 wrote it
   */
  public Dataset<Row> read(TableDefinition table) {
    if (!has(table)) {
      return spark.createDataFrame(List.of(), table.schema());
    }
    requireKnownVersion(table);
    Dataset<Row> rows = spark.read().format("delta").load(path(table));
    // A table of an earlier version that nobody has written since: it lacks columns.
    return Arrays.equals(rows.columns(), table.schema().fieldNames())
        ? rows
        : rows.to(table.schema());
  }

  /** Returns the rows of the days from {@code first} to {@code last}, both included. */
  public Dataset<Row> read(TableDefinition table, LocalDate first, LocalDate last) {
    return read(table).filter(col("day").between(first, last));
  }

  /** Returns the rows of one day. */
  public Dataset<Row> read(TableDefinition table, LocalDate day) {
    return read(table).filter(col("day").equalTo(day));
  }

  /**
   * Returns the rows of the days from {@code first} to {@code last}, as {@link
   * #read(TableDefinition, LocalDate, LocalDate)}, for who wants all of them. Delta plans each
   * query over a table by a Spark job over the table's log, which may skip files by what they hold.
   * A night asks small tables for whole days again and again: there, those jobs take longer than
   * reading.
   */
  public Dataset<Row> readWhole(TableDefinition table, LocalDate first, LocalDate last) {
    if (!has(table)) {
      return read(table);
    }
    requireKnownVersion(table);
    return smallTables
        .read(table, path(table), first, last)
        .orElseGet(() -> read(table, first, last));
  }

  /**
   * Returns all rows of a table, likewise; a filter on its partitions leaves their files unread.
   */
  public Dataset<Row> readWhole(TableDefinition table) {
    if (!has(table)) {
      return read(table);
    }
    requireKnownVersion(table);
    return smallTables.read(table, path(table)).orElseGet(() -> read(table));
  }

  /** Returns the rows of one day, for who wants all of them. */
  public Dataset<Row> readWhole(TableDefinition table, LocalDate day) {
    return readWhole(table, day, day);
  }

  /**
   * Returns a table as it was after its commit {@code version}; reading it fails if files of then
   * have been vacuumed since.
   */
  public Dataset<Row> readAt(TableDefinition table, long version) {
    TableLog.Listed listed =
        new TableLog(spark, path(table)).listedAt(version, SmallTables.MOST_FILES);
    return smallTables
        .read(table, path(table), listed, file -> true)
        .orElseGet(() -> readLargeAt(table, version));
  }

  private Dataset<Row> readLargeAt(TableDefinition table, long version) {
    return Shape.of(
        spark.read().format("delta").option("versionAsOf", version).load(path(table)),
        table.schema());
  }

  /** Returns the number of a table's latest commit; -1 if it was never written. */
  public long version(TableDefinition table) {
    return new TableLog(spark, path(table)).version();
  }

  /** Returns the greatest number of a series of transactions that a table has seen, if any. */
  public OptionalLong lastNumber(TableDefinition table, String application) {
    return new TableLog(spark, path(table)).lastNumber(application);
  }

  /**
   * Returns the partitions of a table in which rows came or went after a commit, each as its
   * columns and values; nothing if the table's log does not reach back to it.
   */
  public Optional<Set<Map<String, String>>> partitionsChangedAfter(
      TableDefinition table, long version) {
    return new TableLog(spark, path(table)).partitionsChangedAfter(version);
  }

  /**
   * Creates what does not exist yet, brings what an earlier version wrote to the shape of this one,
   * and refuses what a later version wrote.
   */
  public void prepare(Collection<TableDefinition> tables) {
    List<Runnable> each = new ArrayList<>();
    tables.forEach(table -> each.add(() -> prepare(table)));
    Together.run(each, TABLES_AT_ONCE);
  }

  private void prepare(TableDefinition table) {
    if (prepared.contains(table.name())) {
      return;
    }
    if (has(table)) {
      requireKnownVersion(table);
      new Migration(spark, path(table), table).run();
      prepared.add(table.name());
      return;
    }
    DeltaTableBuilder builder =
        DeltaTable.createIfNotExists(spark)
            .location(path(table))
            .property(VERSION, Integer.toString(table.version()))
            .addColumns(table.schema());
    List<String> searched = new ArrayList<>(List.of(table.schema().fieldNames()));
    searched.retainAll(SEARCHED);
    if (!searched.isEmpty()) { // a table without any is small
      builder.property("delta.dataSkippingStatsColumns", String.join(",", searched));
    }
    builder.partitionedBy(table.partitionColumns().toArray(String[]::new)).execute();
  }

  /**
   * Returns whether an earlier version wrote a table, which the next write brings along.
   *
   * @throws UserError if a later version of Slash64 wrote it
   */
  public boolean isEarlier(TableDefinition table) {
    requireKnownVersion(table);
    TableLog log = new TableLog(spark, path(table));
    return log.shape() < table.version()
        || !List.of(log.schema().fieldNames()).containsAll(List.of(table.schema().fieldNames()));
  }

  private void requireKnownVersion(TableDefinition table) {
    if (known.contains(table.name())) {
      return;
    }
    int found = new TableLog(spark, path(table)).shape();
    if (found > table.version()) {
      throw UserError.wrongUse(
          "Cannot use table %s: a later Slash64 wrote it in version %d, this one knows up to %d. Run that Slash64, or name another --warehouse."
              .formatted(path(table), found, table.version()));
    }
    known.add(table.name());
  }

  /**
   * Replaces whole days: afterwards the table holds for them exactly {@code rows}, none if there
   * are none. Other days stay.
   *
   * @throws IllegalArgumentException if {@code days} is empty, or a row is of another day
   */
  public void replaceDays(TableDefinition table, Dataset<Row> rows, Collection<LocalDate> days) {
    replaceDays(table, rows, days, Optional.empty());
  }

  /** Replaces whole days once: a second call with the same or a lower number does nothing. */
  public void replaceDays(
      TableDefinition table,
      Dataset<Row> rows,
      Collection<LocalDate> days,
      Transaction transaction) {
    replaceDays(table, rows, days, Optional.of(transaction));
  }

  private void replaceDays(
      TableDefinition table,
      Dataset<Row> rows,
      Collection<LocalDate> days,
      Optional<Transaction> transaction) {
    if (days.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot replace days of %s: no day is named".formatted(table.name()));
    }
    writer(table).write(listed -> rows, Optional.of(Replaced.days(days)), transaction);
  }

  /** Adds rows once: a second call with the same or a lower {@code number} does nothing. */
  public void append(TableDefinition table, Dataset<Row> rows, Transaction transaction) {
    writer(table).write(listed -> rows, Optional.empty(), Optional.of(transaction));
  }

  /**
   * Exchanges all open messages, and may add closed ones, in one commit: afterwards the open rows
   * are exactly those of {@code next}. Done once per number of the transaction.
   *
   * @param next makes of the open messages before, of the shape of {@link Tables#MESSAGES}, rows of
   *     the same shape, {@code is_open} never null
   */
  public void exchangeOpen(UnaryOperator<Dataset<Row>> next, Transaction transaction) {
    exchangeOpen(List.of(), next, transaction);
  }

  /**
   * Exchanges all open messages and, of these days, the closed ones too, in one commit: afterwards
   * their rows are exactly those of {@code next}.
   *
   * @param next makes rows of the rows before, as above
   */
  public void exchangeOpen(
      Collection<LocalDate> days, UnaryOperator<Dataset<Row>> next, Transaction transaction) {
    TableDefinition table = Tables.MESSAGES;
    Replaced open = Replaced.openMessages(days);
    writer(table)
        .write(
            listed ->
                next.apply(
                    smallTables
                        .read(table, path(table), listed, open.isReplaced())
                        .orElseGet(() -> read(table).filter(open.condition()))),
            Optional.of(open),
            Optional.of(transaction));
  }

  private TableWriter writer(TableDefinition table) {
    prepare(table);
    return new TableWriter(spark, path(table), table);
  }

  /** Returns the days that a table has files of, ascending: told by their folders, none is read. */
  public List<LocalDate> days(TableDefinition table) {
    if (!has(table)) {
      return List.of();
    }
    requireKnownVersion(table);
    return smallTables
        .days(path(table))
        .map(days -> days.stream().sorted().toList())
        .orElseGet(() -> days(List.of(read(table).inputFiles())));
  }

  /** Returns the days that files lie in the folders of, ascending. */
  static List<LocalDate> days(Collection<String> files) {
    TreeSet<LocalDate> days = new TreeSet<>();
    for (String file : files) {
      Matcher day = DAY_FOLDER.matcher(file);
      if (day.find()) {
        days.add(LocalDate.parse(day.group(1)));
      }
    }
    return List.copyOf(days);
  }

  /**
   * Returns how many bytes the files of these days have, those that were replaced and not yet
   * removed included: a measure of the work they make, told by the folders.
   *
   * @throws UncheckedIOException if the folders cannot be listed
   */
  public long bytes(TableDefinition table, Collection<LocalDate> days) {
    long bytes = 0;
    try {
      FileSystem system = warehouse.getFileSystem(spark.sessionState().newHadoopConf());
      for (LocalDate day : days) {
        Path folder = new Path(path(table), "day=" + day);
        bytes += system.exists(folder) ? system.getContentSummary(folder).getLength() : 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the files of " + path(table), e);
    }
    return bytes;
  }
}
