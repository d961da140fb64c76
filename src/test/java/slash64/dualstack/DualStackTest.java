package slash64.dualstack;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import slash64.activity.SampleMessages;
import slash64.activity.Transport;
import slash64.scores.Alerts;
import slash64.testing.SharedSpark;

class DualStackTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private static Dataset<Row> parties;

  @BeforeAll
  static void mailOfADay() {
    List<Map<String, Object>> messages = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      // Refused on IPv6, gets in over IPv4, under one name.
      Map<String, Object> refused = of("2001:db8:1:1::%x".formatted(i + 1), "out.bad.example", i);
      refused.put("kind", "refused");
      refused.put("outcome", "rejected");
      refused.put("reject_class", "blocklist");
      messages.add(refused);
      messages.add(of("192.0.2.1", "out.bad.example", i));
      // A customer whose IPv6 his SPF record lacks and who has no name there.
      for (String client : List.of("2001:db8:2::1", "198.51.100.2")) {
        boolean isIpv6 = client.contains(":");
        Map<String, Object> message = of(client, isIpv6 ? null : "mx.alpha.example", i);
        message.put("customer", "alpha");
        message.put("sender_domain", "alpha.example");
        message.put("spf", isIpv6 ? "fail" : "pass");
        message.put("tls_version", isIpv6 ? "TLSv1" : "TLSv1.3");
        messages.add(message);
      }
      // A user who is known by his name.
      for (String client : List.of("2001:db8:3:%x::1".formatted(i), "203.0.113.%d".formatted(i))) {
        Map<String, Object> message = of(client, null, i);
        message.put("sasl_hash", "5e");
        messages.add(message);
      }
      // Strangers who share a name that many use.
      messages.add(of("2001:db8:4:%x::1".formatted(i), "mail.shared.example", i));
      messages.add(of("203.0.113.%d".formatted(100 + i), "mail.shared.example", i));
      // And the rest of the world, one address each.
      messages.add(of("198.51.100.%d".formatted(100 + i), "mx%d.example.net".formatted(i), i));
    }
    parties =
        DualStack.of(
                DualStack.transactions(
                    Transport.add(SampleMessages.frame(messages), List.of(), List.of())))
            .cache();
  }

  private static Map<String, Object> of(String client, String name, int second) {
    Map<String, Object> message = SampleMessages.message(client, NOON.plusSeconds(second));
    message.put("mta", "postfix");
    message.put("client_name", name);
    message.put("helo", name);
    return message;
  }

  @Test
  void aPartyOnBothFamiliesIsLinkedAndStrangersAreNot() {
    assertThat(
            parties
                .orderBy("basis")
                .select("basis", "party", "shared", "ipv6_prefix", "ipv4_address")
                .collectAsList()
                .toString())
        .isEqualTo(
            "[[customer,alpha,null,2001:db8:2::/64,198.51.100.2],"
                + " [evidence,2001:db8:1:1::/64 192.0.2.1,helo,ptr,2001:db8:1:1::/64,192.0.2.1],"
                + " [sasl_user,5e,null,2001:db8:3::/64,203.0.113.0]]");
  }

  @Test
  void theFamiliesAreCountedApartAndTheirDifferencesNamed() {
    Row alpha = parties.filter("basis = 'customer'").head();
    Row bad = parties.filter("basis = 'evidence'").head();

    assertThat(alpha.<Double>getAs("probability")).isEqualTo(1);
    assertThat(alpha.<Long>getAs("ipv6_transactions")).isEqualTo(12);
    assertThat(alpha.<Long>getAs("ipv6_spf_passed")).isZero();
    assertThat(alpha.<Long>getAs("ipv4_spf_passed")).isEqualTo(12);
    assertThat(alpha.<String>getList(alpha.fieldIndex("escapes")))
        .containsExactly("spf_fails_on_ipv6", "ptr_missing_on_ipv6", "weaker_tls_on_ipv6");
    assertThat(bad.<Double>getAs("probability")).isBetween(0.9, 1.0);
    assertThat(bad.<String>getList(bad.fieldIndex("escapes"))).containsExactly("refused_on_ipv6");
  }

  @Test
  void whoIsRefusedOnOneFamilyAndGetsInOnTheOtherIsAnAlert() {
    Dataset<Row> nothing = SharedSpark.session().createDataFrame(List.of(), Alerts.SCHEMA);

    List<Row> alerts = EscapeAlerts.of(parties, nothing).collectAsList();

    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0).<String>getAs("kind")).isEqualTo("dual_stack_escape");
    assertThat(alerts.get(0).<String>getAs("prefix")).isEqualTo("192.0.2.1/32");
    assertThat(alerts.get(0).<String>getAs("reason"))
        .isEqualTo(
            "One party, refused on IPv6 (12 of 12 transactions), gets in on IPv4 (12 messages).");
    assertThat(alerts.get(0).<Boolean>getAs("is_new")).isTrue();
    assertThat(alerts.get(0).<LocalDate>getAs("since")).isEqualTo(DAY);
  }

  @Test
  void anEscapeThatGoesOnIsTheSameEventSinceItsFirstDay() {
    Dataset<Row> nothing = SharedSpark.session().createDataFrame(List.of(), Alerts.SCHEMA);
    Dataset<Row> yesterday =
        EscapeAlerts.of(parties.withColumn("day", lit(DAY.minusDays(1))), nothing)
            .withColumn("since", lit(DAY.minusDays(5)));

    Row alert = EscapeAlerts.of(parties, yesterday).head();

    assertThat(alert.<LocalDate>getAs("since")).isEqualTo(DAY.minusDays(5));
    assertThat(alert.<Boolean>getAs("is_new")).isFalse();
  }
}
