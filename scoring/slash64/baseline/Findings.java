package slash64.baseline;

import java.util.List;
import java.util.Map;
import slash64.net.Prefix;

/**
 * What a night found in one subtree.
 *
 * @param alerts one for each event, open ones from earlier nights included while their cause lasts
 * @param verdicts for the prefixes that were given to be judged and stood out
 */
public record Findings(List<Alert> alerts, Map<Prefix, Verdict> verdicts) {

  private static final Verdict WITHIN = new Verdict(false, false, List.of());

  public Findings {
    alerts = List.copyOf(alerts);
    verdicts = Map.copyOf(verdicts);
  }

  /** Returns what was decided of a prefix; what lies inside an alert's prefix teaches nothing. */
  public Verdict verdict(Prefix prefix) {
    return verdict(prefix, false);
  }

  /**
   * Returns what was decided of a prefix.
   *
   * @param isWithinAlert whether it lies inside the prefix of an alert that is not among these
   */
  Verdict verdict(Prefix prefix, boolean isWithinAlert) {
    Verdict verdict = verdicts.get(prefix);
    if (verdict != null) {
      return verdict;
    }
    boolean isWithin =
        isWithinAlert || alerts.stream().anyMatch(alert -> alert.prefix().contains(prefix));
    return isWithin ? WITHIN : Verdict.ORDINARY;
  }
}
