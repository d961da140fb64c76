package slash64.whatif;

import java.time.LocalDate;
import java.util.List;
import slash64.conf.FeedSettings;
import slash64.conf.PolicyConf;
import slash64.conf.Settings;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.PolicyRows;
import slash64.nightly.DayScores;
import slash64.policy.NightPolicy;
import slash64.policy.PolicyEntry;
import slash64.policy.PolicySettings;
import slash64.publication.BudgetedPolicy;
import slash64.scores.NightScores;

/** The policy that the night before a day would have made with other settings. */
public final class ChangedPolicy {
  private ChangedPolicy() {}

  /**
   * Scores that night anew, from what the tables hold of it; nothing is written.
   *
   * @return entries in tree order
   * @throws UserError with status 3 if no day before was scored
   */
  public static List<PolicyEntry> of(Lake lake, LocalDate day, Settings settings) {
    LocalDate night =
        WhatIf.nightBefore(lake, day)
            .orElseThrow(
                () ->
                    UserError.inputMissing(
                        "Cannot try other settings on %s: no day before it is scored in %s. Name a later --date, or a --policy."
                            .formatted(day, lake.warehouse())));
    PolicySettings policy = PolicyConf.of(settings, night);
    NightPolicy made;
    try (NightScores scores = DayScores.of(lake, night, policy)) {
      made = NightPolicy.ofDecided(PolicyRows.entries(scores.entries()), policy, night);
    }
    int budget = FeedSettings.of(settings).budget();
    return budget == 0
        ? made.compact()
        : new BudgetedPolicy(lake, night).within(budget, made.compact(), made.full(), policy);
  }
}
