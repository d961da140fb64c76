package slash64.baseline;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What is typical of the prefixes of one level: medians over them, for those whose own past is too
 * short.
 *
 * @param dispersion variance of daily counts divided by their mean, at least 1
 * @param contentSpread for each {@link Feature}, in its order: variance that a day's content has
 *     beyond chance, as intra-day correlation; 0 when messages are independent
 */
public record Typical(double dispersion, List<Double> contentSpread) {

  /** So many states at least tell what is typical. */
  static final int FEWEST = 20;

  /** Where nothing is known: busy mailers were seen to vary so. */
  public static final Typical UNKNOWN =
      new Typical(3, List.of(0.05, 0.01, 0.02, 0.02, 0.02, 0.02, 0.02));

  public Typical {
    if (!(dispersion >= 1) || contentSpread.size() != Feature.COUNT) {
      throw new IllegalArgumentException(
          "Cannot tell what is typical: dispersion is %s with %d content spreads (need at least 1, with %d)"
              .formatted(dispersion, contentSpread.size(), Feature.COUNT));
    }
    contentSpread = List.copyOf(contentSpread);
  }

  /**
   * Returns the medians over some prefixes of one level that have a past; {@link #UNKNOWN} where
   * there are fewer than {@link #FEWEST}. A sample of some thousands is plenty.
   */
  public static Typical of(List<PrefixState> states) {
    Double[] spreads = new Double[Feature.COUNT];
    for (int feature = 0; feature < spreads.length; feature++) {
      int index = feature;
      spreads[feature] =
          median(states, state -> state.habits().spread(index), UNKNOWN.contentSpread.get(feature));
    }
    return new Typical(
        Math.max(1, median(states, state -> state.habits().dispersion(), UNKNOWN.dispersion)),
        Arrays.asList(spreads));
  }

  private static double median(
      List<PrefixState> states, ToDoubleFunction<PrefixState> value, double otherwise) {
    double[] sorted =
        states.stream().mapToDouble(value).filter(Double::isFinite).sorted().toArray();
    return sorted.length < FEWEST ? otherwise : sorted[sorted.length / 2];
  }
}
