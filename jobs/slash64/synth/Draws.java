package slash64.synth;

/**
 * A stream of pseudo-random draws that gives the same values on every machine: SplitMix64 (Steele,
 * Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014) and {@link StrictMath}
 * only, since {@link Math} may round differently from one processor to the next.
 */
public final class Draws {
  private static final long GOLDEN_GAMMA = 0x9e37_79b9_7f4a_7c15L;
  private static final double POISSON_PIECE = 25;

  private long state;

  public Draws(long seed) {
    state = mix(seed);
  }

  /** Returns the stream that belongs to these keys; different keys give unrelated streams. */
  static Draws of(long seed, long... keys) {
    long state = seed;
    for (long key : keys) {
      state = mix(state + GOLDEN_GAMMA + key);
    }
    return new Draws(state);
  }

  /** Returns a hash of 64 bits in which every bit depends on every bit of the value. */
  static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
    return z ^ z >>> 31;
  }

  public long bits() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Returns a value from 0 to {@code bound - 1}; the bias is below 2^-32 times the bound. */
  public int below(int bound) {
    return (int) ((bits() >>> 32) * bound >>> 32);
  }

  /** Returns a value from {@code from} to {@code to}, both included. */
  int between(int from, int to) {
    return from + below(to - from + 1);
  }

  /** Returns a value in [0, 1). */
  public double uniform() {
    return (bits() >>> 11) * 0x1p-53;
  }

  public boolean chance(double probability) {
    return uniform() < probability;
  }

  <T> T oneOf(T[] values) {
    return values[below(values.length)];
  }

  /** Returns a standard normal draw (polar method, Marsaglia and Bray 1964). */
  public double gaussian() {
    while (true) {
      double x = 2 * uniform() - 1;
      double y = 2 * uniform() - 1;
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }

  /** Returns a log-normal draw whose <em>mean</em> is 1. */
  double logNormal(double sigma) {
    return StrictMath.exp(sigma * gaussian() - sigma * sigma / 2);
  }

  /**
   * Returns a Poisson draw in time proportional to the mean: a sum of pieces, each by Knuth's
   * product of uniforms. That is exact, and a day's count costs no more than writing its messages.
   */
  public int poisson(double mean) {
    int sum = 0;
    double left = mean;
    for (; left > POISSON_PIECE; left -= POISSON_PIECE) {
      sum += poissonPiece(POISSON_PIECE);
    }
    return sum + poissonPiece(left);
  }

  private int poissonPiece(double mean) {
    double limit = StrictMath.exp(-mean);
    int count = 0;
    for (double product = uniform(); product > limit; product *= uniform()) {
      count++;
    }
    return count;
  }

  /**
   * Returns a negative binomial draw with variance {@code mean + dispersion * mean²}: a Poisson
   * draw whose mean is itself gamma distributed. A dispersion of 0 is plain Poisson.
   */
  int negativeBinomial(double mean, double dispersion) {
    if (mean <= 0) {
      return 0;
    }
    return poisson(dispersion == 0 ? mean : mean * dispersion * gamma(1 / dispersion));
  }

  /**
   * Returns a gamma draw of scale 1 (Marsaglia and Tsang, "A simple method for generating gamma
   * variables", ACM TOMS 2000, with their power trick for shapes below 1).
   */
  public double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * StrictMath.pow(1 - uniform(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double x = gaussian();
      double root = 1 + c * x;
      double v = root * root * root;
      if (v > 0 && StrictMath.log(1 - uniform()) < x * x / 2 + d - d * v + d * StrictMath.log(v)) {
        return d * v;
      }
    }
  }
}
