package slash64.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.DeltaOptions;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.FileAction;
import org.apache.spark.sql.delta.actions.SetTransaction;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import slash64.shape.Shape;

/**
 * Writes one table. Each write is one commit, by Delta's own transaction: its files, what they
 * replace, and its number.
 *
 * <p>{@code DataFrameWriter} does the same, but has Spark work out the table's whole state before
 * each write, by three jobs to five, to learn which files are replaced and which numbers have been
 * seen. Of small tables the log tells both (see {@link TableLog}); only for others Delta is asked,
 * and then by the same calls.
 */
final class TableWriter {
  private static final Map<String, String> OPTIONS = Map.of("compression", "zstd");

  private final SparkSession spark;
  private final String path;
  private final TableDefinition table;

  /**
   * @param path of the table, which exists in the shape of this version
   */
  TableWriter(SparkSession spark, String path, TableDefinition table) {
    this.spark = spark;
    this.path = path;
    this.table = table;
  }

  /**
   * Adds rows, and removes all rows of what is replaced.
   *
   * @param rows with the columns of the table; made of the version that they are added to, so that
   *     what is read from it cannot change before the commit
   * @param transaction does nothing if the table has seen this number or a higher one
   * @throws IllegalArgumentException if a row lies outside of what is replaced and must not
   */
  void write(
      Function<TableLog.Listed, Dataset<Row>> rows,
      Optional<Replaced> replaced,
      Optional<Transaction> transaction) {
    DeltaLog.forTable(spark, path)
        .withNewTransaction(
            Option.empty(),
            Option.empty(),
            delta -> {
              if (transaction.map(number -> isDone(delta, number)).orElse(false)) {
                return BoxedUnit.UNIT;
              }
              commit(delta, rows, replaced, transaction);
              return BoxedUnit.UNIT;
            });
  }

  private static boolean isDone(OptimisticTransaction delta, Transaction transaction) {
    // A commit beside this one with a number of the same series makes this one fail.
    delta.readTxn().$plus$eq(transaction.application());
    OptionalLong last = TableLog.lastNumber(delta.snapshot(), transaction.application());
    return last.isPresent() && last.getAsLong() >= transaction.number();
  }

  private void commit(
      OptimisticTransaction delta,
      Function<TableLog.Listed, Dataset<Row>> rows,
      Optional<Replaced> replaced,
      Optional<Transaction> transaction) {
    TableLog.Listed before = TableLog.listed(delta.snapshot(), SmallTables.MOST_FILES);
    List<AddFile> removed = replaced.map(what -> files(delta, before, what)).orElse(List.of());
    Seq<FileAction> added =
        delta.writeFiles(
            Shape.of(rows.apply(before), table.schema()),
            Option.apply(
                new DeltaOptions(
                    Map$.MODULE$.from(CollectionConverters.asScala(OPTIONS)),
                    spark.sessionState().conf())));
    replaced.ifPresent(what -> requireInside(what, added));
    List<Action> actions = new ArrayList<>(CollectionConverters.asJava(added));
    removed.forEach(file -> actions.add(file.remove()));
    transaction.ifPresent(
        number ->
            actions.add(
                new SetTransaction(
                    number.application(),
                    number.number(),
                    Option.apply(System.currentTimeMillis()))));
    delta.commitIfNeeded(
        CollectionConverters.asScala(actions).toSeq(), operation(replaced), Map$.MODULE$.empty());
  }

  /** Returns the files of what is replaced. */
  private List<AddFile> files(
      OptimisticTransaction delta, TableLog.Listed before, Replaced replaced) {
    if (before.files().isPresent()) {
      delta.readWholeTable(); // a commit beside this one, of any file, makes this one fail
      return before.files().get().stream().filter(replaced.isReplaced()).toList();
    }
    return CollectionConverters.asJava(
        delta.filterFiles(
            CollectionConverters.asScala(List.of(condition(replaced))).toSeq(), false));
  }

  private Expression condition(Replaced replaced) {
    try {
      return spark.sessionState().sqlParser().parseExpression(replaced.condition());
    } catch (ParseException e) {
      throw new IllegalArgumentException("Cannot read the condition " + replaced.condition(), e);
    }
  }

  private void requireInside(Replaced replaced, Seq<FileAction> added) {
    if (replaced.mayAddOutside()) {
      return;
    }
    for (FileAction action : CollectionConverters.asJava(added)) {
      if (action instanceof AddFile file && !replaced.isReplaced().test(file)) {
        throw new IllegalArgumentException(
            "Cannot replace %s of %s: there are rows of %s among the new ones"
                .formatted(replaced.condition(), path, file.partitionValues().mkString(", ")));
      }
    }
  }

  private DeltaOperations.Write operation(Optional<Replaced> replaced) {
    return new DeltaOperations.Write(
        replaced.isPresent() ? SaveMode.Overwrite : SaveMode.Append,
        Option.apply(CollectionConverters.asScala(table.partitionColumns()).toSeq()),
        Option.apply(replaced.map(Replaced::condition).orElse(null)),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty());
  }
}
