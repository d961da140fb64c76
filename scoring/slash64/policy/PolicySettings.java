package slash64.policy;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import slash64.reputation.Census;
import slash64.reputation.ReputationSettings;

/**
 * All a night needs to know to make a policy of scored prefixes.
 *
 * @param reputation settings that the prefixes were scored with
 * @param tiers settings that tiers are chosen with
 * @param rules the operator's own allow and deny lists, each prefix once
 */
public record PolicySettings(
    ReputationSettings reputation, TierSettings tiers, List<OperatorRule> rules)
    implements Serializable {

  /** Defaults, and no rules of the operator. */
  public static final PolicySettings DEFAULTS =
      new PolicySettings(ReputationSettings.DEFAULTS, TierSettings.DEFAULTS, List.of());

  public PolicySettings {
    Objects.requireNonNull(reputation, "reputation");
    Objects.requireNonNull(tiers, "tiers");
    rules = List.copyOf(rules);
  }

  /** Returns the same settings with other rules of the operator. */
  public PolicySettings withRules(List<OperatorRule> others) {
    return new PolicySettings(reputation, tiers, others);
  }

  /** Returns the same settings with what a census of the night says of the filter and newcomers. */
  public PolicySettings learnt(Census census) {
    ReputationSettings learnt = census.learnt(reputation);
    return new PolicySettings(learnt, tiers.within(census, learnt.noise()), rules);
  }

  /**
   * Returns the same settings with other spam shares above which tiers begin, each 0 to 1.
   *
   * @param reject at least {@code greylist}
   * @param greylist at least {@code throttle}
   * @throws IllegalArgumentException if they are no such shares
   */
  public PolicySettings withThresholds(double reject, double greylist, double throttle) {
    return new PolicySettings(reputation, tiers.withThresholds(reject, greylist, throttle), rules);
  }

  /** Good verdicts per spam verdict that are put down to the filter missing spam. */
  double forgiven() {
    double missed = reputation.noise().missedSpam();
    return missed / (1 - missed);
  }
}
