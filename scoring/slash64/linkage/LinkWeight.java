package slash64.linkage;

/**
 * How much it says that two records agree, or do not, after Fellegi and Sunter, A Theory for Record
 * Linkage (1969), in bits; with agreement weighed by how rare the shared value is (Winkler,
 * Frequency-Based Matching in Fellegi-Sunter Model, 1989). Fields are taken as independent.
 */
public final class LinkWeight {
  private LinkWeight() {}

  /**
   * Returns the weight of agreement on a value.
   *
   * @param match probability that two records of one party agree in the field, in (0, 1)
   * @param share of the records one might be linked to that have this value, in (0, 1]
   */
  public static double agreement(double match, double share) {
    require(match, share);
    return log2(match / share);
  }

  /**
   * Returns the weight, negative as a rule, of a field that both have and do not agree in.
   *
   * @param match probability that two records of one party agree in the field, in (0, 1)
   * @param chance probability that two records of different parties do, in [0, 1)
   */
  public static double disagreement(double match, double chance) {
    if (!(match > 0 && match < 1 && chance >= 0 && chance < 1)) {
      throw new IllegalArgumentException(
          "Cannot weigh: match is %s, chance is %s (need 0 < match < 1, 0 <= chance < 1)"
              .formatted(match, chance));
    }
    return log2((1 - match) / (1 - chance));
  }

  /**
   * Returns the probability that two records belong to one party.
   *
   * @param weight sum of the weights of all fields
   * @param candidates how many records one of them could as well belong to, at least 1
   */
  public static double probability(double weight, long candidates) {
    if (candidates < 1) {
      throw new IllegalArgumentException(
          "Cannot link: %d candidates (need 1 or more)".formatted(candidates));
    }
    double odds = Math.pow(2, Math.min(weight, 1_000)) / candidates;
    return odds / (1 + odds);
  }

  private static void require(double match, double share) {
    if (!(match > 0 && match < 1 && share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "Cannot weigh: match is %s, share is %s (need 0 < match < 1, 0 < share <= 1)"
              .formatted(match, share));
    }
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
