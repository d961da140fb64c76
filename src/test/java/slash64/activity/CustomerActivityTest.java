package slash64.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class CustomerActivityTest {

  @Test
  void everyColumnEqualsASlowRecount() {
    List<Map<String, Object>> messages = SampleMessages.random(67, 2_000, 2);
    Map<String, List<Map<String, Object>>> groups = new TreeMap<>();
    for (Map<String, Object> message : messages) {
      if (message.get("customer") != null) {
        groups
            .computeIfAbsent(
                message.get("day") + " " + message.get("customer"), k -> new ArrayList<>())
            .add(message);
      }
    }

    List<Row> rows =
        CustomerActivity.of(SampleMessages.frame(messages).repartition(3), 2).collectAsList();

    assertThat(rows).hasSameSizeAs(groups.keySet());
    for (Row row : rows) {
      String key = row.getAs("day") + " " + row.getAs("customer");
      Map<String, Object> expected = SlowRecount.counts(groups.get(key));
      expected.put("day", row.getAs("day"));
      expected.put("customer", row.getAs("customer"));
      expected.put("interface_identifiers", new TreeMap<>());
      PrefixActivityTest.assertColumns(key, PrefixActivityTest.plain(row), expected);
    }
  }
}
