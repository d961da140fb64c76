package slash64.maillog.message;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_dt_interval;

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
   * Returns whether a scan belongs to the message of its queue id by their times, as {@link
   * PartFold} decides it.
   *
   * @param first columns of the message's first and last line, and of the scan's
   */
  public static Column areTogether(String first, String last, String scanFirst, String scanLast) {
    Column grace = make_dt_interval(lit(0), lit(0), lit(0), lit(Endings.GRACE_MICROS / 1e6));
    return col(scanFirst).leq(col(last).plus(grace)).and(col(first).leq(col(scanLast).plus(grace)));
  }

  /**
   * Merges rows of one host, instance and queue id, in order of time, into one row for each message
   * (see {@link PartFold} for the rules). All other rows come out unchanged. Rows are unordered. A
   * message whose end is still missing comes out as a part again, so merging can go on another day.
   *
   * @param parts rows of {@code MessageRows.SCHEMA}; columns it lacks are taken as null
   * @return rows of {@code MessageRows.SCHEMA}; one shuffle of the input, memory of one message
   */
  public static Dataset<Row> merge(Dataset<Row> parts) {
    Dataset<Row> sorted =
        parts
            .to(MessageRows.SCHEMA)
            // Rows without a queue id are spread by whatever they have, not piled up under null.
            .repartition(coalesce(col("queue_id"), col("client_ip"), col("time").cast("string")))
            .sortWithinPartitions(
                col("queue_id"),
                col("time"),
                col("has_start").desc(),
                col("is_open").desc(),
                col("last_time"));
    return MapRows.of(sorted, PartFold::new, MessageRows.SCHEMA);
  }
}
