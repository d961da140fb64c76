package slash64.whatif;

import java.util.Map;
import java.util.function.ToLongFunction;
import slash64.policy.Tier;

/**
 * What a policy does with the mail of a day.
 *
 * @param entries of the policy
 * @param treated mail by tier; a tier that meets no mail is absent
 */
public record PolicyOutcome(int entries, Map<Tier, Treated> treated) {
  public PolicyOutcome {
    treated = Map.copyOf(treated);
  }

  /** Returns the mail that meets a tier. */
  public Treated of(Tier tier) {
    return treated.getOrDefault(tier, Treated.NOTHING);
  }

  /** Returns a sum over tiers that throttle or do worse. */
  public long restricted(ToLongFunction<Treated> measure) {
    return treated.entrySet().stream()
        .filter(entry -> entry.getKey().restricts())
        .mapToLong(entry -> measure.applyAsLong(entry.getValue()))
        .sum();
  }

  /** Returns a sum over all tiers. */
  public long all(ToLongFunction<Treated> measure) {
    return treated.values().stream().mapToLong(measure).sum();
  }
}
