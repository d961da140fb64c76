package slash64.maillog.message;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_dt_interval;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.maillog.MessageRows;
import slash64.rows.MapRows;

/**
 * Merges the parts of messages whose lines lie in several splits, files or days.
 *
 * <p>Offer it every row that may be a part: rows that are {@code is_open}, and rows of kind message
 * without {@code has_start}. Complete messages may be among them; they come out as they are, unless
 * a filter's scan is joined to them.
 */
public final class MessageParts {
  private MessageParts() {}

  /** Returns which rows were made from a filter's lines alone; null where {@code mta} is. */
  public static Column areScans() {
    return col("mta").isin(Server.FILTERS.toArray());
  }

  /**
   * Returns the messages of which scans speak, by id, host and times, as {@link PartFold} decides
   * it; once for each such scan.
   *
   * @param messages rows with at least {@code queue_id}, {@code host}, {@code time} and {@code
   *     last_time}
   * @param scans rows with these columns, of filters
   */
  public static Dataset<Row> scanned(Dataset<Row> messages, Dataset<Row> scans) {
    Column host = col("host");
    Column scanHost = col("scan_host");
    return messages
        .join(
            scans.select(
                col("queue_id"),
                col("host").as("scan_host"),
                col("time").as("scan_time"),
                col("last_time").as("scan_last_time")),
            "queue_id")
        .filter(host.equalTo(scanHost).or(host.isNull()).or(scanHost.isNull()))
        .filter(isScanned(col("last_time"), col("scan_time")))
        .filter(isScanned(col("scan_last_time"), col("time")))
        .select(Arrays.stream(messages.columns()).map(name -> col(name)).toArray(Column[]::new));
  }

  /** Returns whether what began at {@code time} belongs to what was last heard of then. */
  public static Column isScanned(Column lastTime, Column time) {
    return time.leq(
        lastTime.plus(make_dt_interval(lit(0), lit(0), lit(0), lit(Endings.GRACE_MICROS / 1e6))));
  }

  /**
   * Merges rows of one host, queue and queue id, in order of time, into one row for each message
   * (see {@link PartFold} for the rules). All other rows come out unchanged. Rows are unordered. A
   * message whose end is still missing comes out as a part again, so merging can go on another day.
   *
   * @param parts rows of {@code MessageRows.SCHEMA}; columns it lacks are taken as null
   * @return rows of {@code MessageRows.SCHEMA}; one shuffle of the input, memory of one message
   */
  public static Dataset<Row> merge(Dataset<Row> parts) {
    return MapRows.of(sorted(parts), PartFold::new, MessageRows.SCHEMA);
  }

  /**
   * Joins scans and late lines to messages that have ended, as {@link #merge} does; messages under
   * way come out unchanged.
   */
  public static Dataset<Row> mergeEnded(Dataset<Row> rows) {
    return MapRows.of(sorted(rows), each -> new PartFold(each, true), MessageRows.SCHEMA);
  }

  private static Dataset<Row> sorted(Dataset<Row> parts) {
    return parts
        .to(MessageRows.SCHEMA)
        // Rows without a queue id are spread by their time: not piled up under null, nor under
        // the client that sends half of them.
        .repartition(coalesce(col("queue_id"), col("time").cast("string")))
        .sortWithinPartitions(
            col("queue_id"),
            col("time"),
            col("has_start").desc(),
            col("is_open").desc(),
            col("last_time"));
  }
}
