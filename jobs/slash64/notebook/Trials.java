package slash64.notebook;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.conf.Settings;
import slash64.lake.Lake;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;
import slash64.whatif.ChangedPolicy;
import slash64.whatif.PolicyOutcome;
import slash64.whatif.Treated;
import slash64.whatif.WhatIf;

/**
 * One day's mail under the policies that several values of a setting would have made the night
 * before. Each value scores that night anew; nothing is written.
 */
final class Trials {
  /** One row for the policy in force, then one for each value. */
  static final StructType SCHEMA =
      new StructType()
          .add("policy", DataTypes.StringType, false, "in force, or the setting with its value")
          .add("entries", DataTypes.LongType, false, "of the policy")
          .add("spam", DataTypes.LongType, false, "transactions of the day that were spam")
          .add("spam_rejected", DataTypes.DoubleType, false, "share of these, 0 to 1")
          .add("spam_restricted", DataTypes.DoubleType, false, "share throttled or worse")
          .add("good", DataTypes.LongType, false, "messages of the day that passed as good")
          .add("good_rejected", DataTypes.DoubleType, false, "share of these, 0 to 1")
          .add("good_restricted", DataTypes.DoubleType, false, "share throttled or worse");

  private final Lake lake;
  private final Settings settings;
  private final LocalDate day;

  Trials(Lake lake, Settings settings, LocalDate day) {
    this.lake = lake;
    this.settings = settings;
    this.day = day;
  }

  Dataset<Row> of(String setting, List<?> values) {
    List<PolicyEntry> inForce = WhatIf.inForce(lake, day);
    List<Row> rows = new ArrayList<>();
    for (Object value : values) {
      String set = setting + "=" + value;
      WhatIf tried =
          WhatIf.replay(
              lake, day, inForce, ChangedPolicy.of(lake, day, settings.with(List.of(set))));
      if (rows.isEmpty()) {
        rows.add(row("in force", tried.before()));
      }
      rows.add(row(set, tried.after()));
    }
    return lake.spark().createDataFrame(rows, SCHEMA);
  }

  private static Row row(String policy, PolicyOutcome outcome) {
    long spam = outcome.all(Treated::spam);
    long good = outcome.all(Treated::good);
    return RowFactory.create(
        policy,
        (long) outcome.entries(),
        spam,
        share(outcome.of(Tier.REJECT).spam(), spam),
        share(outcome.restricted(Treated::spam), spam),
        good,
        share(outcome.of(Tier.REJECT).good(), good),
        share(outcome.restricted(Treated::good), good));
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
