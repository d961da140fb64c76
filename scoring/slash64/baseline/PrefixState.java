package slash64.baseline;

import java.util.List;
import slash64.net.Prefix;

/**
 * What a prefix carries from night to night, at most {@value #MOST_BYTES} bytes.
 *
 * <p>Nothing in it changes while the prefix is silent, so a silent prefix needs no new row: zeros,
 * decay and the end of alerts follow from the date of asking. It can be dropped once {@link
 * #isForgotten}.
 *
 * @param history daily counts
 * @param mix usual content
 * @param habits what else is usual
 * @param debut first days of the parts of this prefix, decayed
 * @param alarms alerts opened here, at most {@value #MOST_ALARMS}; ended ones go with the next day
 *     heard
 */
public record PrefixState(
    History history, ContentMix mix, Habits habits, Debut debut, List<OpenAlarm> alarms) {

  public static final int MOST_BYTES = 1024;

  static final int MOST_ALARMS = 4;

  /** Nothing was ever heard. */
  public static final PrefixState NEW =
      new PrefixState(History.EMPTY, ContentMix.EMPTY, Habits.NONE, Debut.NONE, List.of());

  public PrefixState {
    alarms = List.copyOf(alarms.subList(0, Math.min(MOST_ALARMS, alarms.size())));
  }

  /**
   * Reads a state.
   *
   * @throws IllegalArgumentException if the bytes are of an unknown version, or damaged
   */
  public static PrefixState ofBytes(byte[] bytes) {
    return StateCodec.decode(bytes);
  }

  /**
   * Returns whether nothing of a state matters any more on a day, as {@link #isForgotten(int)},
   * without reading more of it than that takes.
   *
   * @throws IllegalArgumentException if the bytes are of an unknown version
   */
  public static boolean isForgotten(byte[] bytes, int day) {
    int lastDay = StateCodec.lastDay(bytes);
    return lastDay == Integer.MIN_VALUE || day - lastDay > History.DAYS;
  }

  /** Returns the compact form, {@link StateCodec}'s. */
  public byte[] toBytes() {
    return StateCodec.encode(this);
  }

  /** Returns the last day heard, in days since 1970-01-01. */
  public int lastDay() {
    return history.lastDay();
  }

  /** Returns the first day heard, in days since 1970-01-01. */
  public int firstDay() {
    return history.firstDay();
  }

  public boolean isNew() {
    return history.isEmpty();
  }

  /** Returns whether nothing of the state matters any more on this day. */
  public boolean isForgotten(int day) {
    return isNew() || day - history.lastDay() > History.DAYS;
  }

  /** Returns what to expect of this prefix's new parts on a day; share it with its children. */
  public Debut newcomers(int day) {
    return isNew() ? Debut.NONE : debut.times(Forgetting.over(day - history.lastDay()));
  }

  /** Returns the alerts of this prefix whose cause was seen within the last days. */
  public List<OpenAlarm> openAlarms(int day) {
    return alarms.stream().filter(alarm -> alarm.isOpen(day)).toList();
  }

  /**
   * Returns the state as a day finds it. More mail is what is usual once it has lasted as long as
   * the baseline looks back and did no harm: nothing that would speak against it is left to learn
   * from, and an alert that nobody can end tells nothing new. What did harm on any of these days
   * stays an event, as do other kinds of alerts.
   */
  PrefixState settled(int day) {
    boolean isMoreMail =
        openAlarms(day).stream()
            .allMatch(a -> a.kind() == AlertKind.VOLUME || a.kind() == AlertKind.RAMP);
    if (!isMoreMail || !history.isOneHarmlessEvent(day, VolumeModel.DAYS)) {
      return this;
    }
    return new PrefixState(history.withoutAlarms(), mix, habits, debut, List.of());
  }

  /**
   * Returns the state after a day that is judged by the prefix's own past alone and raises no
   * alert.
   *
   * @param day later than {@link #lastDay}
   * @throws IllegalArgumentException if the day has been taken in already
   */
  public PrefixState after(int day, DayActivity activity) {
    return after(
        new Scorer().score(Prefix.ALL, day, this, activity, Surroundings.UNKNOWN),
        Verdict.ORDINARY);
  }

  /** Returns the state after a day as it was scored, and what the night decided of it. */
  public PrefixState after(Deviation scored, Verdict verdict) {
    if (scored.activity().isIdle()) {
      return this;
    }
    int day = scored.day();
    if (!isNew() && isForgotten(day)) {
      return NEW.after(scored, verdict);
    }
    return settled(day).next(scored, verdict);
  }

  private PrefixState next(Deviation scored, Verdict verdict) {
    int day = scored.day();
    double decay = isNew() ? 1 : Forgetting.over(day - history.lastDay());
    History next =
        history.plus(
            day,
            scored.activity().messages(),
            !verdict.teaches(),
            verdict.isHarmful(),
            scored.content().tenor());
    Debut debuts = debut.times(decay).plus(scored.activity().debut());
    if (verdict.teaches()) {
      return new PrefixState(
          next,
          mix.plus(scored.activity().content(), decay),
          habits.plus(scored, decay),
          StateCodec.rounded(debuts),
          verdict.alarms());
    }
    return new PrefixState(
        next,
        mix.plus(Histograms.NONE, decay),
        habits.faded(decay),
        StateCodec.rounded(debut.times(decay)),
        verdict.alarms());
  }
}
