package slash64.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.failure.ExitStatus;
import slash64.testing.SampleWarehouse;
import slash64.testing.SharedSpark;

class RunRecordTest {
  @Test
  void everyRunOfANightIsRecorded() {
    List<Row> runs =
        SampleWarehouse.lake().read(Tables.RUNS).orderBy("day", "ended").collectAsList();
    assertThat(runs).hasSize(2);
    assertThat(runs).extracting(run -> run.<String>getAs("status")).containsExactly("done", "done");
    Row last = runs.get(1);
    Map<String, Long> counts = last.getJavaMap(last.fieldIndex("counts"));
    long lines =
        SampleWarehouse.lake()
            .read(Tables.LEDGER)
            .filter("status = 'done' AND run_id = '%s'".formatted(last.<String>getAs("run_id")))
            .selectExpr("sum(lines)")
            .head()
            .getLong(0);
    assertThat(counts).containsEntry("lines", lines); // of this night, not of the row of nights
    assertThat(last.<String, Double>getJavaMap(last.fieldIndex("steps")))
        .containsKeys("Reading archives", "Scoring prefixes", "Publishing");
  }

  private static RunRecord failed(String runId, Instant ended) {
    return new RunRecord(
        LocalDate.of(2026, 11, 3),
        runId,
        ended.minusSeconds(5),
        ended,
        ExitStatus.REFUSED,
        "Refused to publish: 200 known-good senders would be hit.",
        "1",
        "0",
        Map.of("lines", 3L),
        Map.of("Reading archives", 1.5),
        List.of("a warning"));
  }

  @Test
  void aRunIsRecordedThoughTheClockWasSetBack(@TempDir Path folder) {
    Lake lake = Lake.at(SharedSpark.session(), folder.toString());
    failed("run-1", Instant.parse("2026-11-04T02:30:00Z")).write(lake);
    failed("run-2", Instant.parse("2026-11-04T02:29:00Z")).write(lake);

    assertThat(lake.read(Tables.RUNS).select("run_id").orderBy("run_id").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("run-1", "run-2");
  }

  @Test
  void aFailedRunSaysWhy(@TempDir Path folder) {
    Lake lake = Lake.at(SharedSpark.session(), folder.toString());
    RunRecord failed = failed("run-1", Instant.parse("2026-11-04T02:30:00Z"));
    failed.write(lake);
    failed.write(lake); // done again it adds nothing

    List<Row> runs = lake.read(Tables.RUNS).collectAsList();
    assertThat(runs).hasSize(1);
    assertThat(runs.get(0).<Integer>getAs("exit_status")).isEqualTo(4);
    assertThat(runs.get(0).<String>getAs("error")).isEqualTo(failed.error());
    assertThat(runs.get(0).getList(runs.get(0).fieldIndex("warnings")))
        .isEqualTo(List.of("a warning"));
  }
}
