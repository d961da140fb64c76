package slash64.baseline;

import java.util.List;
import slash64.stats.CountDistribution;

/**
 * One customer's day against the customer's own past, over all prefixes together: the model of
 * {@link VolumeModel}, as a prefix has it.
 *
 * @param customer who, by the allocations
 * @param messages transactions of the day
 * @param bad of these, unwanted
 * @param expected messages, by the predictive distribution
 * @param dispersion variance of that distribution divided by its mean
 * @param isYoung whether the customer is known for less than a month
 * @param isExcused whether the day repeats an earlier one that comes again and again
 */
public record CustomerDay(
    String customer,
    long messages,
    long bad,
    double expected,
    double dispersion,
    boolean isYoung,
    boolean isExcused) {

  /** Days that are looked back to. */
  public static final int DAYS = History.DAYS;

  /**
   * What is known of a past day.
   *
   * @param day in days since 1970-01-01
   * @param isAlarmed whether an alert told of the customer's mail, so that the day teaches nothing
   */
  public record Past(int day, long messages, boolean isAlarmed) {}

  /**
   * Fits a customer's past, or returns null where it says nothing yet.
   *
   * @param past days with mail, in order, all before {@code today}
   */
  public static CustomerDay of(
      String customer, int today, long messages, long bad, List<Past> past) {
    History history = History.EMPTY;
    for (Past day : past) {
      history = history.plus(day.day(), day.messages(), day.isAlarmed(), false, Tenor.UNTOLD);
    }
    VolumeModel model = new VolumeModel();
    VolumeFit fit = model.fit(history, today, Surroundings.UNKNOWN);
    if (fit == null) {
      return null;
    }
    CountDistribution predictive = fit.predictive();
    return new CustomerDay(
        customer,
        messages,
        bad,
        predictive.mean(),
        predictive.dispersion(),
        fit.isYoung(),
        messages > 2 * predictive.mean()
            && Recurrence.of(history, today, messages, Tenor.UNTOLD, model::usual)
                != Recurrence.NONE);
  }

  /** Returns ln of the mid-p of {@code count} messages or more, 0 or below. */
  public double logUpperMid(long count) {
    return new VolumeFit(
            new CountDistribution(expected, dispersion), expected, dispersion, 0, 0, isYoung)
        .logUpperMid(count);
  }

  /** Returns messages beyond the expected, 0 or more. */
  public double excess() {
    return Math.max(0, messages - expected);
  }

  double badShare() {
    return messages == 0 ? 0 : bad / (double) messages;
  }
}
