package slash64.baseline;

import java.util.Arrays;

/**
 * The p-values of a night, family by family, as far as {@link Thresholds} need them. Parts add up,
 * so each worker can gather its own. Memory grows with the p-values below the share of false
 * discoveries: about one in a hundred of all prefixes.
 */
public final class NightTests {

  /** Volume, growth, content and spread, in this order. */
  public static final int FAMILIES = 4;

  private final BaselineSettings settings;
  private final double[][] small = new double[FAMILIES][16];
  private final int[] sizes = new int[FAMILIES];
  private final long[] tested = new long[FAMILIES];

  public NightTests(BaselineSettings settings) {
    this.settings = settings;
  }

  /** Takes in what was tested of one prefix. */
  public NightTests add(Deviation deviation) {
    add(0, deviation.volumeLogP());
    add(1, deviation.rampLogP());
    add(2, deviation.contentLogP());
    add(3, deviation.spreadLogP());
    return this;
  }

  private void add(int family, double logP) {
    if (Double.isNaN(logP)) {
      return;
    }
    tested[family]++;
    if (logP <= Math.log(settings.falseShare())) {
      keep(family, logP);
    }
  }

  private void keep(int family, double logP) {
    if (sizes[family] == small[family].length) {
      small[family] = Arrays.copyOf(small[family], 2 * sizes[family]);
    }
    small[family][sizes[family]++] = logP;
  }

  /** Takes in what another gathered of one family: {@link #tested} and {@link #small}. */
  public void add(int family, long otherTested, double[] otherSmall) {
    tested[family] += otherTested;
    for (double logP : otherSmall) {
      keep(family, logP);
    }
  }

  /** Returns how many tests of a family there were. */
  public long tested(int family) {
    return tested[family];
  }

  /** Returns those log p of a family that may count. */
  public double[] small(int family) {
    return Arrays.copyOf(small[family], sizes[family]);
  }

  public Thresholds thresholds() {
    double[] logs = new double[FAMILIES];
    for (int family = 0; family < FAMILIES; family++) {
      logs[family] = Thresholds.of(small(family), tested[family], settings);
    }
    return new Thresholds(logs[0], logs[1], logs[2], logs[3]);
  }
}
