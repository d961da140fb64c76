package slash64.nightly;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.current_timezone;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.to_utc_timestamp;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.failure.FileFailure;
import slash64.failure.UserError;
import slash64.registry.Allocations;
import slash64.registry.AllocationsFile;

/** Reads the file of allocations that a command names: CSV, or Parquet with the same columns. */
public final class AllocationsInput {
  private static final byte[] PARQUET = {'P', 'A', 'R', '1'};

  private AllocationsInput() {}

  /**
   * Returns who held which prefix when; nobody without a file.
   *
   * @throws UserError if the file cannot be read, or lines of it are malformed or overlap
   */
  public static Allocations read(SparkSession spark, Optional<Path> file) {
    return file.map(path -> read(spark, path)).orElse(Allocations.none());
  }

  private static Allocations read(SparkSession spark, Path file) {
    try {
      if (isParquet(file)) {
        return AllocationsFile.ofRows(rows(spark, file), file + ", rows as lines");
      }
      try (BufferedReader text = Files.newBufferedReader(file)) {
        return AllocationsFile.read(text, file.toString());
      }
    } catch (IOException e) {
      throw UserError.wrongUse(
          "Cannot read allocations %s: %s. Look at --allocations."
              .formatted(file, FileFailure.words(e)),
          e);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongUse(e.getMessage(), e);
    }
  }

  /** A folder is one that Spark wrote; of a file its first bytes tell. */
  private static boolean isParquet(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return true;
    }
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(PARQUET.length), PARQUET);
    }
  }

  private static Iterator<String[]> rows(SparkSession spark, Path file) {
    Dataset<Row> table = spark.read().parquet(file.toUri().toString());
    StructType schema = table.schema();
    List<String> missing =
        AllocationsFile.HEADER.stream()
            .filter(name -> !Arrays.asList(schema.fieldNames()).contains(name))
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot read allocations %s: there is no column %s; need %s"
              .formatted(
                  file, String.join(", ", missing), String.join(", ", AllocationsFile.HEADER)));
    }
    Column[] columns =
        AllocationsFile.HEADER.stream().map(name -> text(schema, name)).toArray(Column[]::new);
    Iterator<Row> rows = table.select(columns).toLocalIterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public String[] next() {
        Row row = rows.next();
        String[] values = new String[columns.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = row.getString(i);
        }
        return values;
      }
    };
  }

  /** Instants become text as CSV has them, whatever zone the session shows them in. */
  private static Column text(StructType schema, String name) {
    boolean isInstant = schema.apply(name).dataType().equals(DataTypes.TimestampType);
    return isInstant
        ? date_format(to_utc_timestamp(col(name), current_timezone()), "yyyy-MM-dd'T'HH:mm:ss'Z'")
        : col(name).cast("string");
  }
}
