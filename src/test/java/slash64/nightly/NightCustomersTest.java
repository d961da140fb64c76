package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.activity.SampleMessages;
import slash64.baseline.BaselineSettings;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.net.Prefix;
import slash64.scores.Alerts;
import slash64.scores.PrefixScores;
import slash64.testing.SharedSpark;

/**
 * Nine weeks of four customers, and two nights on which three of them send twenty times as much.
 */
@Tag("long")
class NightCustomersTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final int USUAL = 20;
  private static final int MUCH = 400;
  private static final int NETWORKS = 8;

  @TempDir private static Path folder;
  private static Lake lake;

  @BeforeAll
  static void twoNights() {
    lake = Lake.at(SharedSpark.session(), folder.toString());
    lake.prepare(
        List.of(Tables.MESSAGES, Tables.CUSTOMER_ACTIVITY, Tables.DIGEST_DAYS, Tables.ALERTS));
    List<Map<String, Object>> activity = new ArrayList<>();
    List<Map<String, Object>> messages = new ArrayList<>();
    for (int back = 63; back >= -1; back--) {
      LocalDate day = DAY.minusDays(back);
      int busy = back > 0 ? USUAL + back % 5 : MUCH;
      activity.add(activity(day, "Spread Ltd", busy));
      activity.add(activity(day, "Single Ltd", busy));
      activity.add(activity(day, "Told Ltd", busy));
      activity.add(activity(day, "Steady Ltd", USUAL + back % 3));
    }
    for (LocalDate day : List.of(DAY, DAY.plusDays(1))) {
      for (int i = 0; i < MUCH; i++) {
        int network = i % NETWORKS;
        messages.add(message(day, "3fff:1:%x::1".formatted(network), "Spread Ltd", i));
        // a neighbour, so that the provider's mail is not the customer's alone
        messages.add(message(day, "3fff:1:ff::1", i % 4 == 0 ? null : "Steady Ltd", i));
        messages.add(message(day, "2001:db8:1::1", "Single Ltd", i));
        messages.add(message(day, "2001:db8:2:%x::1".formatted(network), "Told Ltd", i));
      }
    }
    List<LocalDate> days = IntStream.rangeClosed(-63, 1).mapToObj(DAY::plusDays).toList();
    lake.replaceDays(
        Tables.CUSTOMER_ACTIVITY, frame(activity, Tables.CUSTOMER_ACTIVITY.schema()), days);
    lake.replaceDays(
        Tables.MESSAGES, SampleMessages.frame(messages), List.of(DAY, DAY.plusDays(1)));
    for (LocalDate day : List.of(DAY, DAY.plusDays(1))) {
      new NightAlerts(lake, BaselineSettings.DEFAULT)
          .write(
              frame(
                  List.of(
                      volumeAlert(day, "2001:db8:2::/48", MUCH - USUAL),
                      volumeAlert(day, "3fff:1::/32", MUCH)),
                  Alerts.SCHEMA),
              frame(List.of(tested("2001:db8:1::/64", MUCH, USUAL)), PrefixScores.SCHEMA),
              day);
    }
  }

  @Test
  void whatIsSpreadIsTheCustomersAndNeitherThePrefixesNorTheProviders() {
    assertThat(alerts(DAY))
        .extracting(row -> row.<String>getAs("customer") + " at " + row.getAs("prefix"))
        .containsExactlyInAnyOrder("Spread Ltd at null", "Told Ltd at 2001:db8:2::/48");
  }

  @Test
  void theAlertTellsWhatWasExpectedAndWhatToLookAt() {
    Row alert = ofCustomer(DAY);
    assertThat(alert.<String>getAs("kind")).isEqualTo("volume");
    assertThat(alert.<Double>getAs("observed")).isEqualTo(MUCH);
    assertThat(alert.<Double>getAs("expected")).isBetween(20.0, 24.0);
    assertThat(alert.<String>getAs("reason"))
        .startsWith("400 messages of one customer from 8 networks, 3fff:1::/64 above all, where ");
    assertThat(alert.<String>getAs("evidence"))
        .contains("{\"prefix\":\"3fff:1::/64\",\"messages\":50,\"expected\":null}")
        .endsWith("\"examples\":[\"Q0\",\"Q1\",\"Q10\"]}");
  }

  @Test
  void theNextNightItIsTheSameAlertAndTheDayHasTaughtNothing() {
    Row alert = ofCustomer(DAY.plusDays(1));
    assertThat(alert.<Boolean>getAs("is_new")).isFalse();
    assertThat(alert.<Object>getAs("since")).hasToString(DAY.toString());
    assertThat(alert.<Double>getAs("expected")).isBetween(20.0, 24.0);
  }

  private static Row ofCustomer(LocalDate day) {
    return alerts(day).stream()
        .filter(row -> row.getAs("prefix") == null)
        .findFirst()
        .orElseThrow();
  }

  private static List<Row> alerts(LocalDate day) {
    return lake.read(Tables.ALERTS, day).collectAsList();
  }

  private static Map<String, Object> message(
      LocalDate day, String client, String customer, int number) {
    Map<String, Object> message =
        SampleMessages.message(client, day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC));
    message.put("customer", customer);
    message.put("queue_id", "Q" + number);
    return message;
  }

  private static Map<String, Object> activity(LocalDate day, String customer, long messages) {
    Map<String, Object> row = new HashMap<>();
    row.put("day", Date.valueOf(day));
    row.put("customer", customer);
    row.put("transactions", messages);
    row.put("spam", 0L);
    row.put("rejects", 0L);
    return row;
  }

  private static Map<String, Object> tested(String text, long messages, double expected) {
    Prefix prefix = Prefix.parse(text);
    Map<String, Object> row = new HashMap<>();
    row.put("prefix_high", prefix.high());
    row.put("prefix_low", prefix.low());
    row.put("bits", prefix.length());
    row.put("transactions", messages);
    row.put("expected_transactions", expected);
    row.put("volume_log_p", -50.0);
    return row;
  }

  private static Map<String, Object> volumeAlert(LocalDate day, String prefix, int excess) {
    Map<String, Object> row = new HashMap<>();
    row.put("day", Date.valueOf(day));
    row.put("kind", "volume");
    row.put("prefix", prefix);
    row.put("since", Date.valueOf(DAY));
    row.put("is_new", day.equals(DAY));
    row.put("advice", "Look.");
    row.put("evidence", "{\"excess\":%d}".formatted(excess));
    return row;
  }

  private static Dataset<Row> frame(List<Map<String, Object>> rows, StructType schema) {
    return SharedSpark.session()
        .createDataFrame(
            rows.stream()
                .map(
                    row ->
                        RowFactory.create(
                            Arrays.stream(schema.fieldNames()).map(row::get).toArray()))
                .toList(),
            schema);
  }
}
