package slash64.scores;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.baseline.BaselineSettings;
import slash64.policy.PolicySettings;
import slash64.reputation.CensusMemory;
import slash64.testing.SharedSpark;

/** A day scored of which nothing before is known, by the settings as they ship. */
final class FirstNight {
  private FirstNight() {}

  /** Returns the scores, to be closed. */
  static NightScores of(Dataset<Row> activity, LocalDate day) {
    return NightScores.of(
        activity,
        SharedSpark.session().createDataFrame(List.of(), PrefixStates.SCHEMA),
        CensusMemory.NONE,
        Optional.empty(),
        day,
        BaselineSettings.DEFAULT,
        PolicySettings.DEFAULTS,
        new Cut(2, Long.MAX_VALUE, true));
  }
}
