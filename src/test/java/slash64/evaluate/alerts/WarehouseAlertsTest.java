package slash64.evaluate.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.TableDefinition;
import slash64.lake.Tables;
import slash64.progress.Figures;
import slash64.testing.SharedSpark;

/** Alerts of three nights beside what truly happened on them. */
class WarehouseAlertsTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);

  @TempDir private static Path folder;
  private static Map<String, Figures> figures;
  private static Map<String, String> lines;

  @BeforeAll
  static void threeNightsAreCompared() throws IOException {
    Lake lake = Lake.at(SharedSpark.session(), folder.resolve("warehouse").toString());
    write(
        lake,
        Tables.ALERTS,
        List.of(
            // inside the event's /56, a night late
            alert(1, "volume", "2001:db8:1:2300::/64", true),
            // around the event's /64, still open on the second night
            alert(0, "content", "2001:db8:2::/48", true),
            alert(1, "content", "2001:db8:2::/48", false),
            // too wide to be about the third event's /64; new, so false
            alert(0, "volume", "2001:db8::/32", true),
            // of nobody in particular: found by its kind
            alert(2, "campaign", null, true),
            // before what could have caused it
            alert(0, "rotation", "2001:db8:4::/64", true)));
    write(
        lake,
        Tables.PREFIX_SCORES,
        List.of(
            Map.of("day", FIRST),
            Map.of("day", FIRST),
            Map.of("day", FIRST.plusDays(1)),
            Map.of("day", FIRST.plusDays(2))));
    Files.writeString(
        folder.resolve("events.ndjson"),
        event(0, "volume_spike", ",\"prefix\":\"2001:db8:1:2300::/56\"")
            + event(0, "content_shift", ",\"prefix\":\"2001:db8:2:5::/64\"")
            + event(0, "content_shift", ",\"prefix\":\"2001:db8:3:5::/64\"")
            + event(1, "campaign", "")
            + event(1, "rotation", ",\"prefix\":\"2001:db8:4::/64\"")
            + event(9, "snowshoe", ",\"prefix\":\"2001:db8:5::/48\""));
    figures = WarehouseAlerts.figures(lake, folder);
    lines = new HashMap<>();
    figures.forEach((kind, of) -> lines.put(kind, of.sentence()));
  }

  @Test
  void eventsAreFoundByAlertsInsideThemOrALittleAroundThemInTime() {
    assertThat(lines)
        .containsEntry("volume_spike", "1 events: 0 found on the first night, 1 by the second")
        .containsEntry("content_shift", "2 events: 1 found on the first night, 1 by the second")
        .containsEntry("campaign", "1 events: 0 found on the first night, 1 by the second")
        .containsEntry("rotation", "1 events: 0 found on the first night, 0 by the second");
  }

  @Test
  void whatHappenedOnDaysThatWereNotScoredIsLeftOut() {
    assertThat(lines).doesNotContainKey("snowshoe");
  }

  @Test
  void newAlertsThatNothingExplainsAreCounted() {
    assertThat(lines).containsEntry("unexplained alerts", "2, 500.000 for 1,000 prefix-days");
  }

  @Test
  void programsGetNumbers() {
    assertThat(figures.get("content_shift").numbers())
        .containsEntry("events", 2)
        .containsEntry("found_on_first_night", 1)
        .containsEntry("found_by_second_night", 1);
    assertThat(figures.get("unexplained alerts").numbers())
        .containsEntry("alerts", 2L)
        .containsEntry("per_1000_prefix_days", 500.0);
  }

  @Test
  void aFolderWithoutTruthIsTold() {
    Lake lake = Lake.at(SharedSpark.session(), folder.resolve("warehouse").toString());
    assertThatThrownBy(() -> WarehouseAlerts.figures(lake, folder.resolve("warehouse")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Give --truth the folder truth that synth wrote.");
  }

  private static Map<String, Object> alert(int day, String kind, String prefix, boolean isNew) {
    Map<String, Object> alert = new HashMap<>();
    alert.put("day", FIRST.plusDays(day));
    alert.put("kind", kind);
    alert.put("prefix", prefix);
    alert.put("is_new", isNew);
    return alert;
  }

  private static String event(int day, String kind, String rest) {
    return "{\"day\":\"%s\",\"kind\":\"%s\"%s}\n".formatted(FIRST.plusDays(day), kind, rest);
  }

  private static void write(Lake lake, TableDefinition table, List<Map<String, Object>> values) {
    lake.prepare(List.of(table));
    StructType schema = table.schema();
    List<Row> rows =
        values.stream()
            .map(row -> RowFactory.create(Arrays.stream(schema.names()).map(row::get).toArray()))
            .toList();
    Dataset<Row> written = lake.spark().createDataFrame(rows, schema).coalesce(1);
    lake.replaceDays(
        table, written, values.stream().map(row -> (LocalDate) row.get("day")).distinct().toList());
  }
}
