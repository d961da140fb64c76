package slash64.nightly;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.lake.Transaction;
import slash64.maillog.message.MessageParts;

/**
 * Joins in the table what no split, file or night could join alone: messages whose lines lie in
 * several of them, and what a content filter says in a file of its own, or in an archive that comes
 * later, of messages that have ended. Rspamd's log is such a file wherever it does not go to
 * syslog.
 *
 * <p>Open messages are few. Ended ones are read and written once more, but only of days that hold
 * one of which a filter has spoken elsewhere.
 */
final class MessageJoins {
  /** Days: Postfix's maximal_queue_lifetime is five, and a day may pass until the log is here. */
  private static final int LONGEST_IN_QUEUE = 6;

  private final Lake lake;
  private final Pseudonyms pseudonyms;

  MessageJoins(Lake lake, Pseudonyms pseudonyms) {
    this.lake = lake;
    this.pseudonyms = pseudonyms;
  }

  /**
   * Joins what can be; the rest stays open, but for what has been waiting longer than any mail
   * server keeps a message.
   */
  void run(LocalDate date, Transaction transaction) {
    Column isAwaited =
        col("last_time").geq(lit(date.minusDays(LONGEST_IN_QUEUE)).cast("timestamp"));
    SortedSet<LocalDate> days = daysOfScanned();
    lake.exchangeOpen(
        days,
        rows -> {
          Column mayBePart = days.isEmpty() ? lit(true) : col("is_open").or(mayBeScanned());
          Dataset<Row> joined =
              pseudonyms
                  .merge(rows.filter(mayBePart))
                  .withColumn("is_open", col("is_open").and(isAwaited));
          return days.isEmpty() ? joined : joined.unionByName(rows.filter(not(mayBePart)));
        },
        transaction);
  }

  /** Returns the days of ended messages of which a filter's scan, still alone, speaks. */
  private SortedSet<LocalDate> daysOfScanned() {
    Dataset<Row> open =
        lake.readWhole(Tables.MESSAGES).filter(col("is_open").and(col("queue_id").isNotNull()));
    Dataset<Row> parts = open.filter(not(MessageParts.areScans())).as("part");
    Dataset<Row> scans =
        open.filter(MessageParts.areScans())
            .as("scan")
            // Where a log was cut between a message and its scan, both are open.
            .join(
                parts,
                col("part.queue_id")
                    .equalTo(col("scan.queue_id"))
                    .and(MessageParts.isScanned(col("part.last_time"), col("scan.time"))),
                "left_anti")
            .select("queue_id", "host", "day", "time", "last_time");
    Row span = scans.agg(min("day"), max("day")).head();
    if (span.isNullAt(0)) {
      return new TreeSet<>();
    }
    // A message may begin before midnight and be scanned after it; a scan is over in seconds.
    LocalDate first = span.<LocalDate>getAs(0).minusDays(1);
    LocalDate last = span.<LocalDate>getAs(1).plusDays(1);
    Dataset<Row> ended =
        lake.readWhole(Tables.MESSAGES, first, last)
            .filter(not(col("is_open")).and(mayBeScanned()))
            .select("queue_id", "host", "day", "time", "last_time");
    List<Row> found = MessageParts.scanned(ended, scans).select("day").distinct().collectAsList();
    SortedSet<LocalDate> days = new TreeSet<>();
    found.forEach(row -> days.add(row.getAs(0)));
    return days;
  }

  /** A message of a server that lacks something that filters tell. */
  private static Column mayBeScanned() {
    Column lacks =
        col("verdict")
            .isNull()
            .or(col("spf").isNull())
            .or(col("dkim").isNull())
            .or(col("dmarc").isNull());
    return col("kind")
        .equalTo("message")
        .and(col("queue_id").isNotNull())
        .and(not(coalesce(MessageParts.areScans(), lit(false))))
        .and(lacks);
  }
}
