package slash64.lake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.catalog.TableChange.ColumnPosition;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import slash64.failure.UserError;

/**
 * Brings a table that an earlier version wrote to the shape of this one: columns that it lacks are
 * added, and are null in the rows of then. Columns that this version no longer has stay, unread. A
 * column that is of another type now cannot be brought along.
 *
 * <p>Columns and the number of the version change in one commit, and only the log is written: rows
 * stay in the files they are in.
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
    List<TableChange> changes = missing(written);
    if (log.shape() < table.version()) {
      changes.add(TableChange.setProperty(Lake.VERSION, Integer.toString(table.version())));
    }
    if (!changes.isEmpty()) {
      alter(changes);
    }
  }

  /** Each where it stands today, so that the columns have the same order in all warehouses. */
  private List<TableChange> missing(StructType written) {
    List<String> names = List.of(written.fieldNames());
    List<TableChange> changes = new ArrayList<>();
    ColumnPosition position = ColumnPosition.first();
    for (StructField field : table.schema().fields()) {
      String[] name = {field.name()};
      if (!names.contains(field.name())) {
        String comment = field.getComment().getOrElse(() -> null);
        changes.add(TableChange.addColumn(name, field.dataType(), true, comment, position, null));
      }
      position = ColumnPosition.after(field.name());
    }
    return changes;
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

  /** In one commit. SQL cannot say that the elements of an array are never null; this can. */
  private void alter(List<TableChange> changes) {
    TableCatalog catalog =
        (TableCatalog) spark.sessionState().catalogManager().catalog("spark_catalog");
    try {
      catalog.alterTable(
          Identifier.of(new String[] {"delta"}, path), changes.toArray(TableChange[]::new));
    } catch (NoSuchTableException e) {
      throw new IllegalStateException("Cannot change table " + path, e);
    }
  }
}
