package slash64.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.lake.Tables;
import slash64.net.Prefix;
import slash64.testing.SampleWarehouse;

/** Of how many children of a prefix nothing was known before the day. */
class NewChildrenTest {
  private static final int DAY = (int) LocalDate.of(2026, 11, 3).toEpochDay();

  @Test
  void countsActiveChildrenWithoutStateAtTheNextLevelOnly() {
    Map<String, Long> counts =
        newChildren(
            active("2001:db8::/32", true),
            active("2001:db8:1::/48", true),
            active("2001:db8:1::/56", true),
            active("2001:db8:1:1::/64", true),
            active("2001:db8:1:1::1/128", true),
            active("2001:db8:1:1::2/128", false),
            active("2001:db8:1:1::3/128", false),
            active("2001:db8:1:2::/64", false),
            active("2001:db8:1:2::1/128", false),
            new Node(Prefix.parse("2001:db8:1:3::/64"), DAY), // told of by feedback only
            active("2001:db8:2::/48", false),
            active("2001:db8:2::/56", false),
            active("2001:db8:2::/64", false),
            active("2001:db8:2::1/128", false));

    assertThat(counts)
        .containsOnly(
            entry("2001:db8::/32", 1L),
            entry("2001:db8:1:1::/64", 2L),
            entry("2001:db8:1::/56", 1L),
            entry("2001:db8:1:2::/64", 1L),
            entry("2001:db8:2::/48", 1L),
            entry("2001:db8:2::/56", 1L),
            entry("2001:db8:2::/64", 1L));
  }

  @Test
  void anIpv4NetworkCountsItsAddresses() {
    assertThat(
            newChildren(
                active("192.0.2.0/24", true),
                active("192.0.2.1/32", true),
                active("192.0.2.2/32", false)))
        .containsOnly(entry("192.0.2.0/24", 1L));
  }

  private static Node active(String prefix, boolean hasState) {
    Node node = new Node(Prefix.parse(prefix), DAY);
    node.isActive = true;
    node.hasState = hasState;
    node.transactions = 1;
    return node;
  }

  /** Counts above zero by prefix. */
  private static Map<String, Long> newChildren(Node... nodes) {
    int[] counts = new SubtreeDay(List.of(nodes), DAY).newChildren();
    Map<String, Long> byPrefix = new LinkedHashMap<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        byPrefix.put(nodes[i].prefix.toString(), (long) counts[i]);
      }
    }
    return byPrefix;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void theTableEqualsASlowRecount(int night) {
    LocalDate day = SampleWarehouse.FIRST.plusDays(night);
    Set<Prefix> known = new HashSet<>();
    prefixes(SampleWarehouse.lake().read(Tables.PREFIX_STATE, day.minusDays(1)))
        .forEach(known::add);
    List<Prefix> active =
        prefixes(SampleWarehouse.lake().read(Tables.PREFIX_ACTIVITY, day).filter("NOT is_rest"))
            .toList();
    Map<Prefix, Long> expected = new HashMap<>();
    for (Prefix prefix : active) {
      expected.put(
          prefix,
          active.stream()
              .filter(child -> child.length() == finer(prefix) && prefix.contains(child))
              .filter(child -> !known.contains(child))
              .count());
    }

    List<Row> rows = SampleWarehouse.lake().read(Tables.PREFIX_SCORES, day).collectAsList();

    assertThat(rows).hasSizeGreaterThanOrEqualTo(expected.size());
    for (Row row : rows) {
      assertThat(row.<Long>getAs("new_children"))
          .as(row.<String>getAs("prefix"))
          .isEqualTo(expected.getOrDefault(prefix(row), 0L));
    }
    assertThat(expected.values()).anyMatch(count -> count > 0);
    assertThat(known.isEmpty()).isEqualTo(night == 0);
  }

  /** The next finer level, of 128 bits; 0 for addresses, which have no children. */
  private static int finer(Prefix prefix) {
    return switch (prefix.length()) {
      case 32 -> 48;
      case 48 -> 56;
      case 56 -> 64;
      case 64, 120 -> 128;
      default -> 0;
    };
  }

  private static Stream<Prefix> prefixes(Dataset<Row> rows) {
    return rows.select("prefix_high", "prefix_low", "bits").collectAsList().stream()
        .map(NewChildrenTest::prefix);
  }

  private static Prefix prefix(Row row) {
    return new Prefix(
        row.<Long>getAs("prefix_high"), row.<Long>getAs("prefix_low"), row.<Integer>getAs("bits"));
  }
}
