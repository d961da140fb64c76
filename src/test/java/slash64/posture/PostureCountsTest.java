package slash64.posture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class PostureCountsTest {
  private static final PostureCounts COUNTS = new PostureCounts(List.of("all", "odd"));

  private static Row transaction(String domain, long high, long flags, String helo, long time) {
    return RowFactory.create(
        20_000, null, domain, false, 48, high, 0L, flags, helo == null ? null : "::1", helo, time);
  }

  @Test
  void keysBeyondOneBatchAreToldSeveralTimesAndAddUp() {
    List<Row> transactions = new ArrayList<>();
    for (int i = 0; i < 90_000; i++) {
      transactions.add(
          transaction(i % 3 == 0 ? null : "example.com", i % 30_000, i % 2 * 2 + 1, null, i));
    }

    Map<Long, Long> all = new HashMap<>();
    Map<Long, Long> odd = new HashMap<>();
    int rows = 0;
    for (Row row : (Iterable<Row>) () -> called(transactions)) {
      all.merge(row.getLong(5), row.getLong(7), Long::sum);
      odd.merge(row.getLong(5), row.getLong(8), Long::sum);
      rows++;
    }
    assertThat(rows).isGreaterThan(30_000);
    assertThat(all).hasSize(30_000);
    assertThat(all.values()).containsOnly(3L);
    assertThat(odd.entrySet()).allMatch(each -> each.getValue() == each.getKey() % 2 * 3);
  }

  @Test
  void theLeastNamelessClientIsKeptAsSparkOrdersTexts() {
    String beyond = "\ud83d\ude00.example"; // U+1F600, in UTF-8 behind U+FF21, in UTF-16 before
    String wide = "\uff21.example";
    List<Row> transactions = new ArrayList<>();
    for (String helo : List.of(beyond, wide, "z" + wide)) {
      transactions.add(transaction("example.com", 1, 1, helo, 7));
    }
    transactions.add(transaction("example.com", 1, 1, null, 3)); // has a name
    Collections.reverse(transactions.subList(1, 3));

    Row sum = called(transactions).next();
    assertThat(sum.getStruct(9)).isEqualTo(RowFactory.create("::1", "z" + wide));
    assertThat(sum.getLong(10)).isEqualTo(3);
    assertThat(sum.getLong(11)).isEqualTo(7);

    sum =
        called(transactions.stream().filter(row -> !("z" + wide).equals(row.get(9))).toList())
            .next();
    assertThat(sum.getStruct(9)).isEqualTo(RowFactory.create("::1", wide));
  }

  @Test
  void domainsOfOneHashAreCountedApart() {
    List<String> domains = List.of("");
    for (int i = 0; i < 14; i++) { // "Aa" and "BB" have one hash
      domains =
          domains.stream().flatMap(each -> List.of(each + "Aa", each + "BB").stream()).toList();
    }
    List<Row> transactions = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      domains.forEach(domain -> transactions.add(transaction(domain, 1, 1, null, 0)));
    }

    int rows = 0;
    for (Row row : (Iterable<Row>) () -> called(transactions)) {
      assertThat(row.getLong(7)).isEqualTo(20);
      rows++;
    }
    assertThat(rows).isEqualTo(domains.size());
  }

  @Test
  void moreThanALongHasBitsForIsRefused() {
    List<String> names = Collections.nCopies(65, "name");

    assertThatThrownBy(() -> new PostureCounts(names))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot count 65 things (need 64 at most)");
  }

  private static Iterator<Row> called(List<Row> transactions) {
    return COUNTS.call(transactions.iterator());
  }
}
