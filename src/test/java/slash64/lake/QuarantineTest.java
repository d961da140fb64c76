package slash64.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import slash64.testing.SharedSpark;

class QuarantineTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 3);

  @Test
  void theFirstLinesOfEachArchiveAndReasonAreKept() {
    List<Row> refused = new ArrayList<>();
    for (long line = 1; line <= 250; line++) {
      refused.add(RowFactory.create("a.log", line, "no time", "text " + line));
    }
    refused.add(RowFactory.create("a.log", 251L, "not text", "x"));
    refused.add(RowFactory.create("b.log", 1L, "no time", "x"));
    Collections.shuffle(refused, new Random(64));

    List<Row> kept = keep(refused);

    assertThat(kept).hasSize(Quarantine.KEPT + 2);
    assertThat(kept)
        .filteredOn(
            row -> row.getAs("archive").equals("a.log") && row.getAs("reason").equals("no time"))
        .extracting(row -> row.<Long>getAs("line"))
        .allMatch(line -> line <= Quarantine.KEPT);
  }

  @Test
  void peopleAreMaskedAndLinesCut() {
    Row row =
        keep(List.of(
                RowFactory.create(
                    "a.log", 1L, "no time", "from=<jane@example.com>" + "x".repeat(9_999))))
            .get(0);

    assertThat(row.<String>getAs("text")).startsWith("from=<***@example.com>x").hasSize(1024);
    assertThat(row.<LocalDate>getAs("day")).isEqualTo(DAY);
    assertThat(row.<Long>getAs("intake")).isEqualTo(7);
  }

  private static List<Row> keep(List<Row> refused) {
    return Quarantine.of(SharedSpark.session().createDataFrame(refused, Quarantine.REFUSED), 7, DAY)
        .collectAsList();
  }
}
