package slash64.scores;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.baseline.BaselineSettings;
import slash64.baseline.Thresholds;
import slash64.policy.PolicySettings;
import slash64.rows.LookAhead;

/** Second pass: decides every subtree and turns what comes of it into rows. */
record Outcomes(int day, BaselineSettings baselines, Thresholds thresholds, PolicySettings policy)
    implements MapPartitionsFunction<Row, Row> {

  /** The columns of all tables that a night's scoring fills, and for which of them a row is. */
  static final StructType SCHEMA = schema();

  private static StructType schema() {
    StructType schema =
        new StructType()
            .add("has_state", DataTypes.BooleanType, false)
            .add("has_score", DataTypes.BooleanType, false)
            .add("is_alert", DataTypes.BooleanType, false)
            .add("is_entry", DataTypes.BooleanType, false);
    List<String> known = new ArrayList<>(List.of("day"));
    for (StructType table :
        List.of(PrefixStates.SCHEMA, PrefixScores.SCHEMA, Alerts.SCHEMA, Policies.SCHEMA)) {
      for (var field : table.fields()) {
        if (!known.contains(field.name())) {
          known.add(field.name());
          schema = schema.add(field.name(), field.dataType(), true);
        }
      }
    }
    return schema;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    Subtrees subtrees = new Subtrees(rows, day);
    return new LookAhead<>() {
      private Iterator<Row> current = Collections.emptyIterator();

      @Override
      protected Row find() {
        while (!current.hasNext()) {
          current = Collections.emptyIterator(); // lets go of the nodes before others are read
          if (!subtrees.hasNext()) {
            return null;
          }
          current = subtrees.next().outcomes(baselines, thresholds, policy);
        }
        return current.next();
      }
    };
  }
}
