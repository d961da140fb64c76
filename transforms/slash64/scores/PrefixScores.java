package slash64.scores;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The table {@code prefix_scores}: what is believed of each prefix that sent on a day or is in the
 * policy, and how far the day departs from its past.
 */
public final class PrefixScores {
  public static final StructType SCHEMA =
      new StructType()
          .add("day", DataTypes.DateType, true, "UTC day that was scored")
          .add("prefix", DataTypes.StringType, true, "RFC 5952 text with length")
          .add("prefix_key", DataTypes.StringType, true, "sorts as the tree")
          .add("prefix_high", DataTypes.LongType, true, "bits 0 to 63 of the prefix")
          .add("prefix_low", DataTypes.LongType, true, "bits 64 to 127; IPv4 in its mapped form")
          .add("bits", DataTypes.IntegerType, true, "length among the 128 bits")
          .add("transactions", DataTypes.LongType, true, "of the day")
          .add(
              "new_children",
              DataTypes.LongType,
              true,
              "active prefixes of the next finer level that carry no state: never heard before, forgotten, or, of addresses, heard too little to be remembered; of a /64 among its 1,000 busiest addresses")
          .add("spam", DataTypes.DoubleType, true, "evidence against, decayed, messages")
          .add("ham", DataTypes.DoubleType, true, "evidence for, decayed, messages")
          .add("spam_share", DataTypes.DoubleType, true, "expected spam share, 0 to 1")
          .add("spam_share_low", DataTypes.DoubleType, true, "above this with 95 % probability")
          .add("spam_share_high", DataTypes.DoubleType, true, "below this with 95 % probability")
          .add(
              "spam_share_around",
              DataTypes.DoubleType,
              true,
              "expected from its surroundings alone")
          .add("changed", DataTypes.DoubleType, true, "probability that its conduct changed today")
          .add("score", DataTypes.DoubleType, true, "reputation, 0 (bad) to 100 (good)")
          .add("tier", DataTypes.StringType, true, "tier of the full policy's entry; null if none")
          .add("reason", DataTypes.StringType, true, "why that tier, one sentence; null if none")
          .add(
              "wanted",
              DataTypes.StringType,
              true,
              "tier that its reputation alone asks for, also where it has no entry; null on days of older versions")
          .add(
              "limited_by",
              DataTypes.StringType,
              true,
              "what decided its tier beside that: level, children, good_mail, step, silent, parent, own, sample, operator; none if nothing did")
          .add(
              "expected_transactions",
              DataTypes.DoubleType,
              true,
              "by the baseline; null when nothing could be expected")
          .add(
              "volume_log_p",
              DataTypes.DoubleType,
              true,
              "natural logarithm of the probability of so many or more; null when not tested")
          .add(
              "content_log_p",
              DataTypes.DoubleType,
              true,
              "the same for content as far from the usual mix; null when not tested");

  private PrefixScores() {}
}
