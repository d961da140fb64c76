package slash64.rows;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import scala.Option;

/**
 * Rows that are made once and read several times, kept on the executors' disks in between, as
 * {@link Dataset#persist} keeps them. That one turns rows of a hundred columns into columns, tries
 * how each column is best packed, and makes rows again for each reader: a quarter of the processor
 * time of scoring a day. Here the bytes of Spark's rows are written and read as they are.
 *
 * <p>They are made by the first who reads them, but for what is shuffled on the way, which is done
 * at once; and made again should an executor be lost. They take up the disks until they are closed;
 * who still uses them then has them made again.
 */
public final class KeptRows implements AutoCloseable {
  private final JavaRDD<byte[]> packed;
  private final Dataset<Row> rows;

  private KeptRows(JavaRDD<byte[]> packed, Dataset<Row> rows) {
    this.packed = packed;
    this.rows = rows;
  }

  /**
   * Keeps rows, in as many partitions as they are in.
   *
   * @param rows of this process's Spark, not of Spark Connect; what fails while they are made fails
   *     here if it is shuffled, else in the first action that reads them
   */
  public static KeptRows of(Dataset<Row> rows) {
    org.apache.spark.sql.classic.Dataset<Row> frame =
        (org.apache.spark.sql.classic.Dataset<Row>) rows;
    StructType schema = rows.schema();
    int columns = schema.size();
    // What is shuffled runs now, and must see the session's settings.
    RDD<InternalRow> made =
        SQLExecution.withNewExecutionId(
            frame.queryExecution(), Option.apply("keep rows"), frame.queryExecution()::toRdd);
    JavaRDD<byte[]> packed =
        made.toJavaRDD()
            .<byte[]>mapPartitions(some -> new RowPacker(some, schema))
            .persist(StorageLevel.DISK_ONLY());
    RDD<InternalRow> unpacked =
        packed.<InternalRow>mapPartitions(blocks -> new RowUnpacker(blocks, columns)).rdd();
    return new KeptRows(
        packed, frame.sparkSession().internalCreateDataFrame(unpacked, schema, false));
  }

  /** Returns the rows. */
  public Dataset<Row> rows() {
    return rows;
  }

  @Override
  public void close() {
    packed.unpersist(false);
  }
}
