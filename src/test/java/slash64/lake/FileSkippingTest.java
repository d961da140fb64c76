package slash64.lake;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;
import slash64.activity.Clients;
import slash64.activity.Cuts;
import slash64.activity.PrefixActivity;
import slash64.activity.SampleMessages;
import slash64.net.Prefix;
import slash64.testing.SharedSpark;

/** What Spark's own metrics say of the files that a range of prefixes reads. */
class FileSkippingTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 1);

  @TempDir private Path folder;

  @Test
  void aRangeOfPrefixesReadsOnlyTheFilesThatCanHoldIt() {
    List<Map<String, Object>> messages = SampleMessages.random(3, 2_000, 1);
    Dataset<Row> frame = SampleMessages.frame(messages).filter(Clients.areForeign()).cache();
    Lake lake = Lake.at(SharedSpark.session(), folder.toString());
    lake.replaceDays(
        Tables.PREFIX_ACTIVITY, PrefixActivity.of(frame, Cuts.between(frame, 8)), List.of(DAY));
    Dataset<Row> day = lake.read(Tables.PREFIX_ACTIVITY, DAY);
    Prefix asked = Prefix.parse("198.51.100.0/24");
    Dataset<Row> within =
        day.filter(col("prefix_key").between(asked.key(), asked.last().prefix(128).key()));

    assertThat(within.collectAsList()).hasSize(5);
    assertThat(day.inputFiles().length).isGreaterThan(4);
    assertThat(filesRead(within)).isEqualTo(1);
  }

  private static long filesRead(Dataset<Row> rows) {
    SparkPlan plan = rows.queryExecution().executedPlan();
    if (plan instanceof AdaptiveSparkPlanExec adaptive) {
      plan = adaptive.executedPlan();
    }
    long files = 0;
    for (SparkPlan leaf : CollectionConverters.asJava(plan.collectLeaves())) {
      if (leaf instanceof FileSourceScanExec scan) {
        files += scan.metrics().apply("numFiles").value();
      }
    }
    return files;
  }
}
