package slash64.scores;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import slash64.baseline.BaselineSettings;
import slash64.baseline.Thresholds;
import slash64.policy.PolicySettings;
import slash64.reputation.Census;
import slash64.reputation.CensusMemory;
import slash64.rows.KeptRows;
import slash64.rows.MapRows;

/**
 * A day scored: next states, scores, alerts and the entries of the full policy, from the day's
 * activity and the states before it.
 *
 * <p>Two passes over the same rows, since what counts as chance depends on all prefixes of the
 * night (false discovery rate), and so does what the filter gets wrong: the first one gathers
 * p-values and a census, the second one decides. Subtrees are worked on independently; nothing but
 * small p-values and the sums of the census comes to the driver.
 */
public final class NightScores implements AutoCloseable {
  /** The columns of prefix_activity that a day's scores rest on. */
  public static final List<String> ACTIVITY = NodeRows.activityColumnNames();

  private final KeptRows nodes;
  private final KeptRows outcomes;
  private final Row census;
  private final LocalDate day;

  private NightScores(KeptRows nodes, KeptRows outcomes, Row census, LocalDate day) {
    this.nodes = nodes;
    this.outcomes = outcomes;
    this.census = census;
    this.day = day;
  }

  /**
   * Scores a day: runs the first pass, and keeps on the executors' disks, until the scores are
   * closed, the rows that both passes need, and what comes of the second, once it is asked for.
   *
   * @param activity the day's rows of prefix_activity
   * @param states rows of prefix_state of the day scored before, one a prefix; none on the first
   * @param remembered what the censuses of the nights before said, as it weighs on this day
   * @param feedback the day's rows of the table feedback, if there are any
   * @param cut into how many tasks to cut the address space
   */
  public static NightScores of(
      Dataset<Row> activity,
      Dataset<Row> states,
      CensusMemory remembered,
      Optional<Dataset<Row>> feedback,
      LocalDate day,
      BaselineSettings baselines,
      PolicySettings policy,
      Cut cut) {
    int number = (int) day.toEpochDay();
    boolean areServersFilter = ServerFilter.isInUse(activity);
    KeptRows nodes = KeptRows.of(NodeRows.of(activity, states, feedback, areServersFilter, cut));
    try {
      List<Row> found =
          MapRows.of(
                  nodes.rows(), new PValues(number, baselines, policy.reputation()), PValues.SCHEMA)
              .collectAsList();
      Thresholds thresholds = PValues.thresholds(found, baselines);
      Census census = PValues.census(found);
      census.recall(remembered);
      PolicySettings learnt = policy.learnt(census);
      Outcomes second = new Outcomes(number, baselines, thresholds, learnt);
      KeptRows outcomes = KeptRows.of(MapRows.of(nodes.rows(), second, Outcomes.SCHEMA));
      Row row = CensusDays.row(day, census.memory(), learnt);
      return new NightScores(nodes, outcomes, row, day);
    } catch (Throwable e) { // Spark throws checked exceptions that its methods do not declare
      nodes.close();
      throw e;
    }
  }

  /** Releases what is kept; the parts are not to be used any more. */
  @Override
  public void close() {
    outcomes.close();
    nodes.close();
  }

  /** Returns rows of {@link Outcomes#SCHEMA}, which all parts are selected from. */
  Dataset<Row> outcomes() {
    return outcomes.rows();
  }

  /** Returns the day's row of {@link CensusDays#SCHEMA}. */
  public Dataset<Row> census() {
    return nodes.rows().sparkSession().createDataFrame(List.of(census), CensusDays.SCHEMA);
  }

  /** Returns rows of {@link PrefixStates#SCHEMA}. */
  public Dataset<Row> states() {
    return select("has_state", PrefixStates.SCHEMA);
  }

  /** Returns rows of {@link PrefixScores#SCHEMA}. */
  public Dataset<Row> scores() {
    return select("has_score", PrefixScores.SCHEMA);
  }

  /** Returns rows of {@link Alerts#SCHEMA}. */
  public Dataset<Row> alerts() {
    return select("is_alert", Alerts.SCHEMA);
  }

  /** Returns the entries of the full policy, {@link Policies#SCHEMA}. */
  public Dataset<Row> entries() {
    return select("is_entry", Policies.SCHEMA);
  }

  private Dataset<Row> select(String flag, StructType schema) {
    Column[] columns =
        Arrays.stream(schema.fields())
            .map(
                field ->
                    (field.name().equals("day") ? lit(day) : col(field.name())).as(field.name()))
            .toArray(Column[]::new);
    return outcomes().filter(col(flag)).select(columns).to(schema);
  }
}
