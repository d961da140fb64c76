package slash64.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TallyTest {
  private final TallyCodec codec = new TallyCodec();

  @ParameterizedTest(name = "{0} tallies")
  @ValueSource(ints = {1, 2, 7, 200})
  void mergingInAnyOrderAndGroupingGivesOneResult(int count) {
    Random random = new Random(count);
    List<Tally> tallies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tallies.add(tally(random));
    }

    Tally inOrder = sum(tallies);
    Collections.shuffle(tallies, random);
    Tally shuffled = sum(tallies);
    int cut = random.nextInt(count);
    Tally grouped = sum(List.of(sum(tallies.subList(0, cut)), sum(tallies.subList(cut, count))));

    assertThat(row(shuffled)).isEqualTo(row(inOrder));
    assertThat(row(grouped)).isEqualTo(row(inOrder));
  }

  @Test
  void aTallyAddedToNothingIsItself() {
    Tally tally = tally(new Random(64));

    assertThat(row(sum(List.of(new Tally(), tally)))).isEqualTo(row(tally));
    assertThat(row(sum(List.of(tally, new Tally())))).isEqualTo(row(tally));
  }

  @ParameterizedTest(name = "after {0} merges")
  @ValueSource(ints = {0, 1, 30, 300})
  void bytesGiveBackTheTally(int merges) {
    Random random = new Random(merges);
    List<Tally> tallies = new ArrayList<>();
    for (int i = 0; i < merges; i++) {
      tallies.add(tally(random));
    }
    Tally tally = sum(tallies);

    assertThat(row(codec.decode(codec.encode(tally)))).isEqualTo(row(tally));
  }

  @Test
  void bytesOfAnotherVersionAreRefused() {
    byte[] bytes = codec.encode(new Tally());
    bytes[0] = 2;

    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot read tally: need version 1 of its form");
  }

  @ParameterizedTest(name = "{0} values are counted as {0} within {1}")
  @CsvSource({"0, 0", "1, 0", "64, 0", "512, 0", "513, 0.05", "1000, 0.05", "100000, 0.05"})
  void distinctValuesAreExactWhileFew(int values, double error) {
    Distinct distinct = new Distinct();
    Random random = new Random(values);
    Set<Long> exact = new HashSet<>();
    while (exact.size() < values) {
      exact.add(random.nextLong());
    }
    for (int round = 0; round < 2; round++) {
      exact.forEach(distinct::add);
    }

    assertThat((double) distinct.estimate()).isCloseTo(values, within(error * values));
  }

  private static Tally sum(List<Tally> tallies) {
    Tally sum = new Tally();
    tallies.forEach(sum::addAll);
    return sum;
  }

  private static List<Object> row(Tally tally) {
    Object[] row = new Object[TallyColumns.COUNT];
    new TallyView().write(tally, false, row, 0);
    List<Object> values = new ArrayList<>();
    for (Object value : row) {
      if (value instanceof byte[] bytes) {
        values.add(java.util.HexFormat.of().formatHex(bytes));
      } else {
        values.add(plain(value));
      }
    }
    return values;
  }

  /** Spark's maps and arrays are not equal to others that hold the same. */
  private static Object plain(Object value) {
    if (value instanceof MapData counts) {
      return List.of(
          List.of(counts.keyArray().toObjectArray(DataTypes.StringType)),
          List.of(counts.valueArray().toObjectArray(DataTypes.LongType)));
    }
    return value instanceof ArrayData cells ? List.of(cells.array()) : value;
  }

  private static Tally tally(Random random) {
    Tally tally = new Tally();
    for (Measure measure : Measure.values()) {
      tally.add(measure, random.nextInt(3) == 0 ? random.nextLong(-9, 1L << 40) : 0);
    }
    long first = random.nextLong(1L << 50);
    tally.see(first, first + random.nextLong(1L << 30));
    tally.seeHours(1 << random.nextInt(24));
    for (CellFeature feature : CellFeature.values()) {
      for (int i = random.nextInt(60); i > 0; i--) {
        tally
            .cells()
            .add(CellCounts.cell(feature, random.nextInt(0x1_0000)), 1 + random.nextInt(9));
      }
    }
    tally.cells().add(CellCounts.cell(Breakdown.SPF, random.nextInt(9)), 1);
    for (Distinction distinction : Distinction.values()) {
      int values = random.nextInt(20) == 0 ? random.nextInt(3_000) : random.nextInt(5);
      for (int i = 0; i < values; i++) {
        tally.distinct(distinction).add(random.nextLong());
      }
    }
    return tally;
  }
}
