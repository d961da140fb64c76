package slash64.baseline;

import java.util.ArrayList;
import java.util.List;
import slash64.net.Prefix;

/**
 * A night of one subtree, a /32 with all its levels, from last night's states to the next.
 *
 * <p>The two phases lie apart because the thresholds need all prefixes of the night: {@link #score}
 * first, everywhere; gather {@link NightTests}; then {@link #judge}. On a cluster the first phase
 * may be run again in the second instead of being kept: it is a pure function and costs some
 * microseconds for each prefix.
 */
public final class SubtreeNight {

  /**
   * One prefix before the night.
   *
   * @param state last night's, {@link PrefixState#NEW} when there is none
   * @param activity the day's; prefixes that were silent need not be given
   */
  public record Entry(
      Prefix prefix, PrefixState state, DayActivity activity, Surroundings around) {}

  /**
   * One prefix after the night.
   *
   * @param before its state before the night
   */
  public record Outcome(Prefix prefix, Deviation deviation, PrefixState before, Verdict verdict) {

    /** Returns its state after the night; made anew by each call, so that few are held at once. */
    public PrefixState next() {
      return before.after(deviation, verdict);
    }
  }

  /** Everything a night says of a subtree; outcomes in the order of the entries. */
  public record Result(List<Outcome> outcomes, List<Alert> alerts) {}

  private final int day;
  private final List<Entry> entries;
  private final List<Deviation> deviations;

  private SubtreeNight(int day, List<Entry> entries, List<Deviation> deviations) {
    this.day = day;
    this.entries = entries;
    this.deviations = deviations;
  }

  /**
   * Scores every prefix by itself.
   *
   * @param day in days since 1970-01-01, later than every state's
   */
  public static SubtreeNight score(int day, List<Entry> entries) {
    Scorer scorer = new Scorer();
    List<Deviation> deviations = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      deviations.add(
          scorer.score(entry.prefix(), day, entry.state(), entry.activity(), entry.around()));
    }
    return new SubtreeNight(day, List.copyOf(entries), Explanations.added(deviations));
  }

  public int day() {
    return day;
  }

  public List<Deviation> deviations() {
    return List.copyOf(deviations);
  }

  /** Blames events, opens and closes alerts, and gives the next states. */
  public Result judge(BaselineSettings settings, Thresholds thresholds) {
    return judge(settings, thresholds, false);
  }

  /**
   * Judges a part of a subtree.
   *
   * @param isWithinAlert whether there is an alert of a prefix around the part: then nothing in it
   *     teaches what is usual
   */
  public Result judge(BaselineSettings settings, Thresholds thresholds, boolean isWithinAlert) {
    Findings findings = new NightJudge(settings, thresholds).judge(deviations);
    List<Outcome> outcomes = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      Deviation scored = deviations.get(i);
      outcomes.add(
          new Outcome(
              entry.prefix(),
              scored,
              entry.state(),
              findings.verdict(entry.prefix(), isWithinAlert)));
    }
    return new Result(List.copyOf(outcomes), findings.alerts());
  }
}
