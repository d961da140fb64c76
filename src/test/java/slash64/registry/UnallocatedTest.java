package slash64.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import slash64.activity.SampleMessages;
import slash64.net.Prefix;
import slash64.scores.Alerts;
import slash64.testing.SharedSpark;

class UnallocatedTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 1);

  @Test
  void mailFromOurSpaceThatNobodyHoldsIsOneAlertAPiece() {
    List<Map<String, Object>> messages = new ArrayList<>();
    messages.add(of("2001:db8:1:100::1", null, null));
    messages.add(of("2001:db8:1:1ff::1", null, "5e"));
    messages.add(of("2001:db8:1:200::1", "alpha", null));
    messages.add(of("2001:db8:9::1", null, null));
    OwnSpace space = OwnSpace.of(Allocations.none(), List.of(Prefix.parse("2001:db8:1::/48")));
    Dataset<Row> nothing = SharedSpark.session().createDataFrame(List.<Row>of(), Alerts.SCHEMA);

    Dataset<Row> first = Unallocated.alerts(SampleMessages.frame(messages), space, nothing, DAY);
    Row alert = first.head();

    assertThat(first.count()).isEqualTo(1);
    assertThat(alert.<String>getAs("prefix")).isEqualTo("2001:db8:1:100::/56");
    assertThat(alert.<String>getAs("kind")).isEqualTo("unallocated");
    assertThat(alert.<String>getAs("severity")).isEqualTo("high");
    assertThat(alert.<String>getAs("reason"))
        .isEqualTo(
            "2 transactions, 1 of them authenticated, from a prefix of ours that is allocated to"
                + " nobody.");
    assertThat(alert.<Boolean>getAs("is_new")).isTrue();

    Row next =
        Unallocated.alerts(SampleMessages.frame(messages), space, first, DAY.plusDays(1)).head();
    assertThat(next.<Boolean>getAs("is_new")).isFalse();
    assertThat(next.<LocalDate>getAs("since")).isEqualTo(DAY);
  }

  private static Map<String, Object> of(String client, String customer, String user) {
    Map<String, Object> message =
        SampleMessages.message(client, Instant.parse("2026-11-01T12:00:00Z"));
    message.put("customer", customer);
    message.put("sasl_hash", user);
    return message;
  }
}
