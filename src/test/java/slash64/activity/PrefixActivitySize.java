package slash64.activity;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.session.EmbeddedSpark;

/**
 * Bytes that a row of prefix_activity takes on disk, by level, of one day of a warehouse.
 *
 * <pre>
 * java @conf/jvm.options -cp target/test-classes:target/classes:$(test class path) \
 *     slash64.activity.PrefixActivitySize WAREHOUSE DAY FOLDER
 * </pre>
 */
final class PrefixActivitySize {
  private PrefixActivitySize() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[2]);
    try (EmbeddedSpark embedded = EmbeddedSpark.open("size", Map.of("spark.master", "local[2]"))) {
      Lake lake = Lake.at(embedded.session(), arguments[0]);
      Dataset<Row> messages = lake.read(Tables.MESSAGES, LocalDate.parse(arguments[1]));
      Dataset<Row> activity =
          PrefixActivity.of(messages.filter(Clients.areForeign()), Cuts.none()).cache();
      for (Row level :
          activity
              .groupBy("family", "length", "is_rest")
              .count()
              .orderBy("family", "length", "is_rest")
              .collectAsList()) {
        Path written =
            folder.resolve("%s-%s-%s".formatted(level.get(0), level.get(1), level.get(2)));
        Dataset<Row> rows =
            activity.filter(
                Stream.of(0, 1, 2)
                    .map(i -> col(level.schema().fieldNames()[i]).equalTo(level.get(i)))
                    .reduce((a, b) -> a.and(b))
                    .orElseThrow());
        write(rows, written.resolve("all"));
        System.out.printf(
            "IPv%s /%s%s: %d rows, %.0f bytes a row%n",
            level.get(0),
            level.get(1),
            level.getBoolean(2) ? " rest" : "",
            level.getLong(3),
            (double) size(written.resolve("all")) / level.getLong(3));
        for (String ending : List.of("_sketch", "_cells")) {
          String[] columns =
              Arrays.stream(rows.columns()).filter(c -> c.endsWith(ending)).toArray(String[]::new);
          write(rows.drop(columns), written.resolve("without" + ending));
          System.out.printf(
              "  %.0f without columns *%s%n",
              (double) size(written.resolve("without" + ending)) / level.getLong(3), ending);
        }
      }
    }
  }

  private static void write(Dataset<Row> rows, Path to) {
    rows.coalesce(1).write().mode("overwrite").option("compression", "zstd").parquet(to.toString());
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      long size = 0;
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        size += Files.size(file);
      }
      return size;
    }
  }
}
