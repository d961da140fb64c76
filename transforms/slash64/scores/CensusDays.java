package slash64.scores;

import java.time.LocalDate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.policy.PolicySettings;
import slash64.policy.TierSettings;
import slash64.reputation.CensusMemory;
import slash64.reputation.Level;
import slash64.reputation.ReputationSettings;

/**
 * The table {@code census}: what a night took the site's filter, its newcomers and its thresholds
 * to be, and the counts from which the next night goes on. One row a scored day.
 */
public final class CensusDays {
  private static final StructType VERDICTS =
      new StructType()
          .add("messages", DataTypes.IntegerType)
          .add("spam", DataTypes.IntegerType)
          .add("senders", DataTypes.DoubleType);

  public static final StructType SCHEMA =
      new StructType()
          .add("day", DataTypes.DateType, true, "UTC day that was scored")
          .add("false_spam", DataTypes.DoubleType, true, "share of good mail the filter calls spam")
          .add("missed_spam", DataTypes.DoubleType, true, "share of spam the filter calls good")
          .add(
              "pure",
              DataTypes.DoubleType,
              true,
              "share of senders that send nothing but spam, or none")
          .add(
              "base_share",
              DataTypes.DoubleType,
              true,
              "spam share expected of an IPv6 sender around which nothing is known")
          .add("base_share_ipv4", DataTypes.DoubleType, true, "the same of an IPv4 sender")
          .add(
              "throttle_above",
              DataTypes.DoubleType,
              true,
              "spam share above which was throttled that night: the setting's, or more to spare good mail")
          .add("greylist_above", DataTypes.DoubleType, true, "the same of greylisting")
          .add("reject_above", DataTypes.DoubleType, true, "the same of rejecting")
          .add(
              "verdicts",
              DataTypes.createArrayType(VERDICTS, false),
              true,
              "decayed: senders by their verdicts of a day, and how many of these say spam");

  private CensusDays() {}

  /**
   * Returns a row of {@link #SCHEMA}.
   *
   * @param memory what the next night is to remember
   * @param learnt what the night scored by
   */
  static Row row(LocalDate day, CensusMemory memory, PolicySettings learnt) {
    ReputationSettings reputation = learnt.reputation();
    TierSettings tiers = learnt.tiers();
    return RowFactory.create(
        day,
        reputation.noise().falseSpam(),
        reputation.noise().missedSpam(),
        reputation.levels().get(Level.IPV6_64).pure(),
        reputation.baseShare(),
        reputation.baseShareIpv4(),
        tiers.throttleAbove(),
        tiers.greylistAbove(),
        tiers.rejectAbove(),
        memory.verdicts().stream()
            .map(v -> RowFactory.create(v.messages(), v.spam(), v.senders()))
            .toArray());
  }

  /**
   * Returns what a row of {@link #SCHEMA} says is to be remembered, as it weighed on its day.
   *
   * @throws IllegalArgumentException if its verdicts are none that a night could have counted
   */
  public static CensusMemory memory(Row row) {
    return new CensusMemory(
        row.<Row>getList(row.fieldIndex("verdicts")).stream()
            .map(v -> new CensusMemory.Verdicts(v.getInt(0), v.getInt(1), v.getDouble(2)))
            .toList());
  }

  /**
   * Returns settings with the thresholds that a row of {@link #SCHEMA} says a night went by; as
   * they are where they trust, or spare what hovers, beyond these: they were changed since.
   */
  public static PolicySettings thresholds(Row row, PolicySettings settings) {
    double throttle = row.<Double>getAs("throttle_above");
    TierSettings now = settings.tiers();
    return throttle <= Math.max(now.trustedBelow(), now.slack())
        ? settings
        : settings.withThresholds(
            row.<Double>getAs("reject_above"), row.<Double>getAs("greylist_above"), throttle);
  }
}
