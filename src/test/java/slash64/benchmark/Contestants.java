package slash64.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import slash64.maillog.message.WantedColumns;

/**
 * Who takes part: Slash64's reader, its Spark data source, and what people use instead. DuckDB and
 * the plain Spark job take five fields of the lines with regular expressions and join them by queue
 * id; Slash64's reader takes all columns, and once the same five, and its data source the two that
 * are counted. {@code wc -l} only looks for line ends: the floor.
 */
final class Contestants {
  private static final int THREADS = 2;
  private static final WantedColumns FIVE =
      WantedColumns.of(List.of("queue_id", "client_high", "sender", "size", "outcome"));

  private static SparkSession session;

  private Contestants() {}

  static List<Contestant> of(Archives a) {
    List<Contestant> all = new ArrayList<>();
    all.add(reader("Slash64 reader, plain", a.plain(), WantedColumns.ALL, a));
    all.add(reader("Slash64 reader, zstd", a.zstd(), WantedColumns.ALL, a));
    all.add(reader("Slash64 reader, gzip", a.gzip(), WantedColumns.ALL, a));
    all.add(reader("Slash64 reader, five columns, plain", a.plain(), FIVE, a));
    all.add(whole("Slash64 in Spark, plain", a, () -> dataSource(a.plain())));
    all.add(whole("Slash64 in Spark, zstd", a, () -> dataSource(a.zstd())));
    all.add(small("DuckDB (JDBC), five fields, plain", a, () -> DuckDb.count(List.of(a.small()))));
    all.add(
        small("Spark text + regexp_extract, five fields, plain", a, () -> plainSpark(a.small())));
    if (run("command -v pflogsumm >/dev/null") == 0) {
      all.add(small("pflogsumm, plain", a, () -> shell("pflogsumm %s".formatted(a.small()))));
    }
    all.add(whole("wc -l, two at once, plain", a, () -> shell(both("wc -l <%s", a.plain()))));
    all.add(
        whole(
            "zstd -dc | wc -l, two at once",
            a,
            () -> shell(both("zstd -dcq %s | wc -l", a.zstd()))));
    all.add(whole("zcat | wc -l, two at once", a, () -> shell(both("zcat %s | wc -l", a.gzip()))));
    return all;
  }

  private static Contestant reader(
      String name, List<Path> files, WantedColumns columns, Archives a) {
    return new Contestant(
        name, a.bytes(), a.rows(), () -> PrefixCounts.of(files, THREADS, columns).rows());
  }

  private static Contestant whole(
      String name, Archives a, java.util.concurrent.Callable<Long> work) {
    return new Contestant(name, a.bytes(), a.messages(), work);
  }

  private static Contestant small(
      String name, Archives a, java.util.concurrent.Callable<Long> work) {
    return new Contestant(name, a.smallText().bytes(), a.smallText().messages(), work);
  }

  private static SparkSession spark() {
    if (session == null) {
      session =
          SparkSession.builder()
              .master("local[" + THREADS + "]")
              .config("spark.ui.enabled", "false")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .config("spark.driver.host", "127.0.0.1")
              .config("spark.sql.shuffle.partitions", 2 * THREADS)
              .getOrCreate();
    }
    return session;
  }

  static void close() {
    if (session != null) {
      session.stop();
    }
  }

  private static long dataSource(List<Path> files) {
    String[] paths = files.stream().map(Path::toString).toArray(String[]::new);
    Dataset<Row> prefixes =
        spark()
            .read()
            .format("maillog")
            .load(paths)
            .groupBy("client_high")
            .agg(count(lit(1)).as("rows"), sum(col("sent")).as("sent"));
    return prefixes.agg(sum("sent")).first().getLong(0); // one recipient a message
  }

  /** The job that first comes to mind: lines, regular expressions, group by. */
  static long plainSpark(Path file) {
    Column line = col("value");
    Dataset<Row> messages =
        spark()
            .read()
            .text(file.toString())
            .select(
                regexp_extract(line, LogPatterns.ID, 1).as("id"),
                regexp_extract(line, LogPatterns.CLIENT, 1).as("client"),
                regexp_extract(line, LogPatterns.SENDER, 1).as("sender"),
                regexp_extract(line, LogPatterns.SIZE, 1).cast("long").as("size"),
                regexp_extract(line, LogPatterns.STATUS, 1).as("status"))
            .filter(col("id").notEqual(""))
            .groupBy("id")
            .agg(
                max("client").as("client"),
                max("sender").as("sender"),
                max("size").as("size"),
                max("status").as("status"))
            .filter(col("client").notEqual("").and(col("status").equalTo("sent")));
    return messages
        .groupBy(regexp_extract(col("client"), LogPatterns.SUBNET, 1).as("subnet"))
        .agg(count(lit(1)).as("messages"), sum("size"), count("sender"))
        .agg(sum("messages"))
        .first()
        .getLong(0);
  }

  private static String both(String command, List<Path> files) {
    return files.stream()
        .map(file -> "(" + command.formatted(file) + ") & ")
        .collect(Collectors.joining("", "", "wait"));
  }

  private static long shell(String command) {
    int status = run(command + " >/dev/null");
    if (status != 0) {
      throw new IllegalStateException("Cannot run %s: status %d".formatted(command, status));
    }
    return -1;
  }

  private static int run(String command) {
    try {
      return new ProcessBuilder("bash", "-c", command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
