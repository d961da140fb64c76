package slash64.shape;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Brings frames to the shape of a table. */
public final class Shape {
  private Shape() {}

  /**
   * Returns the rows with exactly the columns of {@code schema}, in its order. Rows that have them
   * already are returned as they are, whatever their frame says of nulls and comments: {@link
   * Dataset#to} would take every nested value apart and build it again, which for wide rows costs
   * more than writing them. A column that is missing, or of another type, fails as it does there.
   */
  public static Dataset<Row> of(Dataset<Row> rows, StructType schema) {
    boolean isThere = rows.schema().catalogString().equals(schema.catalogString());
    return isThere ? rows : rows.to(schema);
  }
}
