package slash64.scores;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.baseline.DigestDay;
import slash64.rows.AddressColumns;
import slash64.rows.MapRows;

/**
 * The table {@code digest_days}: content that several unrelated parties sent on a day, from which
 * the next nights know what is usual. Rare digests are left out, so it stays small.
 */
public final class DigestDays {
  public static final StructType SCHEMA =
      new StructType()
          .add("day", DataTypes.DateType, true, "UTC day of the messages")
          .add("digest", DataTypes.StringType, true, "content digest by the filter")
          .add("messages", DataTypes.LongType, true, "transactions with this digest")
          .add("bad", DataTypes.LongType, true, "of these, spam, or refused for their content")
          .add("members", DataTypes.LongType, true, "networks that sent it: /64, IPv4 addresses")
          .add("unrelated", DataTypes.LongType, true, "parties: customers, else /48, IPv4 /24")
          .add("campaign_since", DataTypes.DateType, true, "first day of its alert; null if none");

  /** Columns of {@link #of}: those of the table but the last, and the members most came from. */
  static final String LARGEST = "largest";

  /** Fewer parties are no sign of anything, and not worth a row. */
  static final int LEAST_UNRELATED = 5;

  private DigestDays() {}

  /**
   * Counts the digests of some messages: one row a digest, with {@code largest}, up to {@value
   * DigestDay#MOST_NAMED} structs of messages, high and low of the networks most came from.
   *
   * @param messages rows of the table {@code messages}, of one day, from clients afar
   */
  public static Dataset<Row> of(Dataset<Row> messages) {
    Column isIpv4 = isIpv4();
    Column low = when(isIpv4, col("client_low")).otherwise(lit(0L));
    Column site =
        when(isIpv4, shiftright(col("client_low"), 8))
            .otherwise(shiftright(col("client_high"), 16));
    Column party = when(col("customer").isNotNull(), xxhash64(col("customer"))).otherwise(site);
    Dataset<Row> sent =
        messages
            .filter(col("digest").isNotNull())
            .select(
                col("digest"),
                party.as("party"),
                col("client_high").as("high"),
                low.as("low"),
                coalesce(isBad(), lit(false)).as("is_bad"));
    // Once over the network, in the order in which a digest can be summed as its rows stream by.
    Dataset<Row> networks =
        MapRows.of(sent, new DigestNetworks(), DigestNetworks.SCHEMA)
            .repartition(col("digest"))
            .sortWithinPartitions("digest", "party", "high", "low");
    return MapRows.of(networks, new DigestParties(), DigestParties.SCHEMA);
  }

  /** Whether a message is unwanted, by those who judged it. */
  static Column isBad() {
    return col("verdict").equalTo("spam").or(col("reject_class").isin("content", "blocklist"));
  }

  static Column isIpv4() {
    return AddressColumns.isIpv4(col("client_high"), col("client_low"));
  }
}
