package slash64.scores;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The table {@code prefix_state}: what each prefix carries from one scored day to the next. */
public final class PrefixStates {
  public static final StructType SCHEMA =
      new StructType()
          .add("day", DataTypes.DateType, true, "UTC day after which the state holds")
          .add("prefix", DataTypes.StringType, true, "RFC 5952 text with length")
          .add("prefix_key", DataTypes.StringType, true, "sorts as the tree")
          .add("prefix_high", DataTypes.LongType, true, "bits 0 to 63 of the prefix")
          .add("prefix_low", DataTypes.LongType, true, "bits 64 to 127; IPv4 in its mapped form")
          .add("bits", DataTypes.IntegerType, true, "length among the 128 bits")
          .add("spam", DataTypes.DoubleType, true, "mass of evidence against, messages")
          .add("ham", DataTypes.DoubleType, true, "mass of evidence for, messages")
          .add(
              "evidence_day",
              DataTypes.IntegerType,
              true,
              "day the masses are stated for, since 1970-01-01")
          .add(
              "evidence_days",
              DataTypes.DoubleType,
              true,
              "days over which the masses were gathered, as faded as they are; null: for long")
          .add(
              "former_ham",
              DataTypes.DoubleType,
              true,
              "good messages a day of before the prefix turned bad; null: none")
          .add("tier", DataTypes.StringType, true, "tier of the full policy's entry; null if none")
          .add(
              "baseline",
              DataTypes.BinaryType,
              true,
              "counts and content of the past, at most 1 KiB; see slash64.baseline.StateCodec");

  private PrefixStates() {}
}
