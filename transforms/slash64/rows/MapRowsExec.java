package slash64.rows;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/** Runs {@link MapRows}. */
public final class MapRowsExec extends SparkPlan {
  private static final long serialVersionUID = 1;

  private final MapPartitionsFunction<Row, Row> function;
  private final Seq<Attribute> output;
  private final SparkPlan child;

  /** For Spark, which copies plans. */
  public MapRowsExec(
      MapPartitionsFunction<Row, Row> function, Seq<Attribute> output, SparkPlan child) {
    this.function = function;
    this.output = output;
    this.child = child;
  }

  @Override
  public RDD<InternalRow> doExecute() {
    // The task is sent these, and not the plan around them.
    MapPartitionsFunction<Row, Row> called = function;
    StructType from = DataTypeUtils.fromAttributes(child.output());
    StructType to = DataTypeUtils.fromAttributes(output);
    return child.execute().toJavaRDD().mapPartitions(rows -> run(called, rows, from, to)).rdd();
  }

  private static Iterator<InternalRow> run(
      MapPartitionsFunction<Row, Row> function,
      Iterator<InternalRow> rows,
      StructType from,
      StructType to)
      throws Exception {
    RowReader reader = new RowReader(from);
    RowWriter writer = new RowWriter(to);
    UnsafeProjection projection = UnsafeProjection.create(to);
    Iterator<Row> made = function.call(new Mapped<>(rows, reader::read));
    return new Mapped<>(made, row -> projection.apply(writer.write(row)));
  }

  /** Maps one by one. */
  private record Mapped<A, B>(Iterator<A> from, java.util.function.Function<A, B> function)
      implements Iterator<B> {
    @Override
    public boolean hasNext() {
      return from.hasNext();
    }

    @Override
    public B next() {
      return function.apply(from.next());
    }
  }

  @Override
  public Seq<Attribute> output() {
    return output;
  }

  @Override
  public AttributeSet references() {
    return child.outputSet();
  }

  @Override
  public AttributeSet producedAttributes() {
    return outputSet();
  }

  @Override
  public Seq<SparkPlan> children() {
    return MapRows.sequence(List.of(child));
  }

  @Override
  public SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> children) {
    return new MapRowsExec(function, output, children.head());
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
    return other instanceof MapRowsExec;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MapRowsExec that
        && function == that.function
        && output.equals(that.output)
        && child.equals(that.child);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
