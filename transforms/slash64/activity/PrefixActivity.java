package slash64.activity;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import slash64.rows.MapRows;

/**
 * What came from each prefix on each UTC day: IPv6 /128, /64, /56, /48 and /32, IPv4 /32 and /24.
 *
 * <p>One pass: messages are summed by address where they are read, the sums are sorted in the order
 * of the tree, and every level is rolled up from the one below as they stream by. Only a /32 that a
 * cut goes through is put together from its parts in a second, small step.
 */
public final class PrefixActivity {
  public static final StructType SCHEMA =
      TallyColumns.addTo(
          new StructType()
              .add("day", DataTypes.DateType, true, "UTC day of the first log line of the message")
              .add(
                  "prefix",
                  DataTypes.StringType,
                  true,
                  "RFC 5952 text with length; of a rest the /64")
              .add(
                  "prefix_key",
                  DataTypes.StringType,
                  true,
                  "sorts as the tree: 32 hexadecimal digits, 2 of the length")
              .add("prefix_high", DataTypes.LongType, true, "bits 0 to 63 of the prefix")
              .add(
                  "prefix_low", DataTypes.LongType, true, "bits 64 to 127; IPv4 in its mapped form")
              .add(
                  "bits",
                  DataTypes.IntegerType,
                  true,
                  "level, of 128: IPv4 /32 is 128, /24 is 120; of a rest 128")
              .add(
                  "length",
                  DataTypes.IntegerType,
                  true,
                  "level as written: 128, 64, 56, 48, 32; IPv4 32, 24")
              .add("family", DataTypes.IntegerType, true, "4 or 6")
              .add(
                  "is_rest",
                  DataTypes.BooleanType,
                  true,
                  "sums the addresses of a /64 beyond its 1,000 busiest")
              .add(
                  "children",
                  DataTypes.LongType,
                  true,
                  "distinct active prefixes of the next finer level; of a rest addresses")
              .add(
                  "bad_children",
                  DataTypes.LongType,
                  true,
                  "of these, with more transactions called spam than ham")
              .add(
                  "subnets",
                  DataTypes.LongType,
                  true,
                  "distinct active /64; 0 for addresses and IPv4")
              .add(
                  "max_concurrent_connections",
                  DataTypes.LongType,
                  true,
                  "most sessions of one client of it open at once, as far as Postfix's anvil told: there were at least so many; null where not logged"));

  private PrefixActivity() {}

  /**
   * Turns rows of the table {@code messages} into {@link #SCHEMA}, one row per day and active
   * prefix, each part of the address space in the order of the tree. Messages without client
   * address are left out.
   *
   * @param cuts any cuts of the address space; they decide cost and files, not results
   */
  public static Dataset<Row> of(Dataset<Row> messages, Cuts cuts) {
    Dataset<Row> located =
        messages.filter(col("client_high").isNotNull().and(col("client_low").isNotNull()));
    Dataset<Row> addresses =
        MapRows.of(MessageTally.select(located), new AddressTallies(cuts), AddressTallies.SCHEMA)
            .union(Concurrency.of(located, cuts))
            .repartitionById(cuts.parts(), col("part"));
    Dataset<Row> whole = MapRows.of(sorted(addresses), new PrefixRows(cuts), SCHEMA);
    if (!cuts.splitsAny()) {
      return whole;
    }
    // Reads the same shuffle once more, and sorts no more than it needs of it.
    Dataset<Row> split = MapRows.of(addresses, new SplitAddresses(cuts), AddressTallies.SCHEMA);
    Dataset<Row> parts =
        MapRows.of(sorted(split), new SplitParts(), SplitParts.SCHEMA).repartition(1);
    return whole.union(MapRows.of(parts, new SplitRows(), SCHEMA));
  }

  private static Dataset<Row> sorted(Dataset<Row> addresses) {
    return addresses.sortWithinPartitions("day", "family", "high", "low");
  }
}
