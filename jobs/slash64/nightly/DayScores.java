package slash64.nightly;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.baseline.BaselineSettings;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.policy.PolicySettings;
import slash64.scores.NightScores;

/** Scores a day from the tables: its activity, and the states of the scored day before it. */
public final class DayScores {
  private DayScores() {}

  /** Returns the scores, lazily; nothing is written. */
  public static NightScores of(Lake lake, LocalDate day, PolicySettings policy) {
    return NightScores.of(
        lake.read(Tables.PREFIX_ACTIVITY, day),
        statesBefore(lake, day),
        day,
        BaselineSettings.DEFAULT,
        policy,
        2 * lake.spark().sparkContext().defaultParallelism());
  }

  private static Dataset<Row> statesBefore(Lake lake, LocalDate day) {
    LocalDate before = new TreeSet<>(lake.days(Tables.PREFIX_STATE)).lower(day);
    Dataset<Row> states = lake.read(Tables.PREFIX_STATE);
    return before == null ? states.limit(0) : states.filter(col("day").equalTo(before));
  }
}
