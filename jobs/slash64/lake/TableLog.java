package slash64.lake;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.RemoveFile;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/**
 * What the log of a Delta table says of its past (Delta protocol, "Actions"): no data file is read,
 * and what it says outlives the run that wrote it.
 */
final class TableLog {
  private final DeltaLog log;

  TableLog(SparkSession spark, String path) {
    this.log = DeltaLog.forTable(spark, path);
  }

  /** Returns the number of the latest commit; -1 for no table. */
  long version() {
    return snapshot().version();
  }

  /** Returns a property of the table, if it is set. */
  Optional<String> property(String name) {
    return OptionConverters.toJava(snapshot().metadata().configuration().get(name));
  }

  /** Returns the greatest number among the writes of a series of transactions, if there is one. */
  OptionalLong lastNumber(String application) {
    return lastNumber(snapshot(), application);
  }

  /**
   * Returns the same of a version. Usually the checksum beside the commit has it; Delta itself
   * works out the table's whole state by Spark jobs to tell it.
   */
  static OptionalLong lastNumber(Snapshot snapshot, String application) {
    Option<Seq<SetTransaction>> listed =
        snapshot.checksumOpt().isEmpty()
            ? Option.empty()
            : snapshot.checksumOpt().get().setTransactions();
    Seq<SetTransaction> numbers = listed.isEmpty() ? snapshot.setTransactions() : listed.get();
    return CollectionConverters.asJava(numbers).stream()
        .filter(number -> number.appId().equals(application))
        .mapToLong(SetTransaction::version)
        .max();
  }

  /** Returns the version of a table's shape as written; 0 if it has none that can be read. */
  int shape() {
    return OptionConverters.toJava(snapshot().metadata().configuration().get(Lake.VERSION))
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(Integer::parseInt)
        .orElse(0);
  }

  /** Returns the columns of the table as written. */
  StructType schema() {
    return snapshot().metadata().schema();
  }

  /**
   * A version of a table.
   *
   * @param schema columns as written
   * @param files all files of a small table that are Parquet and nothing else
   */
  record Listed(long version, StructType schema, Optional<List<AddFile>> files) {}

  /**
   * Returns the latest version; without its files if there are more than {@code most}, or if
   * readers have to know more than Parquet (deletion vectors, mapped columns).
   */
  Listed listed(int most) {
    return listed(snapshot(), most);
  }

  /**
   * Returns the same of the version after commit {@code version}.
   *
   * <p>Fails with an exception of Delta's, checked and undeclared as Scala's are, if the log does
   * not reach back to it.
   */
  Listed listedAt(long version, int most) {
    return listed(log.getSnapshotAt(version, Option.empty(), Option.empty(), false), most);
  }

  /** Returns the same of a version. */
  static Listed listed(Snapshot snapshot, int most) {
    boolean isPlain = snapshot.protocol().minReaderVersion() == 1;
    return new Listed(
        snapshot.version(),
        snapshot.metadata().schema(),
        isPlain ? files(snapshot, most) : Optional.empty());
  }

  private static Optional<List<AddFile>> files(Snapshot snapshot, int most) {
    Optional<VersionChecksum> checksum = OptionConverters.toJava(snapshot.checksumOpt());
    if (checksum.map(VersionChecksum::numFiles).orElseGet(snapshot::numOfFiles) > most) {
      return Optional.empty();
    }
    // Of the smallest tables, the checksum beside the commit lists them: no job needs to run.
    return checksum
        .flatMap(TableLog::files)
        .or(() -> Optional.of(CollectionConverters.asJava(snapshot.getAllFiles(false))));
  }

  /** Returns the files that a checksum lists, if it does and they are those it speaks of. */
  private static Optional<List<AddFile>> files(VersionChecksum checksum) {
    return OptionConverters.toJava(checksum.allFiles())
        .map(files -> CollectionConverters.asJava(files))
        .filter(
            files ->
                files.size() == checksum.numFiles()
                    && files.stream().mapToLong(AddFile::size).sum() == checksum.tableSizeBytes());
  }

  /**
   * Returns the partitions in which rows were added or removed after a version, each as its columns
   * and values; nothing if the log does not reach back that far.
   */
  Optional<Set<Map<String, String>>> partitionsChangedAfter(long version) {
    Set<Map<String, String>> partitions = new HashSet<>();
    Iterator<Tuple2<Object, Seq<Action>>> commits =
        log.getChanges(version + 1, Option.empty(), false);
    long expected = version + 1;
    while (commits.hasNext()) {
      Tuple2<Object, Seq<Action>> commit = commits.next();
      if ((Long) commit._1() != expected++) {
        return Optional.empty();
      }
      for (Action action : CollectionConverters.asJava(commit._2())) {
        if (action instanceof AddFile added && added.dataChange()) {
          partitions.add(Map.copyOf(CollectionConverters.asJava(added.partitionValues())));
        } else if (action instanceof RemoveFile removed && removed.dataChange()) {
          if (removed.partitionValues() == null) {
            return Optional.empty(); // an older writer, which did not say
          }
          partitions.add(Map.copyOf(CollectionConverters.asJava(removed.partitionValues())));
        }
      }
    }
    return expected > version() ? Optional.of(partitions) : Optional.empty();
  }

  /** Returns the day whose folder a file lies in, if the table is partitioned by day. */
  static Optional<LocalDate> day(AddFile file) {
    return partitionValue(file, "day").map(LocalDate::parse);
  }

  /** Returns the value of a partition column, as text, of a file; nothing for null. */
  static Optional<String> partitionValue(AddFile file, String column) {
    return OptionConverters.toJava(file.partitionValues().get(column));
  }

  private Snapshot snapshot() {
    return log.update(false, Option.empty(), Option.empty());
  }
}
