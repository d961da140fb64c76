package slash64.sql;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.ObjectType;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * Makes the expression of one call of {@code policy_lookup}: the policy is collected when the query
 * is analysed, and travels with it as one object.
 */
final class PolicyLookup extends AbstractFunction1<Seq<Expression>, Expression> {
  @Override
  public Expression apply(Seq<Expression> arguments) {
    if (arguments.size() != 1 && arguments.size() != 2) {
      throw new IllegalArgumentException(
          "policy_lookup takes 1 or 2 arguments, not %d. See DESCRIBE FUNCTION policy_lookup."
              .formatted(arguments.size()));
    }
    boolean hasDay = arguments.size() == 2;
    List<AbstractDataType> types =
        hasDay ? List.of(DataTypes.StringType, DataTypes.DateType) : List.of(DataTypes.StringType);
    return new Invoke(
        new Literal(PolicyDays.of(entries(hasDay)), new ObjectType(PolicyDays.class)),
        "lookup",
        PolicyDays.ANSWER,
        arguments,
        CollectionConverters.asScala(types).toSeq(),
        true,
        true,
        true);
  }

  /** With a day of its own in every row, any day's policy may be asked for. */
  private static List<Row> entries(boolean isEveryDay) {
    Dataset<Row> policy =
        SparkSession.active()
            .table("policy")
            .select("day", "prefix_key", "tier", "score", "reason");
    if (!isEveryDay) {
      Object last = policy.agg(functions.max("day")).first().get(0);
      policy = policy.filter(functions.col("day").equalTo(functions.lit(last)));
    }
    return policy.collectAsList();
  }
}
