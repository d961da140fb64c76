package slash64.baseline;

import slash64.stats.Divergence;

/** Gathers the cells of a day and of a mix, pooling those too rare to compare one by one. */
final class Comparison {

  private final Divergence divergence = new Divergence();
  private final double n;
  private final double m;
  private double pooledDay;
  private double pooledMix;
  private double distance;

  /** Starts with the totals, both above 0. */
  Comparison(double n, double m) {
    this.n = n;
    this.m = m;
  }

  void add(double day, double mix) {
    // What the smaller of the two would hold if both were one (Cochran 1954: at least 1).
    if ((day + mix) * Math.min(n, m) / (n + m) < 1) {
      pool(day, mix);
    } else {
      take(day, mix);
    }
  }

  void pool(double day, double mix) {
    pooledDay += day;
    pooledMix += mix;
  }

  private void take(double day, double mix) {
    divergence.add(day, mix);
    distance += Math.abs(day / n - mix / m);
  }

  /** Adds the pool as one cell and returns the whole; call once, last. */
  Divergence finished() {
    take(pooledDay, pooledMix);
    return divergence;
  }

  /** Returns half the sum of differences of shares: how much of the day would have to move. */
  double moved() {
    return Math.min(1, distance / 2);
  }
}
