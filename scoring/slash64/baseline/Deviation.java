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
    ProviderKind kind,
    List<OpenAlarm> open) {

  /** Returns the expected messages; 0 when nothing was expected or known. */
  public double expected() {
    return volume == null ? 0 : volume.predictive().mean();
  }

  /** Returns messages beyond expectation, at least 0. */
  public double excess() {
    return volume == null ? 0 : Math.max(0, activity.messages() - expected());
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
