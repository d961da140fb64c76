package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.activity.SampleMessages;
import slash64.baseline.BaselineSettings;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.scores.Alerts;
import slash64.scores.PrefixScores;
import slash64.testing.SharedSpark;

/** Eight days of mail with logins, two with a thief, and one after. */
class NightLoginsTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);
  private static final int THEFT = 8;
  private static final int DAYS = 11;

  @TempDir private static Path folder;
  private static Lake lake;

  @BeforeAll
  static void threeNights() {
    lake = Lake.at(SharedSpark.session(), folder.toString());
    lake.prepare(List.of(Tables.MESSAGES, Tables.DIGEST_DAYS, Tables.ALERTS));
    List<Map<String, Object>> messages = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      boolean isStolen = day == THEFT || day == THEFT + 1;
      // The victim: an office, a shared pool now and then, a phone.
      messages.add(owned(day, "2001:db8:1::25", "0a", "Example Ltd"));
      messages.add(owned(day, "2001:db8:1::26", "0a", "Example Ltd"));
      for (int i = 0; i < 3; i++) {
        messages.add(owned(day, "192.0.2.1", "0a", day % 4 < 3 ? "pool" : null));
      }
      // Others whose mail comes from the pool now and then.
      for (int other = 0xe0; other < 0xe4; other++) {
        String owner = "customer %x".formatted(other);
        String login = "%x".formatted(other);
        messages.add(owned(day, "2001:db8:%x::25".formatted(other), login, owner));
        messages.add(owned(day, "192.0.2.1", login, day % 4 < 3 ? "pool" : null));
      }
      for (int i = 0; i < 60 && isStolen; i++) {
        // The second day's networks are half the first's.
        Map<String, Object> stolen = message(day, network(100 + 30 * (day - THEFT) + i), "0a", i);
        stolen.put("digest", "feed");
        stolen.put("verdict", i % 2 == 0 ? "spam" : null);
        stolen.put("recipients", 2);
        stolen.put("kind", i < 50 ? "message" : "refused");
        messages.add(stolen);
      }
      for (int i = 0; i < 20; i++) {
        messages.add(message(day, network(500 + i), "0b", i)); // a role account
        if (day >= THEFT) {
          messages.add(message(day, network(600 + i), "0c", i)); // a new one
        }
      }
      for (int i = 0; i < 60; i++) {
        Map<String, Object> guess = message(day, network(700 + 60 * day + i), "0d", i);
        guess.put("kind", "connection");
        messages.add(guess);
        Map<String, Object> other = message(day, "2001:db8:%x::1".formatted(100 + i), null, i);
        other.put("digest", isStolen ? "other" : null);
        other.put("verdict", "spam");
        messages.add(other);
      }
    }
    lake.replaceDays(
        Tables.MESSAGES,
        SampleMessages.frame(messages),
        IntStream.range(0, DAYS).mapToObj(FIRST::plusDays).toList());
    for (int day = THEFT - 1; day < DAYS; day++) {
      new NightAlerts(lake, BaselineSettings.DEFAULT)
          .write(
              lake.spark().createDataFrame(List.of(), Alerts.SCHEMA),
              lake.spark().createDataFrame(List.of(), PrefixScores.SCHEMA),
              FIRST.plusDays(day));
    }
  }

  @Test
  void aStolenLoginIsToldOnTheFirstNightByWhoseItIs() {
    Row alert = spread(THEFT);

    assertThat(alert.<String>getAs("customer")).isEqualTo("Example Ltd");
    assertThat(alert.<String>getAs("prefix")).isNull();
    assertThat(alert.<Boolean>getAs("is_new")).isTrue();
    assertThat(alert.<Double>getAs("observed")).isEqualTo(60);
    assertThat(alert.<String>getAs("reason"))
        .isEqualTo(
            "The login 0a of customer Example Ltd was used from 62 networks, 60 of them new, 2 in the days before; 65 messages to 125 recipients, 46 % unwanted: probably a stolen password, lock it; since 2026-11-10");
    assertThat(alert.<String>getAs("evidence"))
        .startsWith(
            "{\"basis\":\"sasl_user\",\"party\":\"0a\",\"networks\":62,\"fresh\":60,\"before\":2,")
        .contains("\"largest\":[\"3fff:9f::/32\",\"3fff:9e::/32\",")
        .contains("\"next_step\":\"Lock the login")
        .endsWith("\"examples\":[\"Q8-3b\",\"Q8-3a\",\"Q8-39\"]}");
  }

  @Test
  void itStaysOneAlertWhileTheThiefIsThereAndEndsWithHim() {
    Row second = spread(THEFT + 1);
    assertThat(second.<Boolean>getAs("is_new")).isFalse();
    assertThat(second.<Object>getAs("since")).hasToString("2026-11-10");
    // What the thief used the day before is no less new for it.
    assertThat(second.<Double>getAs("observed")).isEqualTo(60);
    assertThat(alerts(THEFT + 2)).isEmpty();
  }

  @Test
  void nobodyElseIsToldAndACampaignOnlyIfItIsNotTheLogins() {
    assertThat(alerts(THEFT - 1)).isEmpty();
    assertThat(alerts(THEFT))
        .extracting(row -> row.<String>getAs("kind"))
        .containsExactlyInAnyOrder("login_spread", "campaign");
    assertThat(
            alerts(THEFT).stream()
                .filter(row -> row.getAs("kind").equals("campaign"))
                .findFirst()
                .orElseThrow()
                .<String>getAs("evidence"))
        .contains("\"digest\":\"other\"");
  }

  private static Row spread(int day) {
    return alerts(day).stream()
        .filter(row -> row.getAs("kind").equals("login_spread"))
        .findFirst()
        .orElseThrow();
  }

  private static List<Row> alerts(int day) {
    return lake.read(Tables.ALERTS, FIRST.plusDays(day)).collectAsList();
  }

  private static String network(int number) {
    return "3fff:%x::1".formatted(number); // RFC 9637: a /20 for documentation
  }

  private static Map<String, Object> owned(int day, String client, String login, String customer) {
    Map<String, Object> message = message(day, client, login, 0);
    message.put("customer", customer);
    return message;
  }

  private static Map<String, Object> message(int day, String client, String login, int number) {
    Map<String, Object> message =
        SampleMessages.message(
            client, FIRST.plusDays(day).atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC));
    message.put("sasl_hash", login);
    message.put("queue_id", "Q%d-%x".formatted(day, number));
    return message;
  }
}
