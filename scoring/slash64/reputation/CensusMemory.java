package slash64.reputation;

import java.util.List;

/**
 * What the censuses of earlier nights said of a site's filter, faded as evidence is: one night's
 * senders are too few to tell how often a filter errs, and a reading that sways from night to night
 * sways every tier that lies near its threshold. Of newcomers nothing is remembered: on the first
 * nights of a site all its senders are, and no like of those that come later.
 *
 * @param verdicts senders by the verdicts of a day on them, no two alike; a sender counts once a
 *     day
 */
public record CensusMemory(List<Verdicts> verdicts) {

  /** Fewer senders than this, as faded as they are, move nothing. */
  private static final double LEAST_SENDERS = 1e-3;

  /** Of a site that no night has scored yet. */
  public static final CensusMemory NONE = new CensusMemory(List.of());

  /**
   * Senders with as many verdicts.
   *
   * @param messages on which there is a verdict, {@value VerdictMixture#FEWEST} to {@value
   *     VerdictMixture#MOST}
   * @param spam of these, called spam, 0 to {@code messages}
   * @param senders how many, as faded as they are, above 0
   */
  public record Verdicts(int messages, int spam, double senders) {
    public Verdicts {
      if (!(messages >= VerdictMixture.FEWEST
          && messages <= VerdictMixture.MOST
          && spam >= 0
          && spam <= messages
          && senders > 0
          && Double.isFinite(senders))) {
        throw new IllegalArgumentException(
            "Cannot count %s senders with %d of %d messages called spam (need above 0, within 0 to messages, %d to %d messages)"
                .formatted(senders, spam, messages, VerdictMixture.FEWEST, VerdictMixture.MOST));
      }
    }
  }

  public CensusMemory {
    verdicts = List.copyOf(verdicts);
  }

  /**
   * Returns what is left of it after so many days.
   *
   * @param days at least 0
   */
  public CensusMemory after(int days, Decay decay) {
    double left = decay.left(days);
    return new CensusMemory(
        verdicts.stream()
            .map(v -> new Verdicts(v.messages(), v.spam(), left * v.senders()))
            .filter(v -> v.senders() > LEAST_SENDERS)
            .toList());
  }
}
