package slash64.activity;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.rows.MapRows;

/** What each customer did on each UTC day, by the allocation at the time of each message. */
public final class CustomerActivity {
  public static final StructType SCHEMA =
      TallyColumns.addTo(
          new StructType()
              .add("day", DataTypes.DateType, true, "UTC day of the first log line of the message")
              .add("customer", DataTypes.StringType, true, "name in the allocations file"));

  private CustomerActivity() {}

  /**
   * Turns rows of the table {@code messages} into {@link #SCHEMA}, one row per day and customer,
   * ordered by customer within each of {@code parts} parts. Messages of nobody are left out.
   */
  public static Dataset<Row> of(Dataset<Row> messages, int parts) {
    Dataset<Row> read = MessageTally.select(messages.filter(col("customer").isNotNull()));
    Dataset<Row> tallies =
        MapRows.of(read, new CustomerTallies(), CustomerTallies.SCHEMA)
            .repartition(parts, col("day"), col("customer"))
            .sortWithinPartitions("day", "customer");
    return MapRows.of(tallies, new CustomerRows(), SCHEMA);
  }
}
