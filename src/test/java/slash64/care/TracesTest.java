package slash64.care;

import static org.apache.spark.sql.functions.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.lake.TableDefinition;
import slash64.lake.Tables;
import slash64.net.Prefix;
import slash64.testing.SharedSpark;

/** Which rows name somebody, wherever in a row it is. Column "kept" tells of rows that do not. */
class TracesTest {
  private static final Traces ADDRESS = Traces.ofPrefix(Prefix.parse("192.0.2.1"));
  private static final Traces NETWORK = Traces.ofPrefix(Prefix.parse("2001:db8:1::/48"));
  private static final Traces CUSTOMER = Traces.ofCustomer("Alpha \"AG\"");

  @Test
  void dualStackNamesAddressesOfBothFamilies() {
    List<Map<String, Object>> rows =
        List.of(
            Map.of("party", "Alpha", "ipv4_address", "192.0.2.1"),
            Map.of("party", "Beta", "ipv6_prefix", "2001:db8:1:2::/64"),
            Map.of("party", "2001:db8:1:2::/64 192.0.2.1"),
            Map.of("party", "kept", "ipv6_prefix", "2001:db8:2::/64", "ipv4_address", "192.0.2.2"));

    assertThat(left(ADDRESS, Tables.DUAL_STACK, rows))
        .hasSize(2)
        .noneMatch(row -> row.contains("192.0.2.1\""))
        .last()
        .asString()
        .contains("kept");
    assertThat(left(NETWORK, Tables.DUAL_STACK, rows))
        .hasSize(2)
        .noneMatch(row -> row.contains("2001:db8:1:"))
        .last()
        .asString()
        .contains("kept");
  }

  @Test
  void customersToHelpNamePlacesAndRecords() {
    List<Map<String, Object>> rows =
        List.of(
            Map.of("customer", "Alpha", "prefix", "192.0.2.1/32"),
            Map.of(
                "customer", "Beta", "record", "example.com. IN TXT \"v=spf1 ip4:192.0.2.1 ~all\""),
            Map.of("customer", "Beta", "record", "ip4:192.0.2.10 ip6:2001:db8:1:2::/64"),
            Map.of(
                "customer",
                "Gamma",
                "record",
                "1.2.0.192.in-addr.arpa. IN PTR m.example.com. and m.example.com. IN A 192.0.2.1"),
            Map.of("customer", "kept", "prefix", "192.0.2.11/32", "record", "ip4:192.0.2.11"));

    assertThat(left(ADDRESS, Tables.CUSTOMERS_TO_HELP, rows))
        .hasSize(2)
        .noneMatch(row -> row.matches(".*192\\.0\\.2\\.1(\\D.*)?"))
        .last()
        .asString()
        .contains("kept");
    assertThat(left(NETWORK, Tables.CUSTOMERS_TO_HELP, rows))
        .hasSize(4)
        .noneMatch(row -> row.contains("2001:db8:1:"));
  }

  @Test
  void postureOfAWiderPrefixNamesAClientWithoutAName() {
    List<Map<String, Object>> rows =
        List.of(
            posture("192.0.2.0/24", "192.0.2.1"),
            posture("192.0.2.1/32", "192.0.2.1"),
            posture("192.0.2.0/24", "192.0.2.2"),
            posture("2001:db8::/32", "2001:db8:1::7"),
            posture("2001:db8:1:2::/64", null));

    assertThat(left(ADDRESS, Tables.POSTURE, rows))
        .hasSize(3)
        .noneMatch(row -> row.contains("192.0.2.1\""));
    assertThat(left(NETWORK, Tables.POSTURE, rows))
        .hasSize(3)
        .noneMatch(row -> row.contains("2001:db8:1:"));
  }

  private static Map<String, Object> posture(String prefix, String unnamed) {
    Map<String, Object> row = new java.util.HashMap<>();
    row.put("prefix", prefix);
    row.put("prefix_key", Prefix.parse(prefix).key());
    row.put("unnamed_address", unnamed);
    return row;
  }

  @Test
  void alertsOfOthersNameAddressesInTheirEvidenceAndReason() {
    List<Map<String, Object>> rows =
        List.of(
            alert(
                "2001:db8:9::/64",
                "",
                "{\"ipv6_prefix\":\"2001:db8:9::/64\",\"ipv4_address\":\"192.0.2.1\"}"),
            alert("198.51.100.0/24", "", "{\"largest\":[\"198.51.100.7/32\",\"192.0.2.1/32\"]}"),
            alert(
                "192.0.2.0/24",
                "",
                "{\"contributors\":[{\"prefix\":\"192.0.2.1/32\",\"messages\":9}]}"),
            alert("192.0.2.0/24", "", "{\"transactions\":4,\"example\":\"192.0.2.1\"}"),
            alert(
                "2001:db8::/32",
                "",
                "{\"delegations\":[\"2001:db8:7::/56\",\"2001:db8:1:200::/56\"]}"),
            alert(
                "2001:db8::/32", "was in a new delegation, last in 2001:db8:1:100::/56; 9 %", "{}"),
            alert(
                "192.0.2.0/24",
                "kept, 12:30:45",
                "{\"largest\":[\"192.0.2.128/25\"],\"p\":192.0}"));

    assertThat(left(ADDRESS, Tables.ALERTS, rows))
        .hasSize(3)
        .noneMatch(row -> row.matches(".*192\\.0\\.2\\.1\\D.*"))
        .last()
        .asString()
        .contains("kept");
    assertThat(left(NETWORK, Tables.ALERTS, rows))
        .hasSize(5)
        .noneMatch(row -> row.contains("2001:db8:1:"))
        .last()
        .asString()
        .contains("kept");
  }

