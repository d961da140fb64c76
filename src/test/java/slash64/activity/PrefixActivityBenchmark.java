package slash64.activity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.privacy.Messages;
import slash64.session.EmbeddedSpark;

/**
 * Seconds to make a day of prefix_activity, from a stored table of messages to the stored result.
 *
 * <pre>
 * src/test/benchmark activity MESSAGES SUBNETS SHARE_OF_ONE_SUBNET
 * </pre>
 */
final class PrefixActivityBenchmark {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 1);

  private static final int ROUNDS = 3;

  private PrefixActivityBenchmark() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    long messages = Long.parseLong(arguments[0]);
    long subnets = Long.parseLong(arguments[1]);
    double giant = Double.parseDouble(arguments[2]);
    Path folder = Files.createTempDirectory("slash64-benchmark-");
    try (EmbeddedSpark embedded =
        EmbeddedSpark.open("benchmark", Map.of("spark.master", "local[2]"))) {
      SparkSession spark = embedded.session();
      String input = folder.resolve("messages").toString();
      sample(spark, messages, subnets, giant).write().parquet(input);
      Lake lake = Lake.at(spark, folder.resolve("warehouse").toString());
      for (int round = 1; round <= ROUNDS; round++) {
        long start = System.nanoTime();
        long processor = processorTime();
        Dataset<Row> stored = spark.read().schema(Messages.SCHEMA).parquet(input);
        Dataset<Row> activity = PrefixActivity.of(stored, Cuts.between(stored, 2));
        lake.replaceDays(Tables.PREFIX_ACTIVITY, activity, List.of(DAY));
        System.out.printf(
            "round %d: %.1f s, %.1f s of processor time%n",
            round, (System.nanoTime() - start) / 1e9, (processorTime() - processor) / 1e9);
      }
      lake.read(Tables.PREFIX_ACTIVITY, DAY)
          .groupBy("family", "bits", "is_rest")
          .count()
          .orderBy("family", "bits")
          .show();
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private static long processorTime() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }

  /** Messages of {@code subnets} /64 in /48 of 256, one of which sends the share {@code giant}. */
  private static Dataset<Row> sample(
      SparkSession spark, long messages, long subnets, double giant) {
    Dataset<Row> rows =
        spark
            .range(0, messages, 1, 8)
            .toDF("id")
            .withColumn("random", expr("rand(64)"))
            .withColumn(
                "subnet",
                expr(
                    "case when random < %s then -1 else pmod(xxhash64(id), %d) end"
                        .formatted(giant, subnets)))
            .withColumn("day", expr("date'2026-11-01'"))
            .withColumn(
                "time",
                expr("timestamp_micros(1793491200000000 + pmod(xxhash64(id, 2), 86400000000))"))
            .withColumn("last_time", expr("time + interval 2 seconds"))
            .withColumn("kind", expr("if(pmod(id, 5) = 0, 'refused', 'message')"))
            .withColumn("direction", expr("'inbound'"))
            .withColumn(
                "client_high",
                expr(
                    "case when subnet < 0 then 2306139568115548160 + 7 else 2306139568115548160 +"
                        + " shiftleft(pmod(xxhash64(subnet div 4096), 64), 32) + shiftleft(subnet"
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
