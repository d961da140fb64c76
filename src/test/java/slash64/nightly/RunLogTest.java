package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.conf.Settings;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.progress.Progress;
import slash64.testing.SharedSpark;

class RunLogTest {
  @TempDir Path folder;

  @Test
  void aRunThatSparkFailsIsRecorded() {
    Lake lake = Lake.at(SharedSpark.session(), folder.toString());
    lake.prepare(List.of(Tables.RUNS));
    SparkException failure = new SparkException("a task was lost");

    try (Progress progress = Progress.onStandardError()) {
      assertThatThrownBy(
              () -> RunLog.keep(lake, conf(), progress, "run-1", () -> throwUndeclared(failure)))
          .isSameAs(failure);
    }

    Row run = lake.read(Tables.RUNS).head();
    assertThat(run.<String>getAs("run_id")).isEqualTo("run-1");
    assertThat(run.<String>getAs("status")).isEqualTo("failed");
    assertThat(run.<String>getAs("error")).contains("a task was lost");
  }

  @Test
  void aReportThatCannotBeWrittenIsAWarning() {
    Lake lake = Lake.at(SharedSpark.session(), folder.toString());
    lake.prepare(List.of(Tables.RUNS)); // and none of those that a report reads

    try (Progress progress = Progress.onStandardError()) {
      NightReport.write(lake, conf(), folder + "/feed", progress);

      assertThat(progress.summary().warnings())
          .singleElement()
          .asString()
          .startsWith("Cannot write the report to " + folder + "/feed/report: ")
          .endsWith("scored are no days. ./slash64 report writes it later");
    }
  }

  private NightConf conf() {
    return new NightConf(
        LocalDate.of(2026, 11, 3),
        List.of(folder + "/mail.log"),
        folder.toString(),
        Optional.empty(),
        Optional.empty(),
        false,
        Settings.standard());
  }

  /** As Scala's code does. */
  @SuppressWarnings("unchecked")
  private static <X extends Throwable> void throwUndeclared(Throwable failure) throws X {
    throw (X) failure;
  }
}
