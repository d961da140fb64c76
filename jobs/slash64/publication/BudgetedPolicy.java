package slash64.publication;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.net.Prefix;
import slash64.policy.NightPolicy;
import slash64.policy.PolicyEntry;
import slash64.policy.PolicySettings;
import slash64.policy.Worth;
import slash64.reputation.Evidence;
import slash64.reputation.NodeEvidence;
import slash64.reputation.Reputation;
import slash64.reputation.ScoredNode;

/**
 * The policy worth most within a budget of entries, from the tables. All prefixes with evidence
 * come to the driver, about 300 bytes each: an entry here may be worth less than one anywhere else.
 */
public final class BudgetedPolicy {
  private final Lake lake;
  private final LocalDate day;

  public BudgetedPolicy(Lake lake, LocalDate day) {
    this.lake = lake;
    this.day = day;
  }

  /**
   * Returns at most {@code budget} entries, in tree order.
   *
   * @param compact the smallest policy that answers as the full one
   * @throws UserError if the operator's own rules exceed the budget
   */
  public List<PolicyEntry> within(
      int budget, List<PolicyEntry> compact, List<PolicyEntry> full, PolicySettings settings) {
    if (compact.size() <= budget) {
      return compact;
    }
    try {
      return new NightPolicy(full, compact).within(budget, Worth.DEFAULT, nodes(), settings, day);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongUse(e.getMessage() + ". Look at feed.budget or --budget.", e);
    }
  }

  private List<ScoredNode> nodes() {
    List<ScoredNode> nodes = new ArrayList<>();
    for (Row row :
        lake.readWhole(Tables.PREFIX_STATE, day)
            .select("prefix_key", "spam", "ham", "evidence_day", "former_ham")
            .join(
                lake.readWhole(Tables.PREFIX_SCORES, day).select("prefix_key", "spam_share"),
                new String[] {"prefix_key"},
                "left")
            .filter(col("evidence_day").isNotNull())
            .collectAsList()) {
      nodes.add(node(row));
    }
    nodes.sort(ScoredNode.BY_PREFIX);
    return nodes;
  }

  /**
   * A plan asks for evidence and expected share only; the bounds stand in for themselves, and all
   * good mail of before is taken to go on.
   */
  private static ScoredNode node(Row row) {
    Evidence carry =
        new Evidence(
            row.getDouble(1),
            row.getDouble(2),
            row.isNullAt(4) ? 0 : row.getDouble(4),
            Evidence.KNOWN_FOR_LONG,
            row.getInt(3));
    double share =
        row.isNullAt(5)
            ? (carry.spam() + 1) / (carry.mass() + 2) // has not sent today: its own past
            : row.getDouble(5);
    return new ScoredNode(
        new NodeEvidence(Prefix.ofKey(row.getString(0)), carry, Evidence.none(carry.day()), 0),
        new Reputation(share, share, share, carry.mass() + 2, share, 0, carry.former(), carry));
  }
}
