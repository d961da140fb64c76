package slash64.lake;

import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * A table as this version of Slash64 knows it.
 *
 * @param name folder under the warehouse, lower case
 * @param version of its shape, from 1; goes up when an older Slash64 could not read it any more
 * @param schema columns with their comments
 * @param partitionColumns the day first
 */
public record TableDefinition(
    String name, int version, StructType schema, List<String> partitionColumns) {

  public TableDefinition {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "Cannot define table '%s': need a lower-case name such as prefix_scores".formatted(name));
    }
    if (version < 1) {
      throw new IllegalArgumentException(
          "Cannot define table %s: version is %d (need 1 or more)".formatted(name, version));
    }
    partitionColumns = List.copyOf(partitionColumns);
    for (String column : partitionColumns) {
      schema.fieldIndex(column); // throws for an unknown column
    }
  }

  /** Returns the definition of a table in version 1 that is partitioned by its column day. */
  public static TableDefinition byDay(String name, StructType schema) {
    return new TableDefinition(name, 1, schema, List.of("day"));
  }
}
