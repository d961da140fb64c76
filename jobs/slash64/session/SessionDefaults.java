package slash64.session;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What our Spark sessions are set to when neither the operator nor spark-submit says otherwise. */
final class SessionDefaults {
  private SessionDefaults() {}

  /** The settings that our tables and results depend on, wherever Spark runs. */
  static Map<String, String> everywhere() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "spark.sql.extensions",
        "io.delta.sql.DeltaSparkSessionExtension,slash64.sql.PrefixExtensions");
    settings.put(
        "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    settings.put("spark.sql.catalog.maillog", "slash64.maillog.source.MaillogCatalog");
    // Our rows are wide. The virtual machine never compiles methods above 8,000 bytes, and Spark's
    // generated code for such rows exceeds them unless told to fall back; and to write a few days
    // it need not sort all rows by day first, which would also undo their order by prefix.
    settings.put("spark.sql.codegen.hugeMethodLimit", "8000");
    settings.put("spark.sql.maxConcurrentOutputFileWriters", "64");
    settings.put("spark.sql.session.timeZone", "UTC"); // days are UTC, on every machine
    settings.put("spark.sql.datetime.java8API.enabled", "true"); // LocalDate and Instant in rows
    // Spark's own standard, INT96, has no order: no reader can skip by it, and some no longer read
    // it.
    settings.put("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    // Delta would answer max(day) from its log, but casts the day to java.sql.Date and fails on
    // ours.
    settings.put("spark.databricks.delta.optimizeMetadataQuery.enabled", "false");
    // Lower case by Java and not by ICU, which takes seconds to get ready in every process. What we
    // compare is ASCII, or the same either way.
    settings.put("spark.sql.icu.caseMappings.enabled", "false");
    settings.put(
        "spark.ui.showConsoleProgress", "false"); // we draw our own, and not into log files
    return settings;
  }

  /**
   * What embedded Spark on one machine needs beside that: loopback only, no web page, nothing left
   * behind in the current folder, and no set-up meant for large clusters.
   *
   * @param scratch folder of this run alone
   * @param processors processors of this machine, at least 1
   */
  static Map<String, String> embedded(Path scratch, int processors) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.driver.bindAddress", "127.0.0.1");
    settings.put("spark.driver.host", "127.0.0.1");
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.local.dir", scratch.resolve("work").toString());
    settings.put("spark.sql.warehouse.dir", scratch.resolve("tables").toUri().toString());
    // Adaptive execution joins small partitions again, so that more of them only cost the large
    // nights that need them to stay within memory.
    settings.put("spark.sql.shuffle.partitions", Integer.toString(4 * processors));
    // Delta replays its log in 50 tasks by default; ours are short and lie on the local disk.
    settings.put("spark.databricks.delta.snapshotPartitions", "2");
    // Listing folders on a local disk is faster than starting a Spark job to do it.
    settings.put("spark.sql.sources.parallelPartitionDiscovery.threshold", "100000");
    // Delta's vacuum deals the folders out to so many tasks, 10,000 by default, however few they
    // are.
    settings.put(
        "spark.sql.sources.parallelPartitionDiscovery.parallelism",
        Integer.toString(2 * processors));
    settings.put("spark.hadoop.fs.file.impl", LocalFiles.class.getName());
    settings.put("spark.hadoop.fs.AbstractFileSystem.file.impl", LocalFilesContext.class.getName());
    // The next night in the same process needs most classes of this one's queries again; of more
    // than 100, Spark would by then have dropped them.
    settings.put("spark.sql.codegen.cache.maxEntries", "1000");
    settings.put("spark.locality.wait", "0s"); // there is only one place to run
    return settings;
  }
}
