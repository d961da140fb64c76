package slash64.activity;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.net.Address;
import slash64.net.Prefix;

class PrefixActivityTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  @ParameterizedTest(name = "with cuts after {0} quarters of the blocks")
  @ValueSource(ints = {0, 3})
  void everyLevelAndColumnEqualsASlowRecount(int cuts) {
    List<Map<String, Object>> messages = SampleMessages.random(64, 4_000, 2);
    messages.addAll(SampleMessages.randomStatistics(67, 300, 2));

    List<Row> rows =
        PrefixActivity.of(
                SampleMessages.frame(messages).repartition(3),
                cuts == 0 ? Cuts.none() : cutsThroughAProvider())
            .collectAsList();

    assertEqual(rows, SlowRecount.prefixes(messages, TreeWalk.NAMED));
  }

  @Test
  void daysOfWrongClocksAndTheEndsOfTheAddressSpaceAreInOrder() {
    List<Map<String, Object>> messages = new ArrayList<>();
    for (String day :
        List.of(
            "1970-01-01", "2026-11-01", "2059-09-17", "2059-09-18", "2099-01-01", "2099-01-02")) {
      for (String client :
          List.of(
              "0.0.0.1",
              "127.255.255.255",
              "128.0.0.0",
              "255.255.255.255",
              "0:1::",
              "2001:db8::1",
              "2001:db8:ffff:ffff::1",
              "7fff:ffff:ffff:ffff::",
              "8000::",
              "ffff:ffff:ffff:ffff::1")) {
        messages.add(SampleMessages.message(client, Instant.parse(day + "T12:00:00Z")));
      }
    }
    Collections.shuffle(messages, new Random(64));

    List<Row> rows =
        PrefixActivity.of(SampleMessages.frame(messages).repartition(3), Cuts.none())
            .collectAsList();

    assertEqual(rows, SlowRecount.prefixes(messages, TreeWalk.NAMED));
  }

  @Test
  void messagesAreSummedAndShuffledOnceThoughAProviderIsCut() {
    Dataset<Row> activity =
        PrefixActivity.of(
            SampleMessages.frame(SampleMessages.random(64, 100, 1)), cutsThroughAProvider());

    assertThat(activity.collectAsList()).isNotEmpty();
    assertThat(activity.queryExecution().executedPlan().toString()).contains("ReusedExchange");
  }

  /** The blocks 2001:db8:0::/48, 2001:db8:1::/48 and one beyond: 2001:db8::/32 is cut twice. */
  private static Cuts cutsThroughAProvider() {
    long block = Cuts.block(Address.parse("2001:db8::").high(), 0);
    return Cuts.after(
        Cuts.block(0, Address.parse("192.0.2.0").low()), block, block + 1, block + 0x1_0000);
  }

  @Test
  void aRotatingSenderGetsAThousandNamedAddressesAndOneRest() {
    List<Map<String, Object>> messages = new ArrayList<>();
    for (int i = 0; i < 1_300; i++) {
      String address = "2001:db8:1:2::%x".formatted(i * 7 + 1);
      messages.add(SampleMessages.message(address, NOON.plusSeconds(i)));
      if (i >= 1_290) {
        messages.add(SampleMessages.message(address, NOON.minusSeconds(i)));
      }
    }

    List<Row> rows = PrefixActivity.of(SampleMessages.frame(messages), Cuts.none()).collectAsList();

    assertThat(rows).filteredOn(row -> row.<Integer>getAs("bits") == 128).hasSize(1_001);
    assertEqual(rows, SlowRecount.prefixes(messages, 1_000));
  }

  @Test
  void cutsFoundInMessagesChangeNothing() {
    List<Map<String, Object>> messages = SampleMessages.random(65, 1_500, 1);
    Cuts cuts = Cuts.between(SampleMessages.frame(messages), 8);

    List<Row> rows = PrefixActivity.of(SampleMessages.frame(messages), cuts).collectAsList();

    assertThat(cuts.parts()).isBetween(3, 8);
    assertEqual(rows, SlowRecount.prefixes(messages, TreeWalk.NAMED));
  }

  @Test
  void whatAnvilTellsOfConcurrentSessionsIsNoActivity() {
    Map<String, Object> message = SampleMessages.message("2001:db8:1:2::25", NOON);
    message.put("customer", "alpha");
    List<Map<String, Object>> messages =
        List.of(
            message,
            SampleMessages.statistics("2001:db8:1:2::25", NOON, 128, 3),
            SampleMessages.statistics("2001:db8:1:2::", NOON, 84, 5),
            SampleMessages.statistics("2001:db8:1:2::", NOON, 84, 5),
            SampleMessages.statistics("2001:db8:1:3::25", NOON, 128, 8),
            SampleMessages.statistics("192.0.2.1", NOON, 128, 9));

    List<Row> rows =
        PrefixActivity.of(SampleMessages.frame(messages), Cuts.none())
            .orderBy("bits")
            .select("prefix", "connections", "children", "max_concurrent_connections")
            .collectAsList();

    assertThat(rows.toString())
        .isEqualTo(
            "[[2001:db8::/32,1,1,8], [2001:db8:1::/48,1,1,8], [2001:db8:1::/56,1,1,8],"
                + " [2001:db8:1:2::/64,1,1,5], [2001:db8:1:2::25/128,1,0,3]]");
    assertThat(CustomerActivity.of(SampleMessages.frame(messages), 1).collectAsList())
        .extracting(row -> row.<Long>getAs("connections"))
        .containsExactly(1L);
  }

  @Test
  void aMessageRefusedAfterItsDataWasNotAccepted() {
    List<Map<String, Object>> messages = new ArrayList<>();
    for (String outcome : List.of("sent", "none", "discarded", "rejected", "tempfailed")) {
      Map<String, Object> message = SampleMessages.message("2001:db8:1:2::25", NOON);
      message.put("direction", "inbound");
      message.put("outcome", outcome);
      messages.add(message);
    }

    List<Row> rows =
        PrefixActivity.of(SampleMessages.frame(messages), Cuts.none())
            .filter("bits = 64")
            .select("prefix", "messages", "unscanned", "unscanned_inbound")
            .collectAsList();

    // A milter's refusal is a message in the queue's log, and speaks against its sender only.
    assertThat(rows.toString()).isEqualTo("[[2001:db8:1:2::/64,5,3,2]]");
  }

  @Test
  void messagesWithoutClientAddressAreLeftOut() {
    Map<String, Object> local = SampleMessages.message("2001:db8::1", NOON);
    local.put("client_high", null);
    local.put("client_low", null);

    assertThat(PrefixActivity.of(SampleMessages.frame(List.of(local)), Cuts.none()).collectAsList())
        .isEmpty();
  }

  @Test
  void mailThroughATransitionMechanismCountsUnderBothAddresses() {
    List<Map<String, Object>> messages = new ArrayList<>();
    for (String client : List.of("2002:c000:201::1", "2001:db8::5efe:192.0.2.1", "192.0.2.1")) {
      Map<String, Object> message = SampleMessages.message(client, NOON);
      message.put("verdict", "spam");
      messages.add(message);
    }
    messages.add(SampleMessages.message("2002:a00:1::1", NOON)); // a private network's

    List<Row> rows =
        PrefixActivity.of(SampleMessages.frame(messages), Cuts.none())
            .filter("bits >= 120 AND family = 4")
            .orderBy("prefix_key")
            .select("prefix", "transactions", "messages", "carried", "spam", "carried_spam")
            .collectAsList();

    // Anybody can write any address into an ISATAP identifier: it proves no spam.
    assertThat(rows.toString()).isEqualTo("[[192.0.2.0/24,3,3,2,2,1], [192.0.2.1/32,3,3,2,2,1]]");
  }

  @Test
  void silenceOfAHostThatLogsTlsIsNone() {
    List<Map<String, Object>> messages = new ArrayList<>();
    for (String host : List.of("mx1", "mx1", "mx2")) {
      Map<String, Object> message = SampleMessages.message("192.0.2.1", NOON);
      message.put("host", host);
      message.put("tls_version", messages.isEmpty() ? "TLSv1.3" : null);
      messages.add(message);
    }
    Dataset<Row> frame = SampleMessages.frame(messages);
    List<String> hosts = Transport.hostsThatLog(frame);

    Row row =
        PrefixActivity.of(
                Transport.add(frame, hosts, List.of(Prefix.parse("192.0.2.0/29"))), Cuts.none())
            .filter("bits = 128")
            .head();

    assertThat(hosts).containsExactly("mx1");
    assertThat(plain(row).get("tls"))
        .isEqualTo(Map.of("tlsv1.3", 1L, "none", 1L, "not_logged", 1L));
    assertThat(row.<Long>getAs("ipsec")).isEqualTo(3);
  }

  @Test
  void sketchesAreSparksOwn() {
    List<Map<String, Object>> messages = SampleMessages.random(66, 2_000, 1);

    Row found =
        PrefixActivity.of(SampleMessages.frame(messages), Cuts.none())
            .filter(col("bits").equalTo(64).and(col("is_rest").equalTo(false)))
            .selectExpr("hll_sketch_estimate(hll_union_agg(addresses_sketch)) as addresses")
            .head();

    long exact =
        messages.stream().map(SlowRecount::address).filter(a -> !a.isIpv4()).distinct().count();
    assertThat((double) found.<Long>getAs("addresses"))
        .isCloseTo((double) exact, within(0.05 * exact));
  }

  static void assertEqual(List<Row> rows, Map<String, Map<String, Object>> expected) {
    Map<String, Map<String, Object>> found = new TreeMap<>();
    for (Row row : rows) {
      Prefix prefix = Prefix.parse(row.getAs("prefix"));
      found.put(
          SlowRecount.key(
              row.getAs("day"), row.getAs("bits"), prefix, row.<Boolean>getAs("is_rest")),
          plain(row));
    }
    assertThat(found).hasSameSizeAs(rows);
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((key, columns) -> assertColumns(key, found.get(key), columns));
  }

  static void assertColumns(String key, Map<String, Object> found, Map<String, Object> expected) {
    assertThat(found.keySet()).as(key).isEqualTo(expected.keySet());
    expected.forEach(
        (column, value) -> {
          if (value instanceof Double number) {
            assertThat((Double) found.get(column))
                .as(key + " " + column)
                .isCloseTo(number, within(1e-4));
          } else if (column.startsWith("distinct_") && (Long) value > Distinct.EXACT) {
            double exact = (Long) value;
            assertThat(((Long) found.get(column)).doubleValue())
                .as(key + " " + column)
                .isCloseTo(exact, within(0.05 * exact));
          } else {
            assertThat(found.get(column)).as(key + " " + column).isEqualTo(value);
          }
        });
  }

  /** The columns of a row but its sketches, with cells as a map. */
  static Map<String, Object> plain(Row row) {
    Map<String, Object> plain = new TreeMap<>();
    for (String column : row.schema().fieldNames()) {
      Object value = row.getAs(column);
      if (column.endsWith("_cells")) {
        Map<Integer, Long> cells = new TreeMap<>();
        for (Row cell : row.<Row>getList(row.fieldIndex(column))) {
          cells.put(cell.getInt(0), cell.getLong(1));
        }
        plain.put(column, cells);
      } else if (value instanceof scala.collection.Map) {
        plain.put(column, new TreeMap<>(row.<String, Long>getJavaMap(row.fieldIndex(column))));
      } else if (!column.endsWith("_sketch")) {
        plain.put(column, value);
      }
    }
    return plain;
  }
}
