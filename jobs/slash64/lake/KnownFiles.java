package slash64.lake;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.execution.datasources.NoopCache$;
import org.apache.spark.sql.execution.datasources.PartitionPath;
import org.apache.spark.sql.execution.datasources.PartitionSpec;
import org.apache.spark.sql.execution.datasources.PartitioningAwareFileIndex;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Seq;
import scala.collection.mutable.LinkedHashMap$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Files of a Delta table for Spark to read, as the table's log tells of them: none is looked at.
 * All files of a folder are of one partition, as Delta lays them out.
 */
final class KnownFiles extends PartitioningAwareFileIndex {
  private static final long BLOCK_BYTES = 128L << 20;

  private final Path table;
  private final PartitionSpec partitions;
  private final Map<Path, FileStatus> files = new LinkedHashMap<>();
  private final Map<Path, FileStatus[]> folders = new LinkedHashMap<>();

  /**
   * @param table folder of the table
   * @param partitionColumns dates and truth values
   */
  KnownFiles(SparkSession spark, Path table, StructType partitionColumns, List<AddFile> added) {
    super(spark, Map$.MODULE$.empty(), Option.empty(), NoopCache$.MODULE$);
    this.table = table;
    Map<Path, InternalRow> values = new LinkedHashMap<>();
    Map<Path, List<FileStatus>> inFolder = new LinkedHashMap<>();
    for (AddFile file : added) {
      Path path = new Path(table, file.toPath());
      FileStatus status =
          new FileStatus(file.size(), false, 1, BLOCK_BYTES, file.modificationTime(), path);
      files.put(path, status);
      inFolder.computeIfAbsent(path.getParent(), key -> new ArrayList<>()).add(status);
      InternalRow partition = values(file, partitionColumns);
      InternalRow others = values.put(path.getParent(), partition);
      if (others != null && !others.equals(partition)) {
        throw new IllegalStateException(
            "Cannot read %s: its folder has files of several partitions".formatted(path));
      }
    }
    inFolder.forEach((folder, list) -> folders.put(folder, list.toArray(FileStatus[]::new)));
    List<PartitionPath> paths = new ArrayList<>();
    values.forEach((folder, row) -> paths.add(new PartitionPath(row, folder)));
    this.partitions =
        new PartitionSpec(partitionColumns, CollectionConverters.asScala(paths).toSeq());
  }

  private static InternalRow values(AddFile file, StructType columns) {
    Object[] values = new Object[columns.length()];
    for (int i = 0; i < values.length; i++) {
      String text = file.partitionValues().get(columns.fields()[i].name()).get();
      values[i] = text == null ? null : value(text, columns.fields()[i].dataType());
    }
    return new GenericInternalRow(values);
  }

  private static Object value(String text, DataType type) {
    if (type instanceof DateType) {
      return (int) LocalDate.parse(text).toEpochDay();
    }
    if (type instanceof BooleanType) {
      return Boolean.valueOf(text);
    }
    throw new IllegalArgumentException("Tables are not partitioned by " + type.sql());
  }

  @Override
  public PartitionSpec partitionSpec() {
    return partitions;
  }

  @Override
  public scala.collection.mutable.LinkedHashMap<Path, FileStatus> leafFiles() {
    return LinkedHashMap$.MODULE$.from(CollectionConverters.asScala(files));
  }

  @Override
  public scala.collection.immutable.Map<Path, FileStatus[]> leafDirToChildrenFiles() {
    return Map$.MODULE$.from(CollectionConverters.asScala(folders));
  }

  @Override
  public Seq<Path> rootPaths() {
    return CollectionConverters.asScala(List.of(table)).toSeq();
  }

  /** The files are those of one version of the table, always. */
  @Override
  public void refresh() {}
}
