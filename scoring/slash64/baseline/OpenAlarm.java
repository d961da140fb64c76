package slash64.baseline;

/**
 * An alert that has been opened at a prefix and not closed: what the state remembers of it.
 *
 * @param kind what it is about
 * @param since first day of the event
 * @param confirmed last day on which its cause was seen
 * @param expected messages that were expected when it opened, kept for when no day is left to learn
 *     from; as rounded by {@link Codes#ofWeight}
 * @param dispersion variance of that expectation divided by its mean, rounded likewise
 */
public record OpenAlarm(
    AlertKind kind, int since, int confirmed, float expected, float dispersion) {

  /** Quiet days after which an alert is over; an event that pauses at a weekend is one event. */
  public static final int GRACE_DAYS = 3;

  static OpenAlarm of(
      AlertKind kind, int since, int confirmed, double expected, double dispersion) {
    return new OpenAlarm(
        kind,
        since,
        confirmed,
        Codes.weight(Codes.ofWeight(expected)),
        Codes.weight(Codes.ofWeight(dispersion)));
  }

  boolean isOpen(int day) {
    return day - confirmed <= GRACE_DAYS;
  }

  OpenAlarm confirmed(int day) {
    return new OpenAlarm(kind, since, day, expected, dispersion);
  }
}
