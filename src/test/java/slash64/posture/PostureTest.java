package slash64.posture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import slash64.activity.SampleMessages;
import slash64.activity.Transport;

class PostureTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 5);

  private static Dataset<Row> posture;
  private static Dataset<Row> senders;

  /** Four days on which all is right, and one on which much is not. */
  @BeforeAll
  static void mailOfFiveDays() {
    List<Map<String, Object>> messages = new ArrayList<>();
    for (int day = 1; day <= 5; day++) {
      boolean isToday = day == 5;
      for (int i = 0; i < 12; i++) {
        // Somebody else's domain loses SPF and DKIM at one of its networks.
        messages.add(
            of(day, i, "2001:db8:1:2::1", null, "broken.example", isToday ? "fail" : "pass"));
        // The same domain's name forged from a network that never sent for it.
        if (isToday) {
          messages.add(of(day, i, "2001:db8:bad::1", null, "right.example", "fail"));
        }
        messages.add(of(day, i, "192.0.2.1", null, "right.example", "pass"));
        // A customer's domain over IPv4, and from today over IPv6 that its record lacks.
        messages.add(of(day, i, "192.0.2.9", "alpha", "alpha.example", "pass"));
        if (isToday) {
          Map<String, Object> lacking =
              of(day, i, "2001:db8:7:7::25", "alpha", "alpha.example", "softfail");
          lacking.put("client_name", null);
          lacking.put("helo", "mail.alpha.example");
          messages.add(lacking);
        }
      }
    }
    Dataset<Row> rows = SampleMessages.frame(messages);
    posture = Posture.of(Transport.add(rows, List.of("mx1"), List.of())).cache();
    senders = Senders.failing(posture, TODAY).cache();
  }

  private static Map<String, Object> of(
      int day, int second, String client, String customer, String domain, String spf) {
    Map<String, Object> message =
        SampleMessages.message(
            client, Instant.parse("2026-11-0%dT12:00:%02dZ".formatted(day, second)));
    message.put("host", "mx1");
    message.put("mta", "postfix");
    message.put("customer", customer);
    message.put("sender_domain", domain);
    message.put("spf", spf);
    message.put("dkim", spf.equals("fail") ? "none" : "pass");
    message.put("client_name", "mx." + domain);
    message.put("helo", "mx." + domain);
    message.put("tls_version", second == 0 ? null : "TLSv1.3");
    message.put("tls_certificate", second == 0 ? null : second < 4 ? "verified" : "none");
    message.put("tls_cipher", second == 0 ? null : "TLS_AES_256_GCM_SHA384");
    return message;
  }

  @Test
  void resultsAreKeptApartAndWhatIsNotLoggedToo() {
    Row row = posture.filter("day = DATE'2026-11-05' AND family = 6 AND customer = 'alpha'").head();

    assertThat(row.<String>getAs("prefix")).isEqualTo("2001:db8:7:7::/64");
    assertThat(row.<Long>getAs("transactions")).isEqualTo(12);
    assertThat(map(row, "spf")).isEqualTo(Map.of("softfail", 12L));
    assertThat(map(row, "dmarc")).isEqualTo(Map.of("not_logged", 12L));
    assertThat(map(row, "tls")).isEqualTo(Map.of("tlsv1.3", 11L, "none", 1L));
    assertThat(map(row, "ciphers")).isEqualTo(Map.of("modern", 11L));
    assertThat(map(row, "certificates")).isEqualTo(Map.of("verified", 3L, "none", 8L));
    assertThat(row.<Long>getAs("named")).isZero();
    assertThat(row.<Long>getAs("unnamed")).isEqualTo(12);
    assertThat(row.<String>getAs("unnamed_address")).isEqualTo("2001:db8:7:7::25");
  }

  @Test
  void whoIsNotOursIsKeptByNetwork() {
    assertThat(
            posture
                .filter("day = DATE'2026-11-05' AND customer IS NULL")
                .orderBy("prefix_key")
                .select("prefix", "sender_domain")
                .collectAsList()
                .toString())
        .isEqualTo(
            "[[192.0.2.0/24,right.example], [2001:db8:1::/48,broken.example],"
                + " [2001:db8:bad::/48,right.example]]");
  }

  @Test
  void whatBrokeIsOneAlertAndForgeryNone() {
    List<Row> alerts = BrokenPosture.alerts(senders, TODAY).collectAsList();

    assertThat(alerts).hasSize(1);
    Row alert = alerts.get(0);
    assertThat(alert.<String>getAs("kind")).isEqualTo("broken_authentication");
    assertThat(alert.<String>getAs("prefix")).isEqualTo("2001:db8:1::/48");
    assertThat(alert.<String>getAs("reason"))
        .isEqualTo(
            "SPF, DKIM: 0 of 12 transactions of broken.example pass, 100 % did in the four weeks"
                + " before.");
    assertThat(alert.<LocalDate>getAs("since")).isEqualTo(TODAY);
    assertThat(alert.<Boolean>getAs("is_new")).isTrue();
    assertThat(alert.<String>getAs("evidence")).contains("\"checks\":\"spf, dkim\"");
  }

  @Test
  void customersAreToldWhatToMendAndHow() {
    Map<String, Row> help = new HashMap<>();
    for (Row row : CustomersToHelp.of(senders, TODAY).collectAsList()) {
      help.put(row.getAs("problem"), row);
    }

    assertThat(help.keySet()).containsExactlyInAnyOrder("spf", "ptr", "tls");
    Row spf = help.get("spf");
    assertThat(spf.<String>getAs("customer")).isEqualTo("alpha");
    assertThat(spf.<String>getAs("sender_domain")).isEqualTo("alpha.example");
    assertThat(spf.<String>getAs("result")).isEqualTo("softfail");
    assertThat(spf.<LocalDate>getAs("since")).isEqualTo(TODAY);
    assertThat(spf.<Long>getAs("transactions")).isEqualTo(24);
    assertThat(spf.<Long>getAs("failing")).isEqualTo(12);
    assertThat(spf.<Long>getAs("failing_ipv6")).isEqualTo(12);
    assertThat(spf.<String>getAs("record")).isEqualTo("ip6:2001:db8:7:7::/64");
    assertThat(help.get("ptr").<String>getAs("record"))
        .isEqualTo(
            "5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.7.0.0.0.7.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. IN PTR"
                + " mail.alpha.example. and mail.alpha.example. IN AAAA 2001:db8:7:7::25");
    // One session without TLS a day since the first.
    assertThat(help.get("tls").<LocalDate>getAs("since")).isEqualTo(LocalDate.of(2026, 11, 1));
  }

  private static Map<String, Long> map(Row row, String column) {
    return row.getJavaMap(row.fieldIndex(column));
  }
}
