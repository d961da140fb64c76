package slash64.rows;

import java.util.List;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import scala.collection.immutable.Seq;

/** Tells Spark's planner how {@link MapRows} is run. */
public final class MapRowsStrategy extends SparkStrategy {
  @Override
  public Seq<SparkPlan> apply(LogicalPlan plan) {
    return MapRows.sequence(
        plan instanceof MapRows map
            ? List.of(new MapRowsExec(map.function(), map.output(), planLater(map.child())))
            : List.of());
  }
}
