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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.activity.SampleMessages;
import slash64.baseline.BaselineSettings;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.scores.Alerts;
import slash64.scores.PrefixScores;
import slash64.testing.SharedSpark;

/** Six days of mail from senders that move, some bad and some not, through their nights. */
@Tag("long")
class NightMovesTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);

  @TempDir private static Path folder;
  private static Lake lake;

  @BeforeAll
  static void sixNights() {
    lake = Lake.at(SharedSpark.session(), folder.toString());
    lake.prepare(List.of(Tables.MESSAGES, Tables.DIGEST_DAYS, Tables.ALERTS));
    List<Map<String, Object>> messages = new ArrayList<>();
    for (int day = 0; day < 6; day++) {
      for (int i = 0; i < 20; i++) {
        boolean isSpam = i < 15;
        // A customer, with what else ties the days of his mail together.
        Map<String, Object> customer = message(day, 0x10 + day, "200:5eff:fe00:1", i, isSpam);
        customer.put("customer", "Example Ltd");
        customer.put("sasl_hash", i % 4 == 0 ? null : "0a");
        messages.add(customer);
        // A user of whom nobody has written down what he holds.
        Map<String, Object> user = message(day, 0x20 + day, "::%x".formatted(i + 1), i, isSpam);
        user.put("sasl_hash", "0b");
        messages.add(user);
        // A machine that is known by its card, and hands in nothing.
        messages.add(message(day, 0x30 + day, "200:5eff:fe00:3", i, isSpam));
        // Signed mail by one name.
        Map<String, Object> signed = message(day, 0x40 + day, "::%x".formatted(i + 1), i, isSpam);
        signed.put("helo", "Out.Example.net");
        signed.put("sender_domain", "deals.example");
        signed.put("dkim", "pass");
        messages.add(signed);
        // The same without a signature: anybody can claim a name.
        Map<String, Object> claimed = message(day, 0x50 + day, "::%x".formatted(i + 1), i, isSpam);
        claimed.put("helo", "mail.example.org");
        claimed.put("sender_domain", "claimed.example");
        messages.add(claimed);
        // A household whose provider moves everybody each night; a message of it is misjudged.
        Map<String, Object> household = message(day, 0x60 + day, "::7", i, i == 0);
        household.put("sasl_hash", "0c");
        messages.add(household);
        // Bad, and renumbered once.
        Map<String, Object> renumbered = message(day, 0x70 + day / 3, "::9", i, isSpam);
        renumbered.put("sasl_hash", "0d");
        messages.add(renumbered);
        // A password that a botnet shares.
        Map<String, Object> shared = message(day, 0x80 + 20 * day + i, "::9", i, true);
        shared.put("sasl_hash", "0e");
        messages.add(shared);
      }
    }
    lake.replaceDays(
        Tables.MESSAGES,
        SampleMessages.frame(messages),
        IntStream.range(0, 6).mapToObj(FIRST::plusDays).toList());
    for (int day = 2; day < 6; day++) {
      new NightAlerts(lake, BaselineSettings.DEFAULT)
          .write(
              lake.spark().createDataFrame(List.of(), Alerts.SCHEMA),
              lake.spark().createDataFrame(List.of(), PrefixScores.SCHEMA),
              FIRST.plusDays(day));
    }
  }

  @Test
  void eachPartyIsToldOnceByWhatShowsItBest() {
    assertThat(alerts(3))
        .extracting(
            row ->
                row.<String>getAs("evidence").replaceAll(",\"days\".*", "") + row.getAs("customer"))
        .containsExactlyInAnyOrder(
            "{\"basis\":\"customer\",\"party\":\"Example Ltd\"Example Ltd",
            "{\"basis\":\"sasl_user\",\"party\":\"0b\"null",
            "{\"basis\":\"eui_64\",\"party\":\"02005efffe000003\"null",
            "{\"basis\":\"helo_and_dkim\",\"party\":\"out.example.net deals.example\"null");
  }

  @Test
  void itIsToldFromTheFourthNightOnAndStaysOneAlert() {
    assertThat(alerts(2)).isEmpty();
    for (int day = 3; day < 6; day++) {
      boolean isFirst = day == 3;
      assertThat(alerts(day))
          .hasSize(4)
          .allSatisfy(
              row -> {
                assertThat(row.<Boolean>getAs("is_new")).isEqualTo(isFirst);
                assertThat(row.<Object>getAs("since")).hasToString(FIRST.toString());
              });
    }
  }

  @Test
  void theMessagesToLookAtAreThePartysOwn() {
    Row customer =
        alerts(5).stream().filter(row -> row.getAs("customer") != null).findFirst().orElseThrow();
    assertThat(customer.<String>getAs("prefix")).isEqualTo("2001:db8::/32");
    assertThat(customer.<String>getAs("reason"))
        .isEqualTo(
            "One sender was in a new delegation on 5 of 6 days, last in 2001:db8:0:1500::/56; 75 % of its 120 messages unwanted; since 2026-11-02");
    assertThat(customer.<String>getAs("evidence"))
        .endsWith("\"examples\":[\"Q15-0\",\"Q14-0\",\"Q13-0\"]}");
  }

  private static List<Row> alerts(int day) {
    return lake.read(Tables.ALERTS, FIRST.plusDays(day)).collectAsList();
  }

  private static Map<String, Object> message(
      int day, int delegation, String identifier, int number, boolean isSpam) {
    Map<String, Object> message =
        SampleMessages.message(
            "2001:db8:0:%x00:".formatted(delegation)
                + (identifier.startsWith("::") ? identifier.substring(1) : identifier),
            FIRST.plusDays(day).atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC));
    message.put("verdict", isSpam ? "spam" : "ham");
    message.put("queue_id", "Q%x-%x".formatted(delegation, number));
    return message;
  }
}
