package slash64.whatif;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import slash64.failure.UserError;
import slash64.feed.PolicyChange;
import slash64.feed.PolicyDiff;
import slash64.lake.Lake;
import slash64.lake.PolicyRows;
import slash64.lake.Tables;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;
import slash64.replay.Answers;
import slash64.replay.InboundMail;
import slash64.replay.Treatment;

/**
 * The mail of a day under the policy that was in force, and under another one. In force was what
 * the last night before had made: a policy is tried on mail it has not seen.
 *
 * @param day whose mail is replayed, UTC
 * @param before what the policy in force does with it
 * @param after what the other policy does with it
 * @param churn how many entries came, went, or became worse or better, by the word for it
 */
public record WhatIf(
    LocalDate day, PolicyOutcome before, PolicyOutcome after, Map<String, Long> churn) {

  public WhatIf {
    churn = Map.copyOf(churn);
  }

  /** Returns the night that made the policy in force on a day; the first day has none. */
  public static Optional<LocalDate> nightBefore(Lake lake, LocalDate day) {
    return Optional.ofNullable(new TreeSet<>(lake.days(Tables.PREFIX_STATE)).lower(day));
  }

  /** Returns the policy in force on a day, in tree order; empty on the first. */
  public static List<PolicyEntry> inForce(Lake lake, LocalDate day) {
    return nightBefore(lake, day)
        .map(night -> PolicyRows.entries(lake.read(Tables.POLICY, night)))
        .orElse(List.of());
  }

  /**
   * Replays a day. The mail is looked up and counted where it lies.
   *
   * @param before the policy in force, in tree order
   * @param after the other one, in tree order
   * @throws UserError with status 3 if there is no mail of the day
   */
  public static WhatIf replay(
      Lake lake, LocalDate day, List<PolicyEntry> before, List<PolicyEntry> after) {
    if (!lake.days(Tables.MESSAGES).contains(day)) {
      throw UserError.inputMissing(
          "There is no mail of %s in %s. Look at --date.".formatted(day, lake.warehouse()));
    }
    Dataset<Row> mail = InboundMail.of(lake.read(Tables.MESSAGES, day));
    Map<String, Map<Tier, Treated>> found = new HashMap<>();
    for (Row row :
        Treatment.of(Answers.addTier(Answers.addTier(mail, "before", before), "after", after))
            .collectAsList()) {
      found
          .computeIfAbsent(row.getString(0), policy -> new EnumMap<>(Tier.class))
          .put(
              Tier.ofWord(row.getString(1)),
              new Treated(
                  row.getLong(2),
                  row.getLong(3),
                  row.getLong(4),
                  row.getLong(5),
                  row.getLong(6),
                  row.getLong(7)));
    }
    return new WhatIf(
        day,
        new PolicyOutcome(before.size(), found.getOrDefault("before", Map.of())),
        new PolicyOutcome(after.size(), found.getOrDefault("after", Map.of())),
        churn(before, after));
  }

  private static Map<String, Long> churn(List<PolicyEntry> before, List<PolicyEntry> after) {
    Map<String, Long> churn = new HashMap<>();
    for (PolicyChange.Kind kind : PolicyChange.Kind.values()) {
      churn.put(kind.name().toLowerCase(Locale.ROOT), 0L);
    }
    for (PolicyChange change : PolicyDiff.between(before.iterator(), after.iterator())) {
      churn.merge(change.kind().name().toLowerCase(Locale.ROOT), 1L, Long::sum);
    }
    return churn;
  }
}
