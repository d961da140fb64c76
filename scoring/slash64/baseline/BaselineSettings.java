package slash64.baseline;

import java.io.Serializable;

/**
 * What makes a departure worth an alert.
 *
 * @param falseShare share of false discoveries among a night's departures, in (0, 1)
 * @param leastMessages fewer messages in a day are never a volume alert
 * @param leastTimes nor is less than this many times what was expected
 * @param leastMoved share of mail that must be of another kind for a content alert, in (0, 1)
 * @param leastGrowth growth over 28 days for a ramp alert, times
 * @param leastFresh new addresses in a day for a rotation alert
 * @param leastChildren active parts for a snowshoe alert
 * @param leastMembers unrelated prefixes for a campaign alert
 */
public record BaselineSettings(
    double falseShare,
    long leastMessages,
    double leastTimes,
    double leastMoved,
    double leastGrowth,
    int leastFresh,
    int leastChildren,
    int leastMembers)
    implements Serializable {

  public static final BaselineSettings DEFAULT =
      new BaselineSettings(0.01, 50, 3, 0.25, 4, 20, 16, 20);

  public BaselineSettings {
    if (!(falseShare > 0 && falseShare < 1 && leastMoved > 0 && leastMoved < 1)
        || !(leastTimes >= 1 && leastGrowth >= 1)
        || leastMessages < 1
        || leastFresh < 1
        || leastChildren < 2
        || leastMembers < 2) {
      throw new IllegalArgumentException(
          "Cannot use baseline settings: shares must lie between 0 and 1, factors at 1 or above, counts at 1 or above (children and members at 2): falseShare %s, leastMoved %s, leastTimes %s, leastGrowth %s, leastMessages %d, leastFresh %d, leastChildren %d, leastMembers %d"
              .formatted(
                  falseShare,
                  leastMoved,
                  leastTimes,
                  leastGrowth,
                  leastMessages,
                  leastFresh,
                  leastChildren,
                  leastMembers));
    }
  }
}
