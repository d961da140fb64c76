package slash64.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 63, 64, 65, 300, 5_000})
  void keepsTheFullestAsASortedMapDoes(int additions) {
    Random random = new Random(additions);
    Cells cells = new Cells();
    TreeMap<Integer, Long> expected = new TreeMap<>();
    for (int i = 0; i < additions; i++) {
      int cell = random.nextInt(400) * (random.nextBoolean() ? 1 : -5_000_000);
      long count = random.nextInt(4);
      cells.add(cell, count);
      if (count > 0) {
        expected.merge(cell, count, Long::sum);
      }
    }
    Map<Integer, Long> fullest =
        expected.entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<Integer, Long>>comparingLong(e -> -e.getValue())
                    .thenComparing(Map.Entry::getKey))
            .limit(64)
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));

    long others = cells.keepFullest(64);

    int[] keys = new int[cells.size()];
    long[] counts = new long[cells.size()];
    cells.copyTo(keys, counts, 0);
    assertThat(keys).containsExactly(fullest.keySet().stream().mapToInt(i -> i).toArray());
    assertThat(counts).containsExactly(fullest.values().stream().mapToLong(i -> i).toArray());
    assertThat(others)
        .isEqualTo(
            expected.values().stream().mapToLong(i -> i).sum()
                - fullest.values().stream().mapToLong(i -> i).sum());
  }
}
