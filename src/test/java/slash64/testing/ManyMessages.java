package slash64.testing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import slash64.privacy.Messages;

/** Many messages for benchmarks, made by Spark itself. */
public final class ManyMessages {
  /** So many /32 as a server hears on a day. */
  public static final int PROVIDERS = 64;

  private ManyMessages() {}

  /**
   * Returns rows of {@link Messages#SCHEMA} in the order of time, the same for the same day.
   *
   * @param subnets so many /64, 256 in a /48
   * @param providers so many /32, over which these are spread
   * @param giant share of the messages that one more /64 sends, 0 to 1
   */
  public static Dataset<Row> of(
      SparkSession spark, LocalDate day, long messages, long subnets, int providers, double giant) {
    long midnight = TimeUnit.DAYS.toMicros(day.toEpochDay());
    Dataset<Row> rows =
        spark
            .range(0, messages, 1, 8)
            .toDF("id")
            .withColumn("random", expr("rand(%d)".formatted(day.toEpochDay())))
            .withColumn(
                "subnet",
                expr(
                    "case when random < %s then -1 else pmod(xxhash64(id), %d) end"
                        .formatted(giant, subnets)))
            .withColumn("day", lit(day))
            .withColumn(
                "time",
                expr(
                    "timestamp_micros(%d + pmod(xxhash64(id, 2), 86400000000))"
                        .formatted(midnight)))
            .withColumn("last_time", expr("time + interval 2 seconds"))
            .withColumn("kind", expr("if(pmod(id, 5) = 0, 'refused', 'message')"))
            .withColumn("direction", expr("'inbound'"))
            .withColumn(
                "client_high",
                expr(
                    "case when subnet < 0 then 2306139568115548160 + 7 else 2306139568115548160 +"
                        + " shiftleft(pmod(xxhash64(subnet div 4096), %d), 32) + shiftleft(subnet"
                            .formatted(providers)
                        + " div 256, 16) + pmod(subnet, 256) end"))
            .withColumn(
                "client_low",
                expr(
                    "case when subnet < 0 then xxhash64(id, 3) else pmod(xxhash64(id, 4), 2) +"
                        + " shiftleft(subnet, 32) end"))
            .withColumn(
                "client_name",
                expr(
                    "if(pmod(subnet, 3) = 0, null, concat('mx', pmod(subnet, 9), '.example.com'))"))
            .withColumn("helo", expr("concat('mx', pmod(subnet, 9), '.d', subnet, '.example.com')"))
            .withColumn(
                "sender_hash",
                expr(
                    "substr(sha2(cast(pmod(id, subnets) as string), 256), 1, 32)"
                        .replace("subnets", Long.toString(subnets))))
            .withColumn("sender_domain", expr("concat('d', subnet, '.example.com')"))
            .withColumn(
                "recipient_domain", expr("concat('r', pmod(xxhash64(id, 5), 20), '.example.org')"))
            .withColumn("size", expr("1000 + pmod(xxhash64(id, 6), 100000)"))
            .withColumn("digest", expr("hex(xxhash64(pmod(id, 300000)))"))
            .withColumn("outcome", expr("if(kind = 'refused', 'rejected', 'sent')"))
            .withColumn("status_dsn", expr("if(kind = 'refused', null, '2.0.0')"))
            .withColumn("reject_stage", expr("if(kind = 'refused', 'RCPT', null)"))
            .withColumn("reject_class", expr("if(kind = 'refused', 'unknown_user', null)"))
            .withColumn("reject_dsn", expr("if(kind = 'refused', '5.1.1', null)"))
            .withColumn("rejects", expr("if(kind = 'refused', 1, 0)"))
            .withColumn("connections", expr("1"))
            .withColumn("recipients", expr("if(kind = 'refused', 0, 1)"))
            .withColumn("sent", expr("if(kind = 'refused', 0, 1)"))
            .withColumn(
                "verdict", expr("if(kind = 'refused', null, if(pmod(id, 7) = 0, 'spam', 'ham'))"))
            .withColumn("score", expr("if(kind = 'refused', null, round(rand(3) * 20 - 5, 2))"))
            .withColumn("spf", expr("if(kind = 'refused', null, 'pass')"))
            .withColumn("dkim", expr("if(kind = 'refused', null, 'pass')"))
            .withColumn("tls_version", expr("'TLSv1.3'"))
            .withColumn("is_open", expr("false"));
    return rows.to(Messages.SCHEMA).orderBy(col("time"));
  }
}
