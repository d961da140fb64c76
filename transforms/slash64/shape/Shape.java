package slash64.shape;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Brings frames to the shape of a table. */
public final class Shape {
  private Shape() {}

  /**
   * Returns the rows with exactly the columns of {@code schema}, in its order; columns that they
   * lack are null. Columns of the same type are passed on as they are, whatever their frame says of
   * nulls and comments: {@link Dataset#to} would take every nested value apart and build it again,
   * which for wide rows costs more than writing them. A column of another type, or one that is
   * missing and must not be null, fails as it does there.
   */
  public static Dataset<Row> of(Dataset<Row> rows, StructType schema) {
    if (rows.schema().catalogString().equals(schema.catalogString())) {
      return rows;
    }
    Map<String, String> types = new HashMap<>();
    for (StructField field : rows.schema().fields()) {
      types.put(field.name(), field.dataType().catalogString());
    }
    boolean isSelection =
        Arrays.stream(schema.fields())
            .allMatch(
                field ->
                    types.containsKey(field.name())
                        ? types.get(field.name()).equals(field.dataType().catalogString())
                        : field.nullable());
    if (!isSelection) {
      return rows.to(schema);
    }
    return rows.select(
        Arrays.stream(schema.fields())
            .map(
                field ->
                    types.containsKey(field.name())
                        ? col("`%s`".formatted(field.name()))
                        : lit(null).cast(field.dataType()).as(field.name()))
            .toArray(Column[]::new));
  }
}
