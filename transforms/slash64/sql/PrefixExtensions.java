package slash64.sql;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.execution.SparkStrategy;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;
import slash64.rows.MapRowsStrategy;

/**
 * Brings the prefix functions into a Spark session, {@code spark.sql.extensions =
 * slash64.sql.PrefixExtensions}: {@code ip_parse}, {@code ip_text}, {@code ip_family}, {@code
 * ip_kind}, {@code ip_embedded_v4}, {@code prefix_of}, {@code prefix_contains}, {@code
 * prefix_parent}, {@code prefix_key}, {@code policy_lookup}. They are expressions that Spark
 * compiles into its own code, without the conversions of a UDF; {@code DESCRIBE FUNCTION} tells of
 * each. Null in, null out. It also tells Spark's planner of {@link slash64.rows.MapRows}.
 */
public final class PrefixExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    DataType text = DataTypes.StringType;
    add(
        extensions,
        new Definition(
            "ip_text",
            "text",
            text,
            List.of(text),
            "_FUNC_(address) - The address as RFC 5952 writes it; null if it is none.",
            "ip_text('2001:DB8:0:0:0:0:0:1')",
            "2001:db8::1"));
    add(
        extensions,
        new Definition(
            "ip_family",
            "family",
            DataTypes.IntegerType,
            List.of(text),
            "_FUNC_(address) - 4 or 6; null if it is no address.",
            "ip_family('192.0.2.1')",
            "4"));
    add(
        extensions,
        new Definition(
            "prefix_of",
            "prefixOf",
            text,
            List.of(text, DataTypes.IntegerType),
            "_FUNC_(address, length) - The prefix of this length that holds the address or prefix;"
                + " IPv4 lengths are 0 to 32.",
            "prefix_of('2001:db8:1:2::3', 48)",
            "2001:db8:1::/48"));
    add(
        extensions,
        new Definition(
            "prefix_contains",
            "contains",
            DataTypes.BooleanType,
            List.of(text, text),
            "_FUNC_(prefix, inner) - Whether the prefix holds an address or another prefix.",
            "prefix_contains('2001:db8::/32', '2001:db8:1::1')",
            "true"));
    add(
        extensions,
        new Definition(
            "prefix_parent",
            "parent",
            text,
            List.of(text),
            "_FUNC_(prefix) - The prefix one bit shorter; null of a whole address family.",
            "prefix_parent('2001:db8:1::/48')",
            "2001:db8::/47"));
    add(
        extensions,
        new Definition(
            "prefix_key",
            "key",
            text,
            List.of(text),
            "_FUNC_(prefix) - The key that sorts as the tree, column prefix_key of the tables.",
            "prefix_key('2001:db8:1::/48')",
            "20010db800010000000000000000000030"));
    add(
        extensions,
        new Definition(
            "ip_parse",
            "parse",
            PrefixFunctions.PARSED,
            List.of(text),
            "_FUNC_(address) - The address as a struct: text, family, high and low (its 128 bits),"
                + " kind, embedded_v4; null if it is none.",
            "ip_parse('2001:DB8::1').text",
            "2001:db8::1"));
    add(
        extensions,
        new Definition(
            "ip_kind",
            "kind",
            text,
            List.of(text),
            "_FUNC_(address) - How the address was made: ipv4, mapped, 6to4, teredo, nat64, isatap,"
                + " eui_64, low_byte, embedded_ipv4, pattern, random (RFC 7707).",
            "ip_kind('2001:db8::211:22ff:fe33:4455')",
            "eui_64"));
    add(
        extensions,
        new Definition(
            "ip_embedded_v4",
            "embedded",
            text,
            List.of(text),
            "_FUNC_(address) - The IPv4 address that a mapped, 6to4, Teredo, NAT64 or ISATAP address"
                + " carries; null if it carries none.",
            "ip_embedded_v4('2002:c000:201::1')",
            "192.0.2.1"));
    inject(
        extensions,
        "policy_lookup",
        "_FUNC_(address[, day]) - What the policy of a day, of the last day when not given, says of"
            + " the address: a struct of tier, prefix (of the entry that answers), score, reason."
            + " Reads the session's table or view policy.",
        example("policy_lookup('2001:db8::1').tier", "neutral"),
        new PolicyLookup());
    extensions.injectPlannerStrategy(new PlanMapRows());
    return BoxedUnit.UNIT;
  }

  private static final class PlanMapRows extends AbstractFunction1<SparkSession, SparkStrategy> {
    @Override
    public SparkStrategy apply(SparkSession session) {
      return new MapRowsStrategy();
    }
  }

  /**
   * A function.
   *
   * @param name in SQL
   * @param method of {@link PrefixFunctions}
   * @param usage what DESCRIBE FUNCTION prints
   * @param call for DESCRIBE FUNCTION EXTENDED
   * @param answer to that call
   */
  private record Definition(
      String name,
      String method,
      DataType result,
      List<DataType> parameters,
      String usage,
      String call,
      String answer) {}

  private static void add(SparkSessionExtensions extensions, Definition function) {
    inject(
        extensions,
        function.name(),
        function.usage(),
        example(function.call(), function.answer()),
        new Builder(function));
  }

  /** As Spark prints its own. */
  private static String example(String call, String answer) {
    return "\n    Examples:\n      > SELECT %s;\n       %s\n  ".formatted(call, answer);
  }

  private static void inject(
      SparkSessionExtensions extensions,
      String name,
      String usage,
      String examples,
      AbstractFunction1<Seq<Expression>, Expression> builder) {
    extensions.injectFunction(
        new Tuple3<>(
            new FunctionIdentifier(name),
            new ExpressionInfo(
                PrefixFunctions.class.getName(),
                null,
                name,
                usage,
                "",
                examples,
                "",
                "",
                "",
                "",
                ""),
            builder));
  }

  /** Makes the expression of one call. */
  private static final class Builder extends AbstractFunction1<Seq<Expression>, Expression> {
    private final Definition function;

    Builder(Definition function) {
      this.function = function;
    }

    @Override
    public Expression apply(Seq<Expression> arguments) {
      int expected = function.parameters().size();
      if (arguments.size() != expected) {
        throw new IllegalArgumentException(
            "%s takes %d arguments, not %d. See DESCRIBE FUNCTION %s."
                .formatted(function.name(), expected, arguments.size(), function.name()));
      }
      List<AbstractDataType> types = List.copyOf(function.parameters());
      return new StaticInvoke(
          PrefixFunctions.class,
          function.result(),
          function.method(),
          arguments,
          CollectionConverters.asScala(types).toSeq(),
          true,
          true,
          true,
          Option.empty());
    }
  }
}