  @Test
  void alertsAreACustomersWhereOnlyTheirEvidenceNamesHim() {
    List<Map<String, Object>> rows =
        List.of(
            alert("2001:db8::/32", "", "{\"basis\":\"customer\",\"party\":\"Alpha \\\"AG\\\"\"}"),
            alert("2001:db8::/32", "", "{\"customer\":\"Alpha \\\"AG\\\"\",\"passed\":1}"),
            Map.of("kind", "volume", "customer", "Alpha \"AG\"", "evidence", "{}"),
            alert("2001:db8::/32", "kept", "{\"customer\":\"Beta\",\"party\":\"Beta\"}"));

    assertThat(left(CUSTOMER, Tables.ALERTS, rows)).singleElement().asString().contains("kept");
  }

  private static Map<String, Object> alert(String prefix, String reason, String evidence) {
    return Map.of(
        "prefix",
        prefix,
        "prefix_key",
        Prefix.parse(prefix).key(),
        "reason",
        reason,
        "evidence",
        evidence);
  }

  @Test
  void refusedLinesNameClients() {
    List<Map<String, Object>> rows =
        List.of(
            Map.of("text", "connect from unknown[192.0.2.1]:49152"),
            Map.of("text", "lost connection from [IPv6:2001:db8:1::7]"),
            Map.of("text", "kept: connect from unknown[192.0.2.10]"));

    assertThat(left(ADDRESS, Tables.QUARANTINE, rows))
        .hasSize(2)
        .noneMatch(row -> row.contains("192.0.2.1]"));
    assertThat(left(NETWORK, Tables.QUARANTINE, rows))
        .hasSize(2)
        .noneMatch(row -> row.contains("2001:db8:1:"));
  }

  @Test
  void recordsOfRunsNameEntriesThatAGuardHeld() {
    List<Map<String, Object>> rows =
        List.of(
            Map.of("error", "not published: 192.0.2.1/32 would hit known good mail."),
            Map.of("warnings", new String[] {"would be held by 2001:db8:1:2::/64: ham"}),
            Map.of("error", "kept"));

    assertThat(left(ADDRESS, Tables.RUNS, rows)).hasSize(2).noneMatch(r -> r.contains("192.0.2.1"));
    assertThat(left(NETWORK, Tables.RUNS, rows)).hasSize(2).noneMatch(r -> r.contains("2001:"));
  }

  @ParameterizedTest(name = "{1} names {0}: {2}")
  @CsvSource(
      textBlock =
          """
          192.0.2.0/24,    192.0.2.1:25,                        true
          192.0.2.0/24,    192.0.2.0/24,                        true
          192.0.2.0/24,    192.0.2.0/23,                        false
          192.0.2.0/24,    1192.0.2.1,                          false
          192.0.2.0/24,    192.0.2.1.5,                         false
          192.0.2.0/24,    from 192.0.2.1.,                     true
          192.0.2.0/24,    ::ffff:192.0.2.1,                    true
          192.0.2.0/24,    version 192.0.2,                     false
          2001:db8::/32,   'seen at 2001:db8::7: 3 times',      true
          2001:db8::/32,   2001:DB8:0:0:0:0:0:7.,               true
          2001:db8::/32,   ip6:2001:db8::/48,                   true
          2001:db8::/32,   IPv6:2001:db8::1,                    true
          2001:db8::/32,   client:2001:db8::1,                  true
          2001:db8::/32,   de:2001:db8::1,                      true
          2001:db8::/32,   client:2001:db9::1,                  false
          2001:db8::/32,   2001:db8::/31,                       false
          2001:db8::/32,   'at 20:01:08, ::1',                  false
          """)
  void aTextNamesWhatLiesWithinAPrefix(String prefix, String text, boolean isNamed) {
    assertThat(Mentions.isNamed(Prefix.parse(prefix), text)).isEqualTo(isNamed);
  }

  /** The rows of a table that are left once somebody is forgotten, as JSON, in their order. */
  private static List<String> left(
      Traces traces, TableDefinition table, List<Map<String, Object>> maps) {
    StructType schema = table.schema();
    List<Row> rows = new ArrayList<>();
    for (Map<String, Object> map : maps) {
      assertThat(List.of(schema.fieldNames())).containsAll(map.keySet());
      Object[] values = new Object[schema.length()];
      map.forEach((name, value) -> values[schema.fieldIndex(name)] = value);
      rows.add(RowFactory.create(values));
    }
    Dataset<Row> frame = SharedSpark.session().createDataFrame(rows, schema);
    return frame.filter(not(traces.rows().get(table))).toJSON().collectAsList();
  }
}
