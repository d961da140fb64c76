package slash64.lake;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Map$;
import slash64.shape.Shape;

/** Reads days of tables of few files; which they are is asked of Delta once for each version. */
final class SmallTables {
  /**
   * What one task reads as soon as it would be told to: some ten thousand rows. Groups, orders and
   * joins of a single partition need no shuffle, each of which is a job more.
   */
  private static final long ONE_TASK_BYTES = 1L << 20;

  /** Lists of so many files are kept: some hundred bytes each. */
  static final int MOST_FILES = 1_000;

  private final SparkSession spark;
  private final Map<String, TableLog.Listed> known = new ConcurrentHashMap<>();

  SmallTables(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Returns the rows of the days from {@code first} to {@code last}; nothing if the table is not
   * small, or not Parquet alone.
   *
   * @param path of the table, which is partitioned by day
   */
  Optional<Dataset<Row>> read(TableDefinition table, String path, LocalDate first, LocalDate last) {
    return read(
        table,
        path,
        file ->
            TableLog.day(file)
                .filter(day -> !day.isBefore(first) && !day.isAfter(last))
                .isPresent());
  }

  /** Returns all rows; nothing if the table is not small, or not Parquet alone. */
  Optional<Dataset<Row>> read(TableDefinition table, String path) {
    return read(table, path, file -> true);
  }

  private Optional<Dataset<Row>> read(
      TableDefinition table, String path, Predicate<AddFile> isWanted) {
    return read(table, path, listed(path), isWanted);
  }

  /**
   * Returns the rows of a version of which a test holds for their files; nothing if the table is
   * not small, or not Parquet alone.
   */
  Optional<Dataset<Row>> read(
      TableDefinition table, String path, TableLog.Listed listed, Predicate<AddFile> isWanted) {
    return listed
        .files()
        .map(
            files ->
                read(
                    table,
                    new Path(path),
                    listed.schema(),
                    files.stream().filter(isWanted).toList()));
  }

  /** Returns the days that a table has files of, in any order; nothing if it is not small. */
  Optional<Set<LocalDate>> days(String path) {
    return listed(path)
        .files()
        .map(
            files ->
                files.stream()
                    .flatMap(file -> TableLog.day(file).stream())
                    .collect(Collectors.toSet()));
  }

  private TableLog.Listed listed(String path) {
    TableLog log = new TableLog(spark, path);
    TableLog.Listed before = known.get(path);
    if (before != null && before.version() == log.version()) {
      return before;
    }
    TableLog.Listed now = log.listed(MOST_FILES);
    known.put(path, now);
    return now;
  }

  private Dataset<Row> read(
      TableDefinition table, Path path, StructType schema, List<AddFile> files) {
    StructType partitionColumns = new StructType();
    StructType dataColumns = new StructType();
    for (StructField field : schema.fields()) {
      if (table.partitionColumns().contains(field.name())) {
        partitionColumns = partitionColumns.add(field);
      } else {
        dataColumns = dataColumns.add(field);
      }
    }
    Dataset<Row> rows =
        spark.baseRelationToDataFrame(
            HadoopFsRelation.apply(
                new KnownFiles(spark, path, partitionColumns, files),
                partitionColumns,
                dataColumns,
                Option.empty(),
                new ParquetFileFormat(),
                Map$.MODULE$.empty(),
                spark));
    Column[] inOrder = Arrays.stream(schema.fieldNames()).map(n -> col(n)).toArray(Column[]::new);
    Dataset<Row> shaped = Shape.of(rows.select(inOrder), table.schema());
    boolean isOneTask = files.stream().mapToLong(AddFile::size).sum() <= ONE_TASK_BYTES;
    return isOneTask ? shaped.coalesce(1) : shaped;
  }
}
