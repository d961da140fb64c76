package slash64.policy;

import java.util.List;

/**
 * A table for a budget of entries.
 *
 * @param entries in tree order, at most as many as the budget
 * @param worth what the table is worth, by {@link Worth}
 * @param bound what no table within the budget can exceed; equals {@code worth} when the plan is
 *     exact
 */
public record BudgetPlan(List<LabelledPrefix> entries, double worth, double bound) {

  public BudgetPlan {
    entries = List.copyOf(entries);
  }

  /** Returns how much a better table within the budget could be worth more, at most; at least 0. */
  public double gap() {
    return Math.max(0, bound - worth);
  }
}
