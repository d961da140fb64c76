package slash64.evaluate.alerts;

import org.apache.commons.math3.random.RandomDataGenerator;
import org.apache.commons.math3.random.Well19937c;

/** Random numbers of a simulated world: the same seed gives the same numbers. */
final class Chance {
  /** From here on a count is drawn by its normal limit, off by less than an evaluation can see. */
  private static final double LARGE = 1e6;

  private final RandomDataGenerator numbers;

  Chance(long seed) {
    numbers = new RandomDataGenerator(new Well19937c(seed));
  }

  /** Returns a generator of its own for some part of the world. */
  Chance split() {
    return new Chance(numbers.getRandomGenerator().nextLong());
  }

  /** Returns a number from 0 to 1, 1 excluded. */
  double share() {
    return numbers.getRandomGenerator().nextDouble();
  }

  boolean happens(double probability) {
    return share() < probability;
  }

  /** Returns a number from 0 to {@code bound}, the bound excluded. */
  int below(int bound) {
    return numbers.getRandomGenerator().nextInt(bound);
  }

  int bits() {
    return numbers.getRandomGenerator().nextInt();
  }

  double normal() {
    return numbers.getRandomGenerator().nextGaussian();
  }

  /** Returns a number between two, evenly spread in its logarithm. */
  double between(double low, double high) {
    return low * Math.pow(high / low, share());
  }

  /** Returns a gamma number of mean {@code shape}. */
  double gamma(double shape) {
    return numbers.nextGamma(shape, 1);
  }

  /** Returns a count of this mean and variance: Poisson, or negative binomial where it is wider. */
  long count(double mean, double variance) {
    if (mean <= 0) {
      return 0;
    }
    double excess = variance / mean - 1;
    double rate = excess < 1e-6 ? mean : numbers.nextGamma(mean / excess, excess);
    return rate < 1e-12 ? 0 : rate > LARGE ? Math.round(rate) : numbers.nextPoisson(rate);
  }
}
