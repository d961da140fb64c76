package slash64.scores;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import slash64.baseline.BaselineSettings;
import slash64.baseline.DayActivity;
import slash64.baseline.PrefixState;
import slash64.baseline.Thresholds;
import slash64.net.Prefix;
import slash64.policy.PolicySettings;

/** What is kept of prefixes that were heard, silent or forgotten. */
class SubtreeOutcomesTest {
  private static final int DAY = (int) LocalDate.of(2026, 11, 3).toEpochDay();

  @Test
  void silentPrefixesKeepTheirStateAndForgottenOnesGo() {
    byte[] recent = PrefixState.NEW.after(DAY - 3, DayActivity.ofMessages(7)).toBytes();
    byte[] longAgo = PrefixState.NEW.after(DAY - 64, DayActivity.ofMessages(7)).toBytes();
    List<Node> nodes =
        List.of(
            heard("2001:db8::/32", recent),
            heard("2001:db8:1::/48", null),
            silent("2001:db8:1::/56", recent),
            silent("2001:db8:1:1::/64", longAgo),
            heard("2001:db8:1:2::/64", recent),
            heard("2001:db8:1:2::1/128", null),
            silent("2001:db8:1:3::/64", recent),
            heard("2001:db8:1:4::/64", null));

    Map<String, Row> rows = rows(nodes);

    assertThat(rows)
        .containsOnlyKeys(
            "2001:db8::/32",
            "2001:db8:1::/48",
            "2001:db8:1::/56",
            "2001:db8:1:2::/64",
            "2001:db8:1:2::1/128",
            "2001:db8:1:3::/64",
            "2001:db8:1:4::/64");
    for (String silent : List.of("2001:db8:1::/56", "2001:db8:1:3::/64")) {
      assertThat(baseline(rows, silent)).isEqualTo(recent);
      assertThat(rows.get(silent).<Boolean>getAs("has_score")).isFalse();
      assertThat(rows.get(silent).<Boolean>getAs("has_state")).isTrue();
    }
    for (String heard : List.of("2001:db8::/32", "2001:db8:1:2::/64", "2001:db8:1:4::/64")) {
      assertThat(PrefixState.ofBytes(baseline(rows, heard)).lastDay()).isEqualTo(DAY);
      assertThat(rows.get(heard).<Boolean>getAs("has_score")).isTrue();
    }
    assertThat(PrefixState.ofBytes(baseline(rows, "2001:db8:1:2::/64")).firstDay())
        .isEqualTo(DAY - 3);
    assertThat(baseline(rows, "2001:db8:1:2::1/128")).isNull();
    assertThat(rows.get("2001:db8:1:2::1/128").<Double>getAs("evidence_days")).isEqualTo(1);
    assertThat(rows.get("2001:db8:1:2::1/128").<Double>getAs("former_ham")).isNull();
    assertThat(rows.get("2001:db8:1:2::1/128").<Long>getAs("transactions")).isEqualTo(5);
    assertThat(rows.get("2001:db8:1::/48").<Long>getAs("new_children")).isZero();
    assertThat(rows.get("2001:db8::/32").<Long>getAs("new_children")).isOne();
  }

  private static Map<String, Row> rows(List<Node> nodes) {
    SubtreeDay subtree = new SubtreeDay(nodes, DAY);
    SubtreeOutcomes outcomes =
        new SubtreeOutcomes(
            DAY,
            nodes,
            subtree.newChildren(),
            subtree.decide(
                BaselineSettings.DEFAULT,
                new Thresholds(-12, -12, -12, -12),
                PolicySettings.DEFAULTS));
    Map<String, Row> rows = new LinkedHashMap<>();
    outcomes.forEachRemaining(row -> rows.put(row.<String>getAs("prefix"), row));
    return rows;
  }

  private static byte[] baseline(Map<String, Row> rows, String prefix) {
    return rows.get(prefix).getAs("baseline");
  }

  private static Node heard(String prefix, byte[] state) {
    Node node = silent(prefix, state);
    node.isActive = true;
    node.transactions = 5;
    node.messages = 5;
    return node;
  }

  private static Node silent(String prefix, byte[] state) {
    Node node = new Node(Prefix.parse(prefix), DAY);
    node.baseline = state;
    node.hasState = state != null;
    return node;
  }
}
