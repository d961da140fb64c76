package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.baseline.Alert;
import slash64.baseline.BaselineSettings;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.net.Address;
import slash64.scores.DigestDays;
import slash64.testing.SharedSpark;

/** What is usual for a digest, by the nights before. */
class NightCampaignsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final int USUAL = 20;
  private static final int MORE = 100;

  @TempDir private Path folder;
  private Lake lake;
  private final List<Row> before = new ArrayList<>();

  @BeforeEach
  void tables() {
    lake = Lake.at(SharedSpark.session(), folder.toString());
    lake.prepare(List.of(Tables.MESSAGES, Tables.DIGEST_DAYS));
  }

  @Test
  void theDaysOfAnAlertMakeTheOrdinaryOnesNoRarer() {
    days(28, 22, USUAL, null, "ham");
    days(21, 8, MORE, DAY.minusDays(21), "ham");
    days(7, 1, USUAL, null, "ham");

    assertThat(judge(MORE, "ham").orElseThrow().expected()).isEqualTo(USUAL);
    assertThat(judge(USUAL, "ham")).isEmpty();
  }

  @Test
  void aDigestThatHasSpreadForFourWeeksWithoutHarmIsUsual() {
    days(27, 1, MORE, DAY.minusDays(27), "ham");
    assertThat(judge(MORE, "ham").orElseThrow().since()).isEqualTo(DAY.minusDays(27));

    before.clear();
    days(28, 1, MORE, DAY.minusDays(29), "ham");
    assertThat(judge(MORE, "ham")).isEmpty();
  }

  @Test
  void whatIsUnwantedIsNeverUsual() {
    days(28, 1, MORE, DAY.minusDays(60), "spam");
    Alert alert = judge(MORE, "spam").orElseThrow();
    assertThat(alert.expected()).isZero();
    assertThat(alert.since()).isEqualTo(DAY.minusDays(60));
  }

  private void days(int first, int last, long parties, LocalDate since, String verdict) {
    for (int back = first; back >= last; back--) {
      long bad = verdict.equals("spam") ? parties : 0;
      before.add(
          RowFactory.create(DAY.minusDays(back), "feed", parties, bad, parties, parties, since));
    }
  }

  private Optional<Alert> judge(int parties, String verdict) {
    lake.replaceDays(
        Tables.DIGEST_DAYS,
        SharedSpark.session().createDataFrame(before, DigestDays.SCHEMA).coalesce(1),
        before.stream().map(row -> row.<LocalDate>getAs(0)).distinct().toList());
    List<Row> messages = new ArrayList<>();
    for (int site = 0; site < parties; site++) {
      Address client = Address.parse("2001:db8:%x::25".formatted(site));
      Map<String, Object> values = new HashMap<>();
      values.put("day", DAY);
      values.put("is_open", false);
      values.put("client_high", client.high());
      values.put("client_low", client.low());
      values.put("digest", "feed");
      values.put("verdict", verdict);
      messages.add(
          RowFactory.create(
              Arrays.stream(Tables.MESSAGES.schema().fieldNames()).map(values::get).toArray()));
    }
    return new NightCampaigns(lake, BaselineSettings.DEFAULT)
            .write(
                SharedSpark.session()
                    .createDataFrame(messages, Tables.MESSAGES.schema())
                    .coalesce(1),
                DAY)
            .stream()
            .findFirst();
  }
}
