package slash64.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static slash64.feed.FeedSamples.night;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;
import slash64.testing.SharedSpark;

class PolicyParquetTest {
  @TempDir private Path scratch;

  private Dataset<Row> read(FeedNight night) throws IOException {
    Path file = Probes.write(new PolicyParquet(), night, scratch);
    return SharedSpark.session().read().parquet(file.toString());
  }

  @Test
  void sparkReadsBackWhatWasWritten() throws IOException {
    List<PolicyEntry> entries = FeedSamples.forest(5_000, 21);
    List<PolicyEntry> found = new ArrayList<>();
    for (Row row : read(night(entries)).collectAsList()) {
      Prefix prefix = Prefix.parse(row.getAs("prefix"));
      assertThat(row.<String>getAs("prefix_key")).isEqualTo(prefix.key());
      found.add(
          new PolicyEntry(
              prefix,
              Tier.ofWord(row.getAs("tier")),
              row.getAs("score"),
              row.getAs("confidence"),
              row.getAs("reason"),
              row.getAs("expires"),
              row.getAs("evidence")));
    }
    assertThat(found).isEqualTo(entries);
  }

  @Test
  void hostileReasonsStayTextAndLoseWhatIsHidden() throws IOException {
    FeedNight night = HostileText.night();
    assertThat(read(night).select("reason").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactlyElementsOf(
            night.policy().stream().map(entry -> FeedText.sentence(entry.reason())).toList());
  }
}
