package slash64.baseline;

import java.util.List;
import slash64.net.Prefix;
import slash64.stats.CountDistribution;
import slash64.stats.Wilson;

/**
 * The first phase of a night: one prefix's day against its own past. Holds buffers: use one for
 * each thread. A pure function of its arguments otherwise.
 */
public final class Scorer {

  /** Days that must be left to learn from before an expectation kept with an alert steps in. */
  private static final int ENOUGH_DAYS = 14;

  /**
   * Known for less than this, a prefix may mail every other month without anybody knowing: of its
   * mailings no more than mean and variance is known, whatever its ordinary days have told.
   */
  private static final int TWO_MONTHS = 62;

  /**
   * Known for this long, a young prefix has shown what its ordinary days are like. What it cannot
   * have shown is a mailing that comes once a month.
   */
  private static final int TWO_WEEKS = 14;

  /**
   * How far the shape of such days is believed: log p counts half, so that of a thousand young
   * prefixes as few stand out by chance as of grown ones.
   */
  private static final double HALF = 0.5;

  /** Judged messages that make a usual share of unwanted mail. */
  private static final double ENOUGH_JUDGED = 20;

  /** A share of unwanted mail counts as risen from this distance on. */
  private static final double RISE = 0.1;

  private final VolumeModel volumes = new VolumeModel();

  /**
   * Scores a day.
   *
   * @param day later than the state's last day
   * @throws IllegalArgumentException if the day has been taken in already
   */
  public Deviation score(
      Prefix prefix, int day, PrefixState state, DayActivity activity, Surroundings around) {
    if (!state.isNew() && day <= state.lastDay()) {
      throw new IllegalArgumentException(
          "Cannot score %s: day %d is not after %d, the last its state holds. Take the state of the night before"
              .formatted(prefix, day, state.lastDay()));
    }
    PrefixState past = state.isForgotten(day) ? PrefixState.NEW : state.settled(day);
    double decay = past.isNew() ? 1 : Forgetting.over(day - past.lastDay());
    List<OpenAlarm> open = past.openAlarms(day);
    ContentReading content =
        activity.isIdle()
            ? ContentReading.NONE
            : ContentTest.read(
                activity.content(),
                past.mix(),
                decay,
                past.habits(),
                around,
                past.history().known(day));
    VolumeFit volume = kept(open, volumes.fit(past.history(), day, around));
    boolean isBadder = isBadder(activity, past.habits(), decay);
    if (volume != null) {
      volume = believed(volume, past.history().known(day), content.tenor(), isBadder);
    }
    long messages = activity.messages();
    boolean isTested = volume != null && messages > 0;
    return new Deviation(
        prefix,
        day,
        activity,
        volume,
        isTested ? volume.logUpperMid(messages) : Double.NaN,
        isTested && messages > 2 * volume.predictive().mean()
            ? Recurrence.of(past.history(), day, messages, content.tenor(), volumes::usual)
            : Recurrence.NONE,
        isTested ? Ramp.of(past.history(), day, messages, volume.dispersion()) : Ramp.NONE,
        content,
        SpreadTest.read(activity.children(), past.habits(), decay),
        isBadder,
        past.history().known(day),
        0,
        0,
        open);
  }

  /**
   * A young prefix may send its first mailing, at many times what it ever sent. A day whose digests
   * tell that it is none, or that came with complaints, as no mailing does, is judged by the other
   * days nevertheless.
   */
  private static VolumeFit believed(VolumeFit fit, int known, Tenor tenor, boolean isBadder) {
    if (tenor == Tenor.MAILING && known < TWO_MONTHS && !isBadder) {
      return fit.young();
    }
    if (!fit.isYoung() || known < TWO_WEEKS) {
      return fit;
    }
    return isBadder ? fit.believed(1) : tenor == Tenor.ORDINARY ? fit.believed(HALF) : fit;
  }

  /**
   * While an alert has lasted so long that no ordinary day is left, its first expectation holds.
   */
  private static VolumeFit kept(List<OpenAlarm> open, VolumeFit fit) {
    for (OpenAlarm alarm : open) {
      if ((fit == null || fit.days() < ENOUGH_DAYS) && alarm.expected() > 0) {
        double dispersion = Math.max(1, alarm.dispersion());
        return new VolumeFit(
            new CountDistribution(alarm.expected(), dispersion),
            alarm.expected(),
            dispersion,
            0,
            0,
            false);
      }
    }
    return fit;
  }

  private static boolean isBadder(DayActivity activity, Habits habits, double decay) {
    double messages = habits.messages() * decay;
    double usual =
        messages < ENOUGH_JUDGED
            ? 2 * SpreadTest.BAD_SHARE
            : Wilson.upper(Math.min(messages, habits.bad() * decay), messages, 1);
    double today = Wilson.lower((double) activity.bad(), (double) activity.messages(), 2.326);
    return today > usual + RISE;
  }
}
