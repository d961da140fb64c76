package slash64.nightly;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.Collection;
import org.apache.spark.sql.Column;

/** Conditions on the column {@code day}. */
final class Days {
  private Days() {}

  static Column in(Collection<LocalDate> days) {
    return col("day").isin(days.toArray());
  }
}
