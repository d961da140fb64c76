package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
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
import slash64.baseline.BaselineSettings;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.net.Address;
import slash64.scores.Alerts;
import slash64.scores.PrefixScores;
import slash64.testing.SharedSpark;

/** Campaigns from the tables, and what the messages themselves add to an alert. */
class NightAlertsTest {
  /** Each test has days of its own, far from the others'; only the first has none before it. */
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 20);

  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final LocalDate SECOND = LocalDate.of(2026, 4, 20);
  private static final LocalDate THIRD = LocalDate.of(2026, 7, 20);

  @TempDir private static Path folder;
  private static Lake lake;

  @BeforeAll
  static void makeTables() {
    lake = Lake.at(SharedSpark.session(), folder.toString());
    lake.prepare(List.of(Tables.MESSAGES, Tables.DIGEST_DAYS, Tables.ALERTS));
  }

  @Test
  void aCampaignIsOneAlertAndTheSameOneTheNextNight() {
    night(DAY, campaign(DAY, 30, "spam"), List.of());
    night(DAY.plusDays(1), campaign(DAY.plusDays(1), 40, "spam"), List.of());

    List<Row> alerts = alerts(DAY.plusDays(1));
    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0).<String>getAs("kind")).isEqualTo("campaign");
    assertThat(alerts.get(0).<Boolean>getAs("is_new")).isFalse();
    assertThat(alerts.get(0).get(alerts.get(0).fieldIndex("since"))).hasToString(DAY.toString());
    assertThat(alerts.get(0).<String>getAs("reason"))
        .isEqualTo(
            "The same content came in 41 messages from 41 prefixes, 40 of them unrelated, where 0 were usual; 100 % unwanted; since 2026-11-20");
    assertThat(alerts(DAY).get(0).<Boolean>getAs("is_new")).isTrue();
  }

  @Test
  void onTheFirstNightsOnlyWhatIsUnwantedIsACampaign() {
    night(FIRST, campaign(FIRST, 30, "ham"), List.of());

    assertThat(alerts(FIRST)).isEmpty();
  }

  @Test
  void anAlertTellsWhoseMailItIsAndWhichMessagesToLookAt() {
    List<Row> messages = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      String customer = i < 20 ? "Example Ltd" : null;
      messages.add(
          message(SECOND, "2001:db8:1:2::" + i, "Q%02d<".formatted(i), null, customer, "ham"));
    }
    night(SECOND, messages, List.of(volumeAlert(SECOND, "2001:db8:1:2::/64")));

    Row alert = alerts(SECOND).get(0);
    assertThat(alert.<String>getAs("customer")).isEqualTo("Example Ltd");
    assertThat(alert.<String>getAs("evidence"))
        .isEqualTo(
            "{\"messages\":20,\"excess\":20,\"since\":\"2026-04-20\",\"is_new\":true,\"next_step\":\"Look.\",\"examples\":[\"Q01\\u003c\",\"Q02\\u003c\",\"Q03\\u003c\"]}");
  }

  @Test
  void aMemberThatStandsOutForTheCampaignAloneIsNotToldByItself() {
    List<Row> messages = campaign(THIRD, 30, "spam");
    for (int i = 0; i < 12; i++) {
      messages.add(message(THIRD, "2001:db8:1::25", "C" + i, "feed", null, "spam"));
      messages.add(message(THIRD, "2001:db8:2::25", "D" + i, "other", null, "ham"));
    }
    night(
        THIRD,
        messages,
        List.of(volumeAlert(THIRD, "2001:db8:1::/64"), volumeAlert(THIRD, "2001:db8:2::/64")));

    assertThat(alerts(THIRD))
        .extracting(row -> row.<String>getAs("kind") + " " + row.getAs("prefix"))
        .containsExactlyInAnyOrder("campaign 2001:db8:1::/64", "volume 2001:db8:2::/64");
  }

  private void night(LocalDate day, List<Row> messages, List<Row> scored) {
    lake.replaceDays(Tables.MESSAGES, frame(messages, Tables.MESSAGES.schema()), List.of(day));
    new NightAlerts(lake, BaselineSettings.DEFAULT)
        .write(frame(scored, Alerts.SCHEMA), frame(List.of(), PrefixScores.SCHEMA), day);
  }

  private static Dataset<Row> frame(List<Row> rows, StructType schema) {
    return SharedSpark.session().createDataFrame(rows, schema);
  }

  private List<Row> alerts(LocalDate day) {
    return lake.read(Tables.ALERTS, day).collectAsList();
  }

  /** One message from each of so many /48, and one more from the first. */
  private static List<Row> campaign(LocalDate day, int sites, String verdict) {
    List<Row> messages = new ArrayList<>();
    for (int site = 0; site < sites; site++) {
      String address = "2001:db8:%x::25".formatted(site);
      messages.add(message(day, address, "A" + site, "feed", null, verdict));
    }
    messages.add(message(day, "2001:db8:0:9::25", "B", "feed", null, verdict));
    return messages;
  }

  private static Row message(
      LocalDate day,
      String client,
      String queueId,
      String digest,
      String customer,
      String verdict) {
    Address address = Address.parse(client);
    Map<String, Object> values = new HashMap<>();
    values.put("day", Date.valueOf(day));
    values.put("is_open", false);
    values.put("client_high", address.high());
    values.put("client_low", address.low());
    values.put("queue_id", queueId);
    values.put("digest", digest);
    values.put("customer", customer);
    values.put("verdict", verdict);
    return row(values, Tables.MESSAGES.schema());
  }

  private static Row volumeAlert(LocalDate day, String prefix) {
    Map<String, Object> values = new HashMap<>();
    values.put("day", Date.valueOf(day));
    values.put("kind", "volume");
    values.put("prefix", prefix);
    values.put("since", Date.valueOf(day));
    values.put("is_new", true);
    values.put("advice", "Look.");
    values.put("evidence", "{\"messages\":20,\"excess\":20}");
    return row(values, Alerts.SCHEMA);
  }

  private static Row row(Map<String, Object> values, StructType schema) {
    return RowFactory.create(
        java.util.Arrays.stream(schema.fieldNames()).map(values::get).toArray());
  }
}
