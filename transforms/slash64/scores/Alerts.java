package slash64.scores;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The table {@code alerts}: events of a night, each once, at the level where it happens. */
public final class Alerts {
  public static final StructType SCHEMA =
      new StructType()
          .add("day", DataTypes.DateType, true, "UTC day that was scored")
          .add("kind", DataTypes.StringType, true, "what happened, one word")
          .add("prefix", DataTypes.StringType, true, "where; RFC 5952 text with length")
          .add("prefix_key", DataTypes.StringType, true, "sorts as the tree")
          .add(
              "customer",
              DataTypes.StringType,
              true,
              "whose nearly all of its mail was, or whose login; null if none")
          .add("severity", DataTypes.StringType, true, "how soon somebody should look")
          .add(
              "expected",
              DataTypes.DoubleType,
              true,
              "messages, or new parts of the prefix, or new networks of the login")
          .add("observed", DataTypes.DoubleType, true, "the same unit")
          .add("since", DataTypes.DateType, true, "first day of the event")
          .add("is_new", DataTypes.BooleanType, true, "first night that it is reported")
          .add("reason", DataTypes.StringType, true, "one sentence with the numbers")
          .add("advice", DataTypes.StringType, true, "what to do next")
          .add("evidence", DataTypes.StringType, true, "JSON object");

  private Alerts() {}
}
