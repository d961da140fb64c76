package slash64.evaluate.alerts;

import slash64.synth.Draws;

/** Random numbers of a simulated world: the same seed gives the same numbers. */
final class Chance {
  /** From here on a count is drawn by its normal limit, off by less than an evaluation can see. */
  private static final double LARGE = 500;

  private final Draws draws;

  Chance(long seed) {
    draws = new Draws(seed);
  }

  /** Returns a generator of its own for some part of the world. */
  Chance split() {
    return new Chance(draws.bits());
  }

  /** Returns a number from 0 to 1, 1 excluded. */
  double share() {
    return draws.uniform();
  }

  boolean happens(double probability) {
    return draws.chance(probability);
  }

  /** Returns a number from 0 to {@code bound}, the bound excluded. */
  int below(int bound) {
    return draws.below(bound);
  }

  int bits() {
    return (int) draws.bits();
  }

  double normal() {
    return draws.gaussian();
  }

  /** Returns a number between two, evenly spread in its logarithm. */
  double between(double low, double high) {
    return low * Math.pow(high / low, share());
  }

  /** Returns a gamma number of mean {@code shape}. */
  double gamma(double shape) {
    return draws.gamma(shape);
  }

  /** Returns a count of this mean and variance: Poisson, or negative binomial where it is wider. */
  long count(double mean, double variance) {
    if (mean <= 0) {
      return 0;
    }
    double excess = variance / mean - 1;
    double rate = excess < 1e-6 ? mean : excess * gamma(mean / excess);
    return rate > LARGE
        ? Math.max(0, Math.round(rate + Math.sqrt(rate) * normal()))
        : draws.poisson(rate);
  }
}
