package slash64.explain;

import slash64.net.Prefix;
import slash64.policy.Tier;

/**
 * One prefix of the chain on the day.
 *
 * @param isKnown whether it was scored: it sent that day, or evidence of it is kept
 * @param transactions of the day
 * @param ham messages that the content filter called good, or that servers accepted which refuse
 *     spam themselves
 * @param spam messages that it called spam, or that were refused for their content
 * @param refused transactions refused with a 5xx reply
 * @param score 0 (bad) to 100 (good); null when not scored
 * @param shareLow with 95 % probability its spam share is above this; null when not scored
 * @param shareHigh with 95 % probability its spam share is below this
 * @param shareAround spam share its surroundings alone led to expect
 * @param evidenceSpam evidence against, decayed, in messages
 * @param evidenceHam evidence for, decayed, in messages
 * @param tier of the full policy's entry for exactly this prefix; null if none
 * @param reason of that entry; null if none
 * @param wanted tier that its reputation alone asks for, also where it has no entry; null when not
 *     known
 * @param limitedBy word of what decided its tier beside that, {@code none} if nothing; null when
 *     not known
 * @param expected transactions by the baseline; null when nothing could be expected
 * @param volumeLogP natural logarithm of the probability of so many or more; null when not tested
 * @param contentLogP the same for content; null when not tested
 */
record PrefixReading(
    Prefix prefix,
    boolean isKnown,
    long transactions,
    long ham,
    long spam,
    long refused,
    Double score,
    Double shareLow,
    Double shareHigh,
    Double shareAround,
    double evidenceSpam,
    double evidenceHam,
    String tier,
    String reason,
    String wanted,
    String limitedBy,
    Double expected,
    Double volumeLogP,
    Double contentLogP) {

  /** One of which the tables say nothing. */
  static PrefixReading unknown(Prefix prefix) {
    return new PrefixReading(
        prefix, false, 0, 0, 0, 0, null, null, null, null, 0, 0, null, null, null, null, null, null,
        null);
  }

  /** Returns whether its reputation asks for a harsher tier than neutral. */
  boolean isHeldBack() {
    return wanted != null && Tier.ofWord(wanted).restricts();
  }

  /** Returns the expected spam share, 0 to 1. */
  double share() {
    return 1 - score / 100;
  }
}
