package slash64.scores;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;

/** Fills a row of {@link Outcomes#SCHEMA} by name; flags not set are false, the rest null. */
final class OutcomeRow {
  private static final int FLAGS = 4;

  private final Object[] values = new Object[Outcomes.SCHEMA.size()];

  OutcomeRow() {
    for (int i = 0; i < FLAGS; i++) {
      values[i] = false;
    }
  }

  void set(String column, Object value) {
    values[Outcomes.SCHEMA.fieldIndex(column)] = value;
  }

  Row row() {
    return new GenericRowWithSchema(values, Outcomes.SCHEMA);
  }
}
