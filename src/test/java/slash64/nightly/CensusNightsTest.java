package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import slash64.baseline.BaselineSettings;
import slash64.conf.PolicyConf;
import slash64.conf.Settings;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.policy.PolicySettings;
import slash64.reputation.CensusMemory;
import slash64.reputation.Decay;
import slash64.scores.CensusDays;
import slash64.scores.Cut;
import slash64.scores.NightScores;
import slash64.testing.SampleWarehouse;

/** What one night learnt of the site reaches the next. */
class CensusNightsTest {
  private static final Lake LAKE = SampleWarehouse.lake();
  private static final LocalDate FIRST = SampleWarehouse.FIRST;
  private static final LocalDate LAST = SampleWarehouse.LAST;

  @Test
  void aNightRemembersItsOwnSendersAndWhatIsLeftOfThoseBefore() {
    CensusMemory first = memory(row(FIRST));
    CensusMemory left = first.after(1, Decay.TEN_DAYS);
    CensusMemory last = memory(row(LAST));
    CensusMemory alone = memory(withoutMemory());
    assertThat(first.verdicts()).as("senders with ten verdicts").isNotEmpty();
    assertThat(alone.verdicts()).isNotEmpty().isNotEqualTo(last.verdicts());
    Map<List<Integer>, Double> sum = senders(left);
    senders(alone).forEach((verdicts, senders) -> sum.merge(verdicts, senders, Double::sum));
    assertThat(senders(last)).isEqualTo(sum);
  }

  @Test
  void whatTheNightScoredByIsToldWithIt() {
    Row last = row(LAST);
    Row alone = withoutMemory();
    PolicySettings night = CensusDays.thresholds(last, PolicySettings.DEFAULTS);
    assertThat(night.tiers().throttleAbove())
        .isEqualTo(last.<Double>getAs("throttle_above"))
        .isGreaterThanOrEqualTo(PolicySettings.DEFAULTS.tiers().throttleAbove());
    assertThat(night.tiers().rejectAbove()).isEqualTo(last.<Double>getAs("reject_above"));
    assertThat(last.<Double>getAs("missed_spam"))
        .as("of two nights")
        .isNotEqualTo(alone.<Double>getAs("missed_spam"));
    assertThat(last.<Double>getAs("base_share_ipv4")).isBetween(0.05, 0.95);
  }

  /** A later setting may trust what the night throttled: explain has to bear it. */
  @Test
  void settingsThatTheNightsThresholdsDoNotFitStayAsTheyAre() {
    PolicySettings changed =
        PolicyConf.of(
            Settings.standard()
                .with(
                    List.of(
                        "policy.trusted_below=0.97",
                        "policy.throttle_above=0.98",
                        "policy.greylist_above=0.98",
                        "policy.reject_above=0.99")));
    assertThat(row(LAST).<Double>getAs("throttle_above")).isLessThan(0.97);
    assertThat(CensusDays.thresholds(row(LAST), changed)).isEqualTo(changed);
  }

  private static Map<List<Integer>, Double> senders(CensusMemory memory) {
    return memory.verdicts().stream()
        .collect(
            Collectors.toMap(v -> List.of(v.messages(), v.spam()), CensusMemory.Verdicts::senders));
  }

  private static CensusMemory memory(Row row) {
    return CensusDays.memory(row);
  }

  private static Row row(LocalDate day) {
    List<Row> rows = LAKE.read(Tables.CENSUS, day).collectAsList();
    assertThat(rows).as("one row a day").hasSize(1);
    return rows.get(0);
  }

  /** The second night as it would be if nothing were remembered of the first one's census. */
  private static Row withoutMemory() {
    try (NightScores scores =
        NightScores.of(
            LAKE.read(Tables.PREFIX_ACTIVITY, LAST),
            LAKE.read(Tables.PREFIX_STATE, FIRST),
            CensusMemory.NONE,
            Optional.empty(),
            LAST,
            BaselineSettings.DEFAULT,
            PolicySettings.DEFAULTS,
            Cut.of(2, 1))) {
      return scores.census().head();
    }
  }
}
