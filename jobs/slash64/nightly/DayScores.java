package slash64.nightly;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.baseline.BaselineSettings;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.policy.PolicySettings;
import slash64.reputation.CensusMemory;
import slash64.scores.CensusDays;
import slash64.scores.Cut;
import slash64.scores.NightScores;
import slash64.session.CodeGeneration;

/** Scores a day from the tables: its activity, and the states of the scored day before it. */
public final class DayScores {
  private DayScores() {}

  /**
   * Returns the scores, to be closed; no table is written. From then on the session generates code,
   * or not, as suits how much the day has to read.
   */
  public static NightScores of(Lake lake, LocalDate day, PolicySettings policy) {
    Optional<LocalDate> before =
        Optional.ofNullable(new TreeSet<>(lake.days(Tables.PREFIX_STATE)).lower(day));
    long bytes =
        lake.bytes(Tables.PREFIX_ACTIVITY, List.of(day))
            + lake.bytes(Tables.PREFIX_STATE, before.stream().toList());
    CodeGeneration.choose(lake.spark(), bytes);
    return NightScores.of(
        lake.readWhole(Tables.PREFIX_ACTIVITY, day),
        states(lake, before),
        before.map(d -> remembered(lake, d, day, policy)).orElse(CensusMemory.NONE),
        lake.days(Tables.FEEDBACK).contains(day)
            ? Optional.of(lake.readWhole(Tables.FEEDBACK, day))
            : Optional.empty(),
        day,
        BaselineSettings.DEFAULT,
        policy,
        Cut.of(Partitions.of(2 * lake.spark().sparkContext().defaultParallelism(), bytes), bytes));
  }

  /** None of a night of an older version. */
  private static CensusMemory remembered(
      Lake lake, LocalDate before, LocalDate day, PolicySettings policy) {
    int days = (int) ChronoUnit.DAYS.between(before, day);
    return lake.readWhole(Tables.CENSUS, before).collectAsList().stream()
        .findFirst()
        .map(row -> CensusDays.memory(row).after(days, policy.reputation().decay()))
        .orElse(CensusMemory.NONE);
  }

  private static Dataset<Row> states(Lake lake, Optional<LocalDate> day) {
    return day.map(d -> lake.readWhole(Tables.PREFIX_STATE, d))
        .orElseGet(() -> lake.spark().createDataFrame(List.of(), Tables.PREFIX_STATE.schema()));
  }
}
