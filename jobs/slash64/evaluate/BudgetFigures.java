package slash64.evaluate;

import java.util.List;
import slash64.policy.BudgetPlan;
import slash64.policy.ExactBudget;
import slash64.policy.LagrangianBudget;
import slash64.policy.NightPolicy;
import slash64.policy.WeighedPrefix;
import slash64.policy.Worth;

/**
 * What a policy of at most so many entries is worth, beside the most any of that size could be.
 *
 * @param budget entries
 * @param worth of the plan that is published
 * @param exact of the best plan by dynamic programming
 */
record BudgetFigures(int budget, double worth, double exact) {

  static BudgetFigures of(Hierarchy nights, int budget) {
    List<WeighedPrefix> weighed =
        NightPolicy.weighed(nights.scored(), nights.policy().full(), nights.settings());
    BudgetPlan plan = LagrangianBudget.plan(weighed, Worth.DEFAULT, budget);
    BudgetPlan exact = ExactBudget.plan(weighed, Worth.DEFAULT, budget);
    return new BudgetFigures(budget, plan.worth(), exact.worth());
  }

  /** Returns by which share the plan falls short of the best one. */
  double gap() {
    return exact == 0 ? 0 : Math.max(0, exact - worth) / exact; // rounding may favour the plan
  }
}
