package slash64.baseline;

import java.util.List;

/**
 * What a night decided of a prefix.
 *
 * @param teaches whether the day may shape what is expected later; never while an alert is open
 * @param isHarmful whether the day came with bad content or complaints, so that a later day like it
 *     is not excused as recurring
 * @param alarms alerts open at this prefix after the night
 */
public record Verdict(boolean teaches, boolean isHarmful, List<OpenAlarm> alarms) {

  /** Nothing stood out. */
  public static final Verdict ORDINARY = new Verdict(true, false, List.of());

  public Verdict {
    alarms = List.copyOf(alarms);
  }
}
