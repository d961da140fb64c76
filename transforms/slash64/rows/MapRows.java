package slash64.rows;

import static scala.jdk.javaapi.CollectionConverters.asJava;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.MultiInstanceRelation;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A function over the rows of each partition, as {@link Dataset#mapPartitions}, for rows of a
 * hundred columns and more. Spark's own takes every column of every row apart into Java values and
 * builds them again, in code that it generates and compiles for each such step: half of the time in
 * which prefix_activity was written. Here the function sees Spark's row as it is and pays for the
 * columns it asks for.
 *
 * <p>Spark needs {@link slash64.sql.PrefixExtensions} to plan it. Two of the same function object
 * over the same rows are the same to Spark, which then runs them once.
 */
public final class MapRows extends LogicalPlan implements MultiInstanceRelation {
  private static final long serialVersionUID = 1;

  private final MapPartitionsFunction<Row, Row> function;
  private final Seq<Attribute> output;
  private final LogicalPlan child;

  /** For Spark, which copies plans; see {@link #of}. */
  public MapRows(
      MapPartitionsFunction<Row, Row> function, Seq<Attribute> output, LogicalPlan child) {
    this.function = function;
    this.output = output;
    this.child = child;
  }

  /**
   * Returns the rows that a function makes of those of each partition.
   *
   * @param function sees rows that it may keep; its own hold what Spark's rows hold, strings and
   *     collections as Java, Scala or Spark has them, dates and times as {@code java.time} or as
   *     numbers since 1970 (days, microseconds)
   * @param schema of the function's rows, which is not checked
   */
  public static Dataset<Row> of(
      Dataset<Row> rows, MapPartitionsFunction<Row, Row> function, StructType schema) {
    org.apache.spark.sql.classic.Dataset<Row> frame =
        (org.apache.spark.sql.classic.Dataset<Row>) rows;
    return org.apache.spark.sql.classic.Dataset.ofRows(
        frame.sparkSession(), new MapRows(function, attributes(schema), frame.logicalPlan()));
  }

  private static Seq<Attribute> attributes(StructType schema) {
    return sequence(new ArrayList<>(asJava(DataTypeUtils.toAttributes(schema))));
  }

  static <T> Seq<T> sequence(List<T> values) {
    return CollectionConverters.asScala(values).toSeq();
  }

  MapPartitionsFunction<Row, Row> function() {
    return function;
  }

  LogicalPlan child() {
    return child;
  }

  @Override
  public Seq<Attribute> output() {
    return output;
  }

  /** All that the child has: what the function reads of a row is not known. */
  @Override
  public AttributeSet references() {
    return child.outputSet();
  }

  @Override
  public AttributeSet producedAttributes() {
    return outputSet();
  }

  @Override
  public Seq<LogicalPlan> children() {
    return sequence(List.of(child));
  }

  @Override
  public LogicalPlan withNewChildrenInternal(IndexedSeq<LogicalPlan> children) {
    return new MapRows(function, output, children.head());
  }

  @Override
  public LogicalPlan newInstance() {
    return new MapRows(
        function, sequence(asJava(output).stream().map(Attribute::newInstance).toList()), child);
  }

  @Override
  public int productArity() {
    return 3;
  }

  @Override
  public Object productElement(int n) {
    return switch (n) {
      case 0 -> function;
      case 1 -> output;
      default -> child;
    };
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof MapRows;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MapRows that
        && function == that.function
        && output.equals(that.output)
        && child.equals(that.child);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
