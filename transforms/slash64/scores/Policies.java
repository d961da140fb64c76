package slash64.scores;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The table {@code policy}: the compact policy of a night, one entry a row. */
public final class Policies {
  public static final StructType SCHEMA =
      new StructType()
          .add("day", DataTypes.DateType, true, "UTC day that was scored")
          .add("prefix", DataTypes.StringType, true, "RFC 5952 text with length")
          .add("prefix_key", DataTypes.StringType, true, "sorts as the tree")
          .add("tier", DataTypes.StringType, true, "trusted, neutral, throttle, greylist, reject")
          .add("score", DataTypes.DoubleType, true, "reputation, 0 (bad) to 100 (good)")
          .add("confidence", DataTypes.DoubleType, true, "that the tier is deserved, 0 to 1")
          .add("reason", DataTypes.StringType, true, "one sentence with the numbers")
          .add("expires", DataTypes.DateType, true, "last UTC day on which the entry holds")
          .add("evidence", DataTypes.StringType, true, "JSON object");

  private Policies() {}
}
