package slash64.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slash64.testing.FrameAssertions.assertCloseRowsInOrder;
import static slash64.testing.FrameAssertions.assertSameRows;
import static slash64.testing.FrameAssertions.assertSameRowsInOrder;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The comparison that other tests lean on: it passes on equal frames and fails on each difference.
 */
class FrameAssertionsTest {
  private static final String THREE_ROWS =
      "('2001:db8::/64', 3L), ('2001:db8:0:1::/64', null), ('2001:db8::/64', 3L)";

  @Test
  void framesWithTheSameRowsInAnotherOrderAreTheSame() {
    Dataset<Row> shuffled =
        frame("('2001:db8:0:1::/64', null), ('2001:db8::/64', 3L), ('2001:db8::/64', 3L)");

    assertSameRows(shuffled.repartition(2), frame(THREE_ROWS));
    assertThatThrownBy(() -> assertSameRowsInOrder(shuffled, frame(THREE_ROWS)))
        .isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest(name = "{0} is noticed")
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          another number,        "('2001:db8::/64', 4L), ('2001:db8:0:1::/64', null), ('2001:db8::/64', 3L)"
          a number for a null,   "('2001:db8::/64', 3L), ('2001:db8:0:1::/64', 0L), ('2001:db8::/64', 3L)"
          a row too few,         "('2001:db8::/64', 3L), ('2001:db8:0:1::/64', null)"
          a row too many,        "('2001:db8::/64', 3L), ('2001:db8:0:1::/64', null), ('2001:db8::/64', 3L), ('::/0', 1L)"
          another row repeated,  "('2001:db8::/64', 3L), ('2001:db8:0:1::/64', null), ('2001:db8:0:1::/64', null)"
          no row at all,         "('2001:db8::/64', 3L) WHERE false"
          """)
  void aDifferenceIsNoticed(String difference, String rows) {
    assertThatThrownBy(() -> assertSameRows(frame(rows), frame(THREE_ROWS)))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> assertSameRows(frame(THREE_ROWS), frame(rows)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void anotherTypeOfColumnIsNoticed() {
    assertThatThrownBy(() -> assertSameRows(frame("('::/0', 1)"), frame("('::/0', 1L)")))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void doublesMayDifferByTheToleranceAndNoMore() {
    Dataset<Row> one = frame("('::/0', 1.0D)");

    assertThatCode(() -> assertCloseRowsInOrder(frame("('::/0', 1.05D)"), one, 0.1))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> assertCloseRowsInOrder(frame("('::/0', 1.2D)"), one, 0.1))
        .isInstanceOf(AssertionError.class);
  }

  private static Dataset<Row> frame(String values) {
    String where = values.contains(" WHERE ") ? values.substring(values.indexOf(" WHERE ")) : "";
    String rows = values.replace(where, "");
    return SharedSpark.session()
        .sql("SELECT * FROM VALUES %s AS t(prefix, messages)%s".formatted(rows, where));
  }
}
