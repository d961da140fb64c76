package slash64.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;
import slash64.feed.FeedAlert;
import slash64.net.Prefix;
import slash64.scores.Alerts;

class AlertRowsTest {
  private static FeedAlert alert(String prefix, String evidence) {
    Object[] values = new Object[Alerts.SCHEMA.length()];
    values[Alerts.SCHEMA.fieldIndex("kind")] = "broken_authentication";
    values[Alerts.SCHEMA.fieldIndex("prefix")] = prefix;
    values[Alerts.SCHEMA.fieldIndex("severity")] = "high";
    values[Alerts.SCHEMA.fieldIndex("reason")] = "SPF fails";
    values[Alerts.SCHEMA.fieldIndex("evidence")] = evidence;
    Row row = new GenericRowWithSchema(values, Alerts.SCHEMA);
    return AlertRows.alert(row);
  }

  @Test
  void theCustomerIsTheOneOfTheEvidence() {
    FeedAlert alert = alert("2001:db8::/48", "{\"customer\":\"c-1\",\"passed\":0}");
    assertThat(alert.customer()).contains("c-1");
    assertThat(alert.prefix()).contains(Prefix.parse("2001:db8::/48"));
    assertThat(alert("2001:db8::/48", "{\"customer\":null}").customer()).isEmpty();
    assertThat(alert("2001:db8::/48", "{}").customer()).isEmpty();
  }

  @Test
  void anAlertWithoutAPrefixIsTold() {
    assertThat(alert(null, "{\"sender_domain\":\"example.com\"}"))
        .isEqualTo(
            new FeedAlert(
                "broken_authentication",
                Optional.empty(),
                Optional.empty(),
                "high",
                "SPF fails",
                "{\"sender_domain\":\"example.com\"}"));
  }
}
