package slash64.baseline;

import java.util.Random;

/** Random counts for the simulations, from a seeded generator. */
final class Counts {

  private Counts() {}

  /** Poisson when dispersion is 1, else negative binomial with variance dispersion x mean. */
  static long draw(double mean, double dispersion, Random random) {
    if (mean <= 0) {
      return 0;
    }
    if (dispersion <= 1) {
      return poisson(mean, random);
    }
    return poisson(gamma(mean / (dispersion - 1), random) * (dispersion - 1), random);
  }

  private static long poisson(double mean, Random random) {
    if (mean > 400) { // by its normal limit, off by less than the simulations can see
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    if (mean > 60) { // a sum of halves, until multiplication is quick and exact enough
      return poisson(mean / 2, random) + poisson(mean / 2, random);
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    long count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  /** Marsaglia and Tsang (2000). */
  static double gamma(double shape, Random random) {
    if (shape < 1) {
      return gamma(shape + 1, random) * Math.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
