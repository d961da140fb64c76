package slash64.baseline;

import java.util.List;
import slash64.net.Prefix;

/**
 * How far one prefix's day departs from its own past.
 *
 * @param prefix whose day it is
 * @param day in days since 1970-01-01
 * @param activity the day
 * @param volume what was expected; null when neither the past nor newcomers said anything
 * @param volumeLogP log p of so many messages or more; NaN when not tested
 * @param recurrence days since the mailing that today repeats, -1 when it is usual at no fixed
 *     distance, 0 when nothing like it was seen
 * @param ramp growth over four weeks
 * @param content content against the usual mix
 * @param spread parts against what is usual
 * @param complaints whether clearly more of the mail was unwanted than usual
 * @param knownDays days of the past that are known, 0 for a newcomer
 * @param explainedVolume messages of parts below whose own past expects as many; 0 until the levels
 *     are brought together
 * @param explainedContent messages of parts below that send what they always do; likewise
 * @param open alerts open at this prefix before the night
 */
public record Deviation(
    Prefix prefix,
    int day,
    DayActivity activity,
    VolumeFit volume,
    double volumeLogP,
    int recurrence,
    Ramp ramp,
    ContentReading content,
    SpreadReading spread,
    boolean complaints,
    int knownDays,
    double explainedVolume,
    double explainedContent,
    List<OpenAlarm> open) {

  /** Returns the expected messages; 0 when nothing was expected or known. */
  public double expected() {
    return volume == null ? 0 : volume.predictive().mean();
  }

  /** Returns messages beyond expectation, at least 0. */
  public double excess() {
    return volume == null ? 0 : Math.max(0, activity.messages() - expected());
  }

  /** Less than this p is more than chance, though it may be too little for an alert. */
  private static final double LOG_UNUSUAL = Math.log(0.01);

  /** Content that is no news at a prefix by itself is none further up. */
  private static final double LOG_NEWS = Math.log(1e-4);

  /** A newcomer with this share of unwanted mail is no ordinary customer. */
  private static final double UNWANTED = 0.3;

  /** A prefix known for fewer days has no content of its own to depart from. */
  private static final int YOUNG = 14;

  Deviation withExplained(double volumeMessages, double contentMessages) {
    return new Deviation(
        prefix,
        day,
        activity,
        volume,
        volumeLogP,
        recurrence,
        ramp,
        content,
        spread,
        complaints,
        knownDays,
        volumeMessages,
        contentMessages,
        open);
  }

  /** Returns messages that the past of this prefix, or of its parts, lets expect. */
  double ordinaryVolume() {
    double messages = (double) activity.messages();
    if (volumeLogP > LOG_UNUSUAL) {
      return messages;
    }
    return Math.max(explainedVolume, Math.min(messages, 2 * expected()));
  }

  /**
   * Returns messages of a prefix with hardly a past, beyond those explained; 0 if much is unwanted.
   */
  double newcomerVolume() {
    boolean isWanted = badShare() < UNWANTED;
    return (volume == null || volume.isYoung()) && isWanted
        ? activity.messages() - ordinaryVolume()
        : 0;
  }

  /** Returns messages of content that is no news here: as always, or of parts without a past. */
  double ordinaryContent() {
    double logP = content.logP();
    boolean isUsual = Double.isNaN(logP) ? knownDays < YOUNG : logP > LOG_NEWS;
    return isUsual ? (double) activity.messages() : explainedContent;
  }

  /** Returns log p that content is as usual; NaN when not tested. */
  public double contentLogP() {
    return content.logP();
  }

  /** Returns log p that the spread over parts is as usual; NaN when not tested. */
  public double spreadLogP() {
    return spread.logP();
  }

  /** Returns log p of growth over four weeks; NaN when not tested. */
  public double rampLogP() {
    return ramp.logP();
  }

  /** Returns the weighted Jensen-Shannon-like distance that counts: the largest share moved. */
  public double moved() {
    return content.feature(content.foremost().index()).moved();
  }

  /** Returns the share of messages with never-seen digests; NaN when no digest was logged. */
  public double novelty() {
    return content.novelty();
  }

  /** Returns the share of the day's messages that were unwanted. */
  public double badShare() {
    return activity.messages() == 0 ? 0 : activity.bad() / (double) activity.messages();
  }
}
