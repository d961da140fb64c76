package slash64.lake;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import slash64.failure.UserError;

/**
 * Brings a table that an earlier version wrote to the shape of this one: columns that it lacks are
 * added, and are null in the rows of then. Columns that this version no longer has stay, unread. A
 * column that is of another type now cannot be brought along.
 *
 * <p>Each step leaves a table that this and the earlier version can read; the number of the version
 * is written last, so that a migration that was cut off is done again.
 */
final class Migration {
  private final SparkSession spark;
  private final String path;
  private final TableDefinition table;

  Migration(SparkSession spark, String path, TableDefinition table) {
    this.spark = spark;
    this.path = path;
    this.table = table;
  }

  /**
   * Does what is to be done, usually nothing.
   *
   * @throws UserError if a column is of another type now
   */
  void run() {
    TableLog log = new TableLog(spark, path);
    StructType written = log.schema();
    requireSameTypes(written);
    List<String> names = List.of(written.fieldNames());
    List<StructField> missing =
        Arrays.stream(table.schema().fields())
            .filter(field -> !names.contains(field.name()))
            .toList();
    if (!missing.isEmpty()) {
      alter(
          missing.stream()
              .map(StructField::toDDL)
              .collect(Collectors.joining(", ", "ADD COLUMNS (", ")")));
    }
    if (log.shape() < table.version()) {
      alter("SET TBLPROPERTIES ('%s' = '%d')".formatted(Lake.VERSION, table.version()));
    }
  }

  private void requireSameTypes(StructType written) {
    for (StructField field : written.fields()) {
      boolean isOurs = Arrays.asList(table.schema().fieldNames()).contains(field.name());
      if (isOurs && !sameType(field, table.schema().apply(field.name()))) {
        throw UserError.wrongUse(
            "Cannot use table %s: its column %s is %s, and %s since version %d. Take the archives in anew into another --warehouse."
                .formatted(
                    path,
                    field.name(),
                    field.dataType().simpleString(),
                    table.schema().apply(field.name()).dataType().simpleString(),
                    table.version()));
      }
    }
  }

  /** Delta does not keep whether the elements of an array or map may be null. */
  private static boolean sameType(StructField one, StructField other) {
    return one.dataType().asNullable().equals(other.dataType().asNullable());
  }

  private void alter(String change) {
    spark.sql("ALTER TABLE delta.`%s` %s".formatted(path, change));
  }
}
