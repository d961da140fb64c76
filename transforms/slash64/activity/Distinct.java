package slash64.activity;

import java.util.Arrays;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;

/**
 * How many different values there were: exact while few, then a HyperLogLog sketch (Flajolet et al.
 * 2007, as built in Apache DataSketches), the kind Spark's {@code hll_*} functions use. Values come
 * as 64-bit hashes. Union is exact while few, and in any order gives one result.
 */
final class Distinct {
  /**
   * Up to so many values are kept as they are. Sketches of fewer than 384 values are small hash
   * tables, whose bytes depend on the order of arrival; beyond this number they never are.
   */
  static final int EXACT = 512;

  /** Binary logarithm of the number of registers; 12, as Spark's default: 1.6 % standard error. */
  static final int REGISTERS = 12;

  private static final long[] NONE = {};

  private long[] hashes = NONE;
  private int size;
  private Union union;

  void add(long hash) {
    if (union != null) {
      union.update(hash);
      return;
    }
    int index = Arrays.binarySearch(hashes, 0, size, hash);
    if (index >= 0) {
      return;
    }
    if (size == EXACT) {
      promote();
      union.update(hash);
      return;
    }
    insert(-index - 1, hash);
  }

  private void insert(int index, long hash) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size == 0 ? 1 : Math.min(EXACT, size * 2));
    }
    System.arraycopy(hashes, index, hashes, index + 1, size - index);
    hashes[index] = hash;
    size++;
  }

  private void promote() {
    union = new Union(REGISTERS);
    for (int i = 0; i < size; i++) {
      union.update(hashes[i]);
    }
    hashes = NONE;
    size = 0;
  }

  void addAll(Distinct other) {
    if (other.union != null) {
      addSketch(other.union.getResult(TgtHllType.HLL_8));
      return;
    }
    for (int i = 0; i < other.size; i++) {
      add(other.hashes[i]);
    }
  }

  void addSketch(HllSketch sketch) {
    if (union == null) {
      promote();
    }
    union.update(sketch);
  }

  /** Returns the number of different values, an estimate above {@link #EXACT}. */
  long estimate() {
    return union == null ? size : Math.round(HllSketch.heapify(sketch()).getEstimate());
  }

  boolean isExact() {
    return union == null;
  }

  int size() {
    return size;
  }

  long hashAt(int index) {
    return hashes[index];
  }

  /** Returns the sketch that carries this over a shuffle; only when not exact. */
  byte[] state() {
    return union.getResult(TgtHllType.HLL_8).toCompactByteArray();
  }

  void addState(byte[] state) {
    addSketch(HllSketch.heapify(Memory.wrap(state)));
  }

  /**
   * Returns a compact sketch for a table, the same bytes for the same values in whatever order they
   * came.
   */
  byte[] sketch() {
    if (union == null) {
      HllSketch sketch = new HllSketch(REGISTERS, TgtHllType.HLL_8);
      for (int i = 0; i < size; i++) {
        sketch.update(hashes[i]);
      }
      return sketch.toCompactByteArray();
    }
    // A sketch keeps an estimate that depends on the order of arrival until it is merged into one
    // that is not empty. Merging with itself changes nothing else.
    HllSketch sketch = union.getResult(TgtHllType.HLL_8);
    Union canonical = new Union(REGISTERS);
    canonical.update(sketch);
    canonical.update(sketch);
    return canonical.getResult(TgtHllType.HLL_8).toCompactByteArray();
  }
}
